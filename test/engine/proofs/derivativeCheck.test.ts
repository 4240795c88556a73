import { describe, expect, it } from 'vitest';
import { hessian, jacobian, jvp, freeIds } from '../../../src/engine/autodiff/index.ts';
import { checkDerivatives } from '../../../src/engine/proofs/index.ts';
import type { Tensor } from '../../../src/shared/tensor.ts';
import type { Trace } from '../../../src/shared/trace.ts';
import { trace } from '../../support/trace.ts';

const record = async (args: string, body: string) => {
  const source = `const M = require('ml-matrix');\n/** @trace f(${args}) */\nexport function f(x, y) { ${body} }`;
  return (await trace(source)).trace;
};
const listed = (data: Float64Array): Tensor => ({ shape: [data.length], data });
const all = (run: Trace) => ({
  jvp: listed(jvp(run, new Float64Array(freeIds(run).length).fill(1))),
  jacobian: jacobian(run),
  hessian: hessian(run),
});
/** With one element off by a tenth of the largest. */
const off = ({ shape, data }: Tensor): Tensor => ({
  shape,
  data: data.map((x, i) => (i === 0 ? x + 0.1 * Math.max(...data.map(Math.abs)) : x)),
});

describe('further derivatives', () => {
  it.each([
    ['polynomials', '[2, 3], 5', 'return [x[0] * x[1] * y, x[1] ** 2];'],
    [
      'numbers of different size',
      '[2e6, 3e-4], 5',
      'return Math.sin(x[0] * 1e-6) * x[1] ** 2 * 1e8 + y * x[1];',
    ],
    ['a minimum', '0.1, 0.7', 'return (x - 0.1) ** 2 + (x - 0.1) * (y - 0.7) + (y - 0.7) ** 2;'],
    ['a straight line', '3, 4', 'return 2 * x - y;'],
    ['a constant', '3, 4', 'return x - x + 1;'],
    ['a float', 'new Float32Array([2, 3]), 5', 'return Math.fround(x[0] * x[1]) ** 2;'],
    [
      'equal singular values',
      '[[2, 0], [0, 2]]',
      'return new M.SVD(x).diagonal.reduce((sum, s) => sum + s * s, 0);',
    ],
  ])('of %s agree with differences, and do not where one number is off', async (_, args, body) => {
    const run = await record(args, body);
    const right = all(run);
    expect(checkDerivatives(run, right)).toEqual({
      jvp: { outcome: 'ok' },
      jacobian: { outcome: 'ok' },
      hessian: { outcome: 'ok' },
    });
    const wrong = { jvp: off(right.jvp), jacobian: off(right.jacobian), hessian: off(right.hessian) };
    for (const kind of ['jvp', 'jacobian', 'hessian'] as const) {
      if (right[kind].data.every((x) => x === 0)) continue;
      expect(checkDerivatives(run, wrong)[kind], kind).toMatchObject({
        outcome: 'failed',
        why: /have other numbers/,
      });
    }
  });

  it.each([
    ['a branch', '3, 3', 'return x > y ? x * x : y * x;', /branch/],
    ['a step', '3, 4', 'return Math.floor(x) * y * y;', /step/],
    ['a kink', '0, 4', 'return Math.abs(x) + 0 * y;', /kink/],
    [
      'numbers much closer together than they are large',
      '[1e6, 1e6 + 1e-3, 1e6 + 2.5e-3]',
      'return new M.Matrix([x]).standardDeviation();',
      /rounding/,
    ],
    ['a kink of the gradient', '0, 4', 'return Math.max(x, 0) ** 2 + y;', /kink/],
  ])('are not compared at %s', async (_, args, body, why) => {
    const run = await record(args, body);
    const { jacobian: first, hessian: second } = checkDerivatives(run, all(run));
    expect([first, second]).toContainEqual({
      outcome: 'not compared',
      why: expect.stringMatching(why) as string,
    });
    expect([first!.outcome, second!.outcome]).not.toContain('failed');
  });
});
