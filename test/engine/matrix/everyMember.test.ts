import { describe, expect, it } from 'vitest';
import { differentiate } from '../../../src/engine/autodiff/reverse.ts';
import { freeIds, hessianVector, jvp } from '../../../src/engine/autodiff/forward.ts';
import { members } from '../../../src/engine/matrix/members.ts';
import type { Trace } from '../../../src/shared/trace.ts';
import { along, at, gradient } from '../../support/differences.ts';
import { isLong } from '../../support/long.ts';
import { callsOf, made, prelude, receivers, staticCalls } from '../../support/memberCalls.ts';
import { plain, trace, type Traced } from '../../support/trace.ts';

/** Members in portions that one run can hold; the kind says whether a gradient is compared. */
function portions(holder: string): { title: string; names: string[]; smooth: boolean }[] {
  const held = Object.entries(members[holder] ?? {}).filter(([name]) => name !== 'new');
  return [true, false].flatMap((smooth) => {
    const all = held
      .filter(([, { kind }]) => (kind !== 'non-differentiable') === smooth)
      .map(([name]) => name);
    return Array.from({ length: Math.ceil(all.length / 24) }, (_, i) => {
      const part = all.slice(24 * i, 24 * i + 24);
      return { title: `${part[0]} … ${part.at(-1)}`, names: part, smooth };
    });
  });
}

/** Differences see the steps of a rounding, its derivative does not. */
const rounding = /fround/;

/** The expression that an output's path is of, and whether it is the result or what became of the receiver. */
const placeOf = (path: string) => /^\[(\d+)\](?:\[([01])\](?!\d))?/.exec(path)!;

async function agree(
  expressions: readonly string[],
  receiver: string,
  smooth: boolean,
  other = 'b.clone()',
  size = 3,
): Promise<ReadonlyMap<string, number>> {
  const parts = expressions.map((e) => `one(${receiver}, ${other}, (m, b) => ${e})`);
  const source =
    `${prelude}/** @trace f(randn(${size}, ${size}), randn(${size}, ${size}), 1.3) */\n` +
    `export function f(p, q, x) { const a = M.Matrix.abs(p).add(0.1), b = M.Matrix.abs(q).add(0.2);\n return [${parts.join(',\n')}]; }`;
  const run = await trace(source, {}, { cuts: !smooth });
  expect(run.thrown).toBeUndefined();
  const evaluate = plain(source, run);
  const leaves = run.trace.leaves.map(({ path }) => run.leaf(path).value);
  const expected = (await evaluate(leaves))!;
  const paths = run.trace.outputs.flatMap(({ path, refs }) => Array.from(refs, () => path));
  const different = run.outputs.flatMap((value, i) => (Object.is(value, expected[i]) ? [] : [paths[i]!]));
  expect([...new Set(different.map((path) => `${expressions[Number(placeOf(path)[1])]} ${path}`))]).toEqual(
    [],
  );
  expect(run.outputs.length).toBe(expected.length);
  return smooth ? gradients(run, expressions, evaluate) : new Map();
}

/**
 * Compares the gradient of what each expression gives and makes of its receiver with differences of the plain program, forward
 * with reverse mode, and second derivatives with differences of the gradient. The largest gradient of each expression.
 */
async function gradients(
  { trace: record, outputs }: Traced,
  expressions: readonly string[],
  evaluate: (values: readonly Float64Array[]) => Promise<Float64Array | null>,
): Promise<ReadonlyMap<string, number>> {
  const ids = freeIds(record);
  const direction = Float64Array.from(ids, (_, k) => Math.cos(3 * k + 1) + 0.1 * k);
  const base = record.leaves.map(({ first }, l) =>
    record.values.slice(first, record.leaves[l + 1]?.first ?? first + 1),
  );
  const moved = (step: number) => {
    let k = 0;
    return evaluate(base.map((leaf) => leaf.map((x) => x + step * direction[k++]!)));
  };
  /** Slopes of all outputs of the plain program. */
  const slopesBy = async (h: number) => {
    const plainly = await Promise.all([-2, -1, 1, 2].map((k) => moved(k * h)));
    // what is read as a size or an index is held, and a result of another size cannot be compared
    const [f1, f2, f3, f4] = plainly.map((numbers) => (numbers?.length === outputs.length ? numbers : null));
    if (!f1 || !f2 || !f3 || !f4) throw new Error('the plain program gives something else nearby');
    return outputs.map((_, n) => (f1[n]! - f4[n]! + 8 * (f3[n]! - f2[n]!)) / (12 * h));
  };
  const slopes = await Promise.all([1e-4, 1e-6].map(slopesBy));
  const steepest = new Map<string, number>();
  const usable: boolean[] = [];
  const weights = expressions.map(() => new Float64Array(outputs.length));
  let n = 0;
  for (const { path, refs } of record.outputs) {
    const [, expression, part] = placeOf(path);
    for (let k = 0; k < refs.length; k++, n++) {
      usable[n] = part !== undefined && slopes.every((each) => Number.isFinite(each[n]));
      if (usable[n]) weights[Number(expression)]![n] = 1 + 0.3 * Math.sin(n);
    }
  }
  const wrong: string[] = [];
  expressions.forEach((expression, i) => {
    const cotangents = differentiate(record, weights[i]);
    steepest.set(
      expression,
      ids.reduce((most, id) => Math.max(most, Math.abs(cotangents[id]!)), 0),
    );
    if (rounding.test(expression)) return;
    const parts = ids.map((id, k) => cotangents[id]! * direction[k]!);
    const [sum, scale] = [parts.reduce((x, y) => x + y, 0), parts.reduce((x, y) => x + Math.abs(y), 1)];
    const plainly = slopes.map((each) =>
      each.reduce((x, slope, at) => (weights[i]![at] === 0 ? x : x + slope * weights[i]![at]!), 0),
    );
    if (!plainly.some((slope) => Math.abs(sum - slope) <= 1e-6 * scale))
      wrong.push(`${expression}: ${sum}, not ${plainly[1]}`);
  });
  expect(wrong).toEqual([]);
  n = 0;
  const finite: Trace = {
    ...record,
    outputs: record.outputs.map((each) => ({ ...each, refs: each.refs.filter(() => usable[n++]) })),
  };
  const tangents = jvp(finite, direction).reduce((a, b) => a + b, 0);
  const reverse = gradient(finite).map((g, k) => g * direction[k]!);
  const size = reverse.reduce((a, b) => a + Math.abs(b), 1);
  expect(Math.abs(tangents - reverse.reduce((a, b) => a + b, 0)) / size).toBeLessThan(1e-9);
  const turning = hessianVector(finite, direction);
  const errors = [1e-4, 1e-6].map((h) => {
    const differences = along((step) => gradient(at(finite, direction, step)), h);
    const scale = differences.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
    return Math.max(...differences.map((x, k) => Math.abs(x - turning[k]!))) / scale;
  });
  expect(Math.min(...errors)).toBeLessThan(1e-6);
  return steepest;
}

