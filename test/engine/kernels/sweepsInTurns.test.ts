import { afterEach, describe, expect, it, vi } from 'vitest';
import { influenceOf } from '../../../src/engine/proofs/influence.ts';
import { loopsOf, roundAt } from '../../../src/explain/evidence/loops.ts';
import { descend } from '../../../src/explain/nonFinite/descent.ts';
import { waysFrom } from '../../../src/explain/zero/ways/ways.ts';
import type { Trace } from '../../../src/shared/trace.ts';
import { randoms } from '../../support/checkRules.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** Numbers and matrices in turns, with branches, steps, cuts, counts, and inputs whose gradient is zero. */
const mixed = `import { Matrix } from 'ml-matrix';
/** @trace f(0.5, 2, 3, 1.5, 4, new Matrix([[1, 2], [3, 4]])) */
export function f(x: number, limit: number, count: number, dead: number, whole: number, m: Matrix): number {
  let y = 0.25;
  let flat = dead;
  for (let i = 0; i < count; i++) {
    if (x > limit) y += 1;
    flat = Math.max(0, -Math.abs(flat)) * x;
    y = y * x + Math.floor(x * 3) + 0 * flat;
    const scaled = Matrix.mul(m, y).add(Math.round(whole));
    y += scaled.get(0, 1) + Number((x * dead).toFixed(2)) + Math.trunc(whole / 2) * x;
    y += [1, 2, 3][whole * 0.5]!;
    x = Math.sin(x) + m.get(1, 0) * 1e-3 + (whole === 4 ? 0.5 : x);
  }
  return y;
}`;

/** Numbers that are not finite, born in several ways and places. */
const broken = `import { Matrix } from 'ml-matrix';
/** @trace f(0.5, -1, new Matrix([[1, 0], [3, 4]])) */
export function f(x: number, y: number, m: Matrix): number {
  let least = Infinity;
  let sum = 0;
  for (let i = 0; i < 6; i++) {
    least = Math.min(least, x * i);
    const root = Math.sqrt(y + i * x);
    sum = 0.5 * sum + root;
    const inverse = Matrix.div(m, m);
    sum += inverse.get(0, 1) + x / (i - 2);
  }
  return sum + least;
}`;

/** Marks of the rounds of loops in calls of each other, at random, some in a traced-through member of ml-matrix. */
function marksOf(count: number, areSkipped: boolean): Trace {
  const next = randoms(count + 1);
  const whole = (most: number) => Math.floor((most * (next() + 1)) / 2);
  const scopes = {
    parent: Int32Array.of(-1, 0, 0, 2, 1),
    site: new Int32Array(5),
    members: new Map([[2, {}]]),
  };
  const column = (most: number) => Int32Array.from({ length: count }, () => whole(most));
  const iterations = {
    ...{ equation: column(500).sort(), site: column(4), scope: column(5) },
    ...(areSkipped && { skipped: column(3) }),
  };
  const op = new Uint16Array(500);
  return {
    iterations,
    scopes,
    equations: { op, site: new Int32Array(500), scope: new Int32Array(500) },
  } as unknown as Trace;
}

/** The same functions where there is no WebAssembly. */
async function inJavaScript() {
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  return {
    ...(await import('../../../src/engine/proofs/influence.ts')),
    ...(await import('../../../src/explain/evidence/loops.ts')),
    ...(await import('../../../src/explain/nonFinite/descent.ts')),
    ...(await import('../../../src/explain/zero/ways/ways.ts')),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('sweeps that stop for equations of arrays, and for what is rare', () => {
  it('tell by which ways each number reaches the result', async () => {
    const { trace } = await evidenceOf(mixed);
    const isLoopHead = (site: number) => trace.guards.site[0] === site;
    const found = influenceOf(trace, isLoopHead);
    expect(new Set(found.ways).size).toBeGreaterThan(5);
    const plain = (await inJavaScript()).influenceOf(trace, isLoopHead);
    expect({ ways: found.ways, ...found.first }).toEqual({ ways: plain.ways, ...plain.first });
  });

  it.each([false, true])('tell which loop each round is of; rounds left out: %s', async (areSkipped) => {
    const trace = marksOf(300, areSkipped);
    const plain = await inJavaScript();
    const found = [inJavaScript, undefined].map((isPlain) => {
      const { loopsOf: loops, roundAt: at } = isPlain ? plain : { loopsOf, roundAt };
      const own = { ...trace };
      const rounds = [...Array(500).keys()].map((e) => [0, 1, 2, 3].map((site) => at(own, site, e)));
      return { loops: [...loops(own, () => true, 1)], rounds };
    });
    expect(found[0]!.loops.length).toBeGreaterThan(10);
    expect(found[1]).toEqual(found[0]);
  });

  it('follow numbers without a gradient to where their ways end', async () => {
    const evidence = await evidenceOf(mixed);
    const { trace, cotangents } = evidence;
    const starts = trace.leaves.map(({ first }) => first).filter((id) => id > 0 && cotangents[id] === 0);
    expect(starts.length).toBeGreaterThan(2);
    const found = starts.map((id) => waysFrom(evidence, Int32Array.of(id)));
    expect(found.some(({ steps }) => steps.length > 0)).toBe(true);
    const plain = await inJavaScript();
    expect(found).toEqual(starts.map((id) => plain.waysFrom(evidence, Int32Array.of(id))));
  });

  it('go back from numbers that are not finite to where they were born', async () => {
    const { trace } = await evidenceOf(broken);
    const refs = trace.outputs.flatMap((output) => [...output.refs]).filter((id) => id > 0);
    const found = descend(trace, refs);
    expect(found.births.map(({ kind }) => kind)).toContain('made');
    const plain = (await inJavaScript()).descend(trace, refs);
    expect(found.births).toEqual(plain.births);
    expect(found.births.map(found.pathFrom)).toEqual(plain.births.map(plain.pathFrom));
  });
});
