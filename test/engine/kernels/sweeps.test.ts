import { afterEach, describe, expect, it, vi } from 'vitest';
import { assembled } from '../../../scripts/wasm.mts';
import * as inKernel from '../../../src/engine/kernels/sweeps.ts';
import { sweepsModule } from '../../../src/engine/kernels/sweepsModule.ts';
import {
  evaluators,
  opCode,
  primitiveNames,
  type PrimitiveName,
} from '../../../src/engine/primitives/index.ts';
import { ARRAY, type Trace } from '../../../src/shared/trace.ts';
import { randoms } from '../../support/checkRules.ts';

const next = randoms(5);
const whole = (most: number): number => Math.floor((most * (next() + 1)) / 2);

const unary = new Set<string>(
  (
    'neg sqrt abs floor ceil trunc sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh ' +
    'exp expm1 log log1p log2 log10 cbrt round sign'
  ).split(' '),
);
const binary = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'pow', 'atan2', 'mod'];
/** Operations that the kernel knows, and three that it does not. */
const names = [...unary, ...binary] as PrimitiveName[];
const known = names.filter((name) => !['round', 'sign', 'mod'].includes(name));
const special = [0, -0, 1, -1, 0.5, -2.5, Infinity, -Infinity, NaN, 5e-324, 1.7e308];

/** A record of random equations on special and usual numbers, some of them of arrays, as they come out. */
function recordOf(count: number): Trace {
  const values = Float64Array.from({ length: 4 + count }, () => special[whole(special.length)]!);
  const constants = Float64Array.from({ length: 9 }, () => 3 * next());
  const column = () => new Int32Array(count);
  const [out, lhs, rhs] = [column(), column(), column()];
  const op = new Uint16Array(count);
  const numberAt = (ref: number) => (ref > 0 ? values[ref]! : ref < 0 ? constants[-ref - 1]! : 0);
  for (let e = 0; e < count; e++) {
    const name = names[whole(names.length)]!;
    const ref = () => (next() < 0 ? -1 - whole(9) : 1 + whole(3 + e));
    [op[e], out[e], lhs[e], rhs[e]] = [opCode(name), 4 + e, ref(), unary.has(name) ? 0 : ref()];
    values[4 + e] = evaluators[op[e]!]!(numberAt(lhs[e]!), numberAt(rhs[e]!));
    if (whole(20) === 0) op[e]! |= ARRAY;
  }
  return { values, constants, equations: { op, out, lhs, rhs } } as unknown as Trace;
}

const kinds = inKernel.kindsOf(primitiveNames);

/** The sweeps as they are without WebAssembly. */
async function inJavaScript(): Promise<typeof inKernel> {
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  return import('../../../src/engine/kernels/sweeps.ts');
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('sweeps over columns', () => {
  it('are the assembled text of sweeps.wat', async () => {
    expect(await assembled('sweeps')).toBe(sweepsModule);
  });

  it('prove what operations on single numbers gave, and leave all else', async () => {
    const plain = await inJavaScript();
    for (const count of [0, 1, 500, 20_000]) {
      const trace = recordOf(count);
      const { op } = trace.equations;
      const isKnown = (code: number) => known.some((name) => opCode(name) === code);
      const left = Array.from(op.keys()).filter((e) => !isKnown(op[e]!));
      expect([...inKernel.unproven(trace, kinds)]).toEqual(left);
      expect([...plain.unproven(trace, kinds)]).toEqual([...op.keys()]);
    }
  });

  it('leave a number that is another one, by its last bit or its sign', () => {
    const trace = recordOf(2000);
    const { op, out } = trace.equations;
    const changed = Array.from(op.keys()).filter((e) => {
      const isRead = trace.equations.lhs.includes(out[e]!) || trace.equations.rhs.includes(out[e]!);
      return !isRead && Number.isFinite(trace.values[out[e]!]);
    });
    for (const e of changed) {
      const x = trace.values[out[e]!]!;
      trace.values[out[e]!] = x === 0 ? -x : x + Math.abs(x) * 2 ** -52;
    }
    const left = new Set(inKernel.unproven(trace, kinds));
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.filter((e) => !left.has(e))).toEqual([]);
  });

  it('see each number of a column when it first comes', async () => {
    const plain = await inJavaScript();
    const column = Int32Array.from({ length: 3000 }, (_, i) => whole(i % 700));
    const first = [...new Set(column)];
    for (const { firstSeen } of [inKernel, plain]) {
      expect([...firstSeen(column)]).toEqual(first);
      expect([...firstSeen(Uint16Array.of(65_535, 0, 65_535, 0))]).toEqual([65_535, 0]);
      expect([...firstSeen(Int32Array.of(1 << 30, 7, 1 << 30))]).toEqual([1 << 30, 7, 1 << 30]);
      expect([...firstSeen(new Int32Array(0))]).toEqual([]);
    }
  });

  it('find the equations of some operations, of numbers and of arrays', async () => {
    const plain = await inJavaScript();
    for (const count of [0, 1, 20_000]) {
      const trace = recordOf(count);
      const wanted = ['round', 'mul', 'atan2'].map((name) => opCode(name as PrimitiveName));
      const isOne = Uint8Array.from({ length: primitiveNames.length }, (_, code) =>
        Number(wanted.includes(code)),
      );
      const { op } = trace.equations;
      const expected = Array.from(op.keys()).filter((e) => wanted.includes(op[e]! & ~ARRAY));
      expect([...inKernel.equationsIn(trace, isOne)]).toEqual(expected);
      expect([...plain.equationsIn(trace, isOne)]).toEqual(expected);
    }
  });

  it('mark what equations of single numbers read', async () => {
    const plain = await inJavaScript();
    const trace = recordOf(3000);
    const { op, lhs, rhs } = trace.equations;
    const read = new Set(Array.from(op.keys()).flatMap((e) => (op[e]! & ARRAY ? [] : [lhs[e]!, rhs[e]!])));
    const expected = Array.from(trace.values.keys(), (id) => Number(id > 0 && read.has(id)));
    expect([...inKernel.readByNumbers(trace)]).toEqual(expected);
    expect([...plain.readByNumbers(trace)]).toEqual(expected);
  });

  it.each([0, 1, 999, 600_000])('find the largest product of %i numbers', async (count) => {
    const plain = await inJavaScript();
    const [x, y] = [0, 1].map(() =>
      Float64Array.from({ length: count }, (_, i) => (i % 50 === 0 ? special[i % 11]! : next())),
    ) as [Float64Array, Float64Array];
    const usual = [x, y].map((numbers) => numbers.map((n) => (Number.isFinite(n) ? n : NaN))) as typeof x[]; // prettier-ignore
    for (const [a, b] of [[x, y], usual] as [typeof x, typeof x][]) {
      const products = Array.from(a, (n, i) => Math.abs(n * b[i]!)).filter((n) => !Number.isNaN(n));
      const most = products.reduce((largest, n) => Math.max(largest, n), 0);
      expect(inKernel.largestProduct(a, b)).toBe(most);
      expect(plain.largestProduct(a, b)).toBe(most);
    }
  });
});