/** Members whose result has no derivative, or none but 0, beside those that the table says so of. */
const flats: ReadonlySet<string> = new Set(
  'size klass isRowVector isColumnVector isVector isSquare isEmpty ceil floor round sign trunc'.split(' '),
);

/** Those that other code serves; `npm run test:long` takes them all. */
const usual: readonly string[] = ['dense', 'of shared rows', 'symmetric'];
const tested = Object.entries(receivers).filter(([kind]) => isLong || usual.includes(kind));

describe.each(tested)('plain and traced agree on a matrix, %s:', (kind, receiver) => {
  const holders = ['AbstractMatrix.prototype'];
  if (kind === 'dense') holders.push('Matrix.prototype');
  if (kind === 'symmetric') holders.push('SymmetricMatrix.prototype');
  const all = holders.flatMap((holder) => portions(holder).map((portion) => ({ holder, ...portion })));
  it.each(all)('$title', async ({ holder, names, smooth }) => {
    const expressions = names.flatMap((name) => callsOf(holder, name));
    // of equal rows, a pivot that is exactly 0 decides
    const isSteady = !(kind === 'of shared rows' && names.includes('echelonForm'));
    const steepest = await agree(expressions, receiver, smooth && isSteady);
    if (kind !== 'dense' || steepest.size === 0) return;
    const flat = names.filter((name) => callsOf(holder, name).every((call) => steepest.get(call)! < 1e-3));
    expect(flat.filter((name) => !flats.has(name))).toEqual([]);
  });
});

/** The same calls on matrices of other shapes, the second one of the same shape or of the transposed one. */
const degenerate: readonly (readonly [number, number])[] = [
  [3, 1],
  [1, 1],
  [0, 3],
  [3, 0],
];
const sizes = [[2, 4] as const, ...(isLong ? degenerate : [])];

describe.each(sizes)('plain and traced agree on a %i×%i matrix:', (rows, columns) => {
  const holders = ['AbstractMatrix.prototype', 'Matrix.prototype'];
  const all = holders.flatMap((holder) => portions(holder).map((portion) => ({ holder, ...portion })));
  const part = (of: string, r: number, c: number) =>
    r * c === 0 ? `new M.Matrix(${r}, ${c})` : `${of}.subMatrix(0, ${r - 1}, 0, ${c - 1})`;
  it.each(all)('$title', async ({ holder, names, smooth }) => {
    const expressions = names.flatMap((name) => callsOf(holder, name));
    const receiver = part('a', rows, columns);
    // the deviation of one number is the root of 0
    const isSteady = !((rows === 1 || columns === 1) && names.includes('standardDeviation'));
    await agree(expressions, receiver, smooth && isSteady, part('b', rows, columns), 4);
    if (rows !== 1) await agree(expressions, receiver, false, part('b', columns, rows), 4);
  });
});

describe('plain and traced agree on', () => {
  const holders = ['AbstractMatrix', 'SymmetricMatrix', 'DistanceMatrix', 'functions'];
  const all = holders.flatMap((holder) => portions(holder).map((portion) => ({ holder, ...portion })));
  it.each(all.filter(({ names }) => names.length > 0))(
    '$holder: $title',
    async ({ holder, names, smooth }) => {
      const expressions = names.flatMap((name) => staticCalls(holder, name));
      await agree(expressions, receivers.dense, smooth);
    },
  );

  it.each(Object.entries(made))('%s', async (what, expressions) => {
    await agree(expressions, receivers.dense, !what.includes('not positive definite'));
  });
});
