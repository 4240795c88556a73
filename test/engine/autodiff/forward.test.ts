import { describe, expect, it } from 'vitest';
import { hessian, hessianVector, jacobian, jvp } from '../../../src/engine/autodiff/forward.ts';
import { along, at, close, gradient, outputs } from '../../support/differences.ts';
import { trace } from '../../support/trace.ts';

const bodies: readonly (readonly [string, string])[] = [
  ['numbers', 'const y = Math.sin(b.get(0, 0)) * a.get(0, 0); return [y * y, Math.exp(y) / 3, 5];'],
  ['matrices', 'const c = a.mmul(b); return Matrix.mul(c, c).add(1.5).pow(1.5);'],
  ['reductions', "return [a.norm() * b.max(), ...a.sum('row'), a.dot(b)];"],
  [
    'gathers with static elements',
    `
      const c = Matrix.ones(2, 2);
      c.set(0, 1, a.get(1, 2));
      return c.mmul(a).mul(c.mmul(a)).mmul(b);
    `,
  ],
  ['a member traced through', 'return a.center("column").cumulativeSum().mmul(b).mul(b.variance());'],
  [
    'linear algebra',
    `
      const m = require('ml-matrix');
      const c = a.mmul(b).add([[3, 0], [0, 5]]);
      return [
        m.inverse(c),
        m.determinant(c),
        m.solve(a.transpose(), b),
        new m.SVD(c).diagonal,
        m.pseudoInverse(a)
      ];
    `,
  ],
];

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
