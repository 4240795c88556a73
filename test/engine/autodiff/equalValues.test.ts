import { describe, expect, it } from 'vitest';
import { freeIds, hessian, hessianVector } from '../../../src/engine/autodiff/forward.ts';
import { along, at, close, gradient } from '../../support/differences.ts';
import { trace } from '../../support/trace.ts';

const square = 'new M.SVD(a, { autoTranspose: true }).diagonal.reduce((sum, s) => sum + s * s, 0)';
const nuclear = 'new M.SVD(a, { autoTranspose: true }).diagonal.reduce((sum, s) => sum + s, 0)';
const mixed =
  'new M.SVD(a).diagonal.reduce((sum, s) => sum + s, 0) ** 2 + new M.SVD(a).diagonal.reduce((p, s) => p * s, 1)';
const eigen = (rest: string) => `new M.EVD(a, { assumeSymmetric: true }).realEigenvalues${rest}`;

/** Functions that are smooth though values are equal, and matrices where they are. */
const cases: readonly (readonly [what: string, expression: string, matrix: string])[] = [
  ['Σσ²', square, '[[2, 0], [0, 2]]'],
  ['Σσ²', square, '[[0, 2], [-2, 0]]'],
  ['Σσ²', square, '[[2, 0, 0], [0, 2, 0], [0, 0, 5]]'],
  ['Σσ²', square, '[[2, 0], [0, 2], [0, 0]]'],
  ['Σσ²', square, '[[0, 2, 0], [2, 0, 0]]'],
  ['Σσ²', square, '[[0, 0], [0, 0]]'],
  ['Σσ²', square, '[[3, 0], [0, 0], [0, 0]]'],
  ['Σσ²', square, '[[1, 2, 3], [2, 4, 6], [-1, -2, -3]]'],
  ['Σσ²', square, '[[1, 2, 2, 0], [2, 1, 1, 0]]'],
  [
    'Σ log(1 + σ²)',
    'new M.SVD(a).diagonal.reduce((sum, s) => sum + Math.log(1 + s * s), 0)',
    '[[1, 1, 1], [1, 1, 1], [1, 1, 1]]',
  ],
  ['Σσ³', 'new M.SVD(a).diagonal.reduce((sum, s) => sum + s ** 3, 0)', '[[2, 0, 0], [0, 2, 0], [0, 0, 5]]'],
  ['the nuclear norm', nuclear, '[[2, 0], [0, 2]]'],
  ['the nuclear norm', nuclear, '[[2, 0, 0], [0, 0, 2]]'],
  ['a function that mixes them', mixed, '[[2, 0, 0], [0, 2, 0], [0, 0, 2]]'],
  ['log det', eigen('.reduce((sum, s) => sum + Math.log(s), 0)'), '[[2, 0], [0, 2]]'],
  ['log det', eigen('.reduce((sum, s) => sum + Math.log(s), 0)'), '[[2, 0, 0], [0, 5, 0], [0, 0, 2]]'],
  [
    'log det',
    'new M.EVD(a).realEigenvalues.reduce((sum, s) => sum + Math.log(s), 0)',
    '[[3, 1, 1], [1, 3, 1], [1, 1, 3]]',
  ],
];

describe('where values are equal, the Hessian is that of differences of the gradient:', () => {
  it.each(cases)('%s as %s at %s', async (_, expression, matrix) => {
    const { trace: record } = await trace(
      `const M = require('ml-matrix');\n/** @trace f(${matrix}) */\nexport function f(a) { return ${expression}; }`,
    );
    const direction = Float64Array.from(freeIds(record), (_, k) => Math.cos(3 * k + 1));
    const expected = along((t) => gradient(at(record, direction, t)));
    close(hessianVector(record, direction), expected);
    const {
      data,
      shape: [n],
    } = hessian(record) as { data: Float64Array; shape: [number] };
    const times = direction.map((_, i) => direction.reduce((sum, d, j) => sum + d * data[i * n + j]!, 0));
    close(times, expected);
    expect(data.some((x) => x !== 0)).toBe(true);
  });
});
