import { describe, expect, it } from 'vitest';
import { differentiate } from '../../src/engine/differentiate.ts';
import { freeIds, hessian, hessianVector, jacobian, jvp } from '../../src/engine/forward.ts';
import { leafValues, replay } from '../../src/engine/replay.ts';
import type { Trace } from '../../src/shared/trace.ts';
import { trace } from './trace.ts';

const bodies: readonly (readonly [string, string])[] = [
  ['numbers', 'const y = Math.sin(b.get(0, 0)) * a.get(0, 0); return [y * y, Math.exp(y) / 3, 5];'],
  ['matrices', 'const c = a.mmul(b); return Matrix.mul(c, c).add(1.5).pow(1.5);'],
  ['reductions', "return [a.norm() * b.max(), ...a.sum('row'), a.dot(b)];"],
  ['gathers with static elements', 'const c = Matrix.ones(2, 2); c.set(0, 1, a.get(1, 2)); return c.mmul(a).mul(c.mmul(a)).mmul(b);'],
  ['a member traced through', 'return a.center("column").cumulativeSum().mmul(b).mul(b.variance());'],
  ['linear algebra', "const m = require('ml-matrix'); const c = a.mmul(b).add([[3, 0], [0, 5]]); return [m.inverse(c), m.determinant(c), m.solve(a.transpose(), b), new m.SVD(c).diagonal, m.pseudoInverse(a)];"],
]; // prettier-ignore

const at = (record: Trace, direction: Float64Array, step: number): Trace => {
  const leaves = leafValues(record);
  let k = 0;
  for (const [l, { first }] of record.leaves.entries())
    if (first > 0) leaves[l] = leaves[l]!.map((x) => x + step * direction[k++]!);
  return { ...record, values: replay(record, leaves).values };
};
const outputs = ({ values, constants, outputs }: Trace) =>
  outputs.flatMap(({ refs }) => Array.from(refs, (ref) => (ref > 0 ? values[ref]! : constants[-ref - 1]!)));
const gradient = (record: Trace) => {
  const cotangents = differentiate(record);
  return freeIds(record).map((id) => cotangents[id]!);
};
const close = (actual: ArrayLike<number>, expected: readonly number[]) => {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(Array.from(actual, (x, i) => Math.abs(x - expected[i]!) <= 1e-7 * scale)).toEqual(
    expected.map(() => true),
  );
};
const along = (f: (t: number) => number[], h = 1e-4) => {
  const [a, b, c, d] = [f(-2 * h), f(-h), f(h), f(2 * h)];
  return a!.map((x, i) => (x - d![i]! + 8 * (c![i]! - b![i]!)) / (12 * h));
};

describe.each(bodies)('of %s', (_, body) => {
  const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(2, 3), randn(3, 2)) */\nexport function f(a, b) { ${body} }`;
  const direction = Float64Array.from({ length: 12 }, (_, k) => Math.cos(3 * k + 1));

  it('forward mode gives the differences of the outputs', async () => {
    const { trace: record } = await trace(source);
    close(
      jvp(record, direction),
      along((t) => outputs(at(record, direction, t))),
    );
  });

  it('the Jacobian is the same by rows as by columns', async () => {
    const { trace: record } = await trace(source);
    const { shape, data } = jacobian(record);
    expect(shape).toEqual([outputs(record).length, 12]);
    const times = Array.from({ length: shape[0]! }, (_, i) =>
      direction.reduce((sum, d, j) => sum + d * data[12 * i + j]!, 0),
    );
    close(jvp(record, direction), times);
  });

  it('the Hessian gives the differences of the gradient, and is symmetric', async () => {
    const { trace: record } = await trace(source);
    const expected = along((t) => gradient(at(record, direction, t)));
    close(hessianVector(record, direction), expected);
    const { data } = hessian(record);
    close(
      data,
      Array.from(data, (_, k) => data[(k % 12) * 12 + Math.floor(k / 12)]!),
    );
    expect(data.some((x) => x !== 0)).toBe(true);
  });
});
