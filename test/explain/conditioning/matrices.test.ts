import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../../src/explain/conditioning/conditionNumber.ts';
import { found } from './run.ts';

describe('the condition of a matrix', () => {
  const of = (...rows: number[][]) =>
    conditionOf({ shape: [rows.length, rows[0]!.length], data: Float64Array.from(rows.flat()) });

  test('is that of its 1-norm once rows and columns are scaled alike', () => {
    expect(of([2, 0], [0, 5]).number).toBeCloseTo(1, 12);
    // [[1, 1], [1, −1]] / √2, whose inverse is itself
    expect(of([1, 1], [1, -1]).number).toBeCloseTo(2, 12);
    expect(of([1e-9, 0], [0, 1e9]).number).toBeCloseTo(1, 12);
  });

  test('says which columns are nearly dependent', () => {
    const { number, dependence } = of([1, 1, 1], [1, 2, 2.00000001], [1, 5, 5], [1, 7, 7]);
    expect(number).toBeGreaterThan(1e8);
    expect(Math.abs(dependence[0]!)).toBeLessThan(0.01);
    expect(dependence[1]! / dependence[2]!).toBeCloseTo(-1, 6);
  });

  test('is infinite where a column is the sum of others', () => {
    expect(of([1, 1], [1, 1]).number).toBe(Infinity);
  });
});

describe('a nearly singular matrix that the result feels is a finding', () => {
  const pair =
    'new Matrix([[0.04, 0.039999999996, 0.01], [0.039999999996, 0.04, 0.01], [0.01, 0.01, 0.09]]), [0.05, 0.06, 0.07]';
  test.each([
    [
      'inverse',
      'const p = inverse(c);\nconst w = p.mmul(Matrix.columnVector(r));\nreturn w.get(0, 0) / w.sum();',
      'inverse(c)',
    ],
    [
      'solve',
      'const w = solve(c, Matrix.columnVector(r));\nreturn w.get(0, 0) / w.sum();',
      'solve(c, Matrix.columnVector(r))',
    ],
    [
      'Cholesky',
      'const w = new CholeskyDecomposition(c).solve(Matrix.columnVector(r));\nreturn w.get(0, 0) / w.sum();',
      'new CholeskyDecomposition(c).solve(Matrix.columnVector(r))',
    ],
  ])('%s', async (_, body, guilty) => {
    const [one] = await found('c, r', pair, body);
    expect(one).toMatchObject({ class: 'conditioning', severity: 'warning', guilty });
    expect(one?.message).toBe(
      'c is nearly singular: its condition number is 2.111e10, so about 10 of 16 digits are lost. Columns 1 and 2 of c are nearly multiples of each other.',
    );
  });

  test('a least squares problem', async () => {
    const args = 'new Matrix([[1, 2, 3.00000001], [1, 4, 5], [1, 6, 7], [1, 7, 8]]), [1, 2, 3, 5]';
    const body = 'return new QrDecomposition(x).solve(Matrix.columnVector(y)).get(2, 0);';
    const [one] = await found('x, y', args, body);
    expect(one?.message).toMatch(/^x is nearly singular.* Columns 1, 2 and 3 of x are nearly dependent\.$/);
  });

  test.each([
    [
      'in units that differ much',
      'a, b',
      'new Matrix([[1e-9, 0], [1e-10, 1e6]]), [1e-9, 2e6]',
      'return solve(a, Matrix.columnVector(b)).sum();',
    ],
    [
      'with a ridge',
      't, l',
      '[1, 2, 3, 4, 5], 0.01',
      'const x = new Matrix(t.map((v) => [1, v, v * v, v ** 3]));\nreturn inverse(x.transpose().mmul(x).add(Matrix.eye(4).mul(l))).sum();',
    ],
    [
      'that the result does not feel',
      'a',
      'new Matrix([[1, 1], [1, 1.0000000001]])',
      'return inverse(a).mmul(a).sum();',
    ],
  ])('silent of one %s', async (_, parameters, args, body) => {
    expect(await found(parameters, args, body)).toEqual([]);
  });
});

describe('eigenvectors', () => {
  const body =
    'const v = new EigenvalueDecomposition(c, { assumeSymmetric: true }).eigenvectorMatrix.getColumn(1);\nreturn v[0] + 2 * v[1];';

  test('of nearly equal values are a finding', async () => {
    const [one] = await found('c', 'new Matrix([[2, 1e-9], [1e-9, 2.0000000003]])', body);
    expect(one).toMatchObject({
      class: 'conditioning',
      severity: 'warning',
      guilty: 'new EigenvalueDecomposition(c, { assumeSymmetric: true })',
    });
    expect(one?.message).toMatch(/^The eigenvectors 1 and 2 are hardly determined: their values 1\.99/);
  });

  test('of values that are apart are none', async () => {
    expect(await found('c', 'new Matrix([[2, 0.1], [0.1, 3]])', body)).toEqual([]);
  });

  test('whose turning the result does not feel are none', async () => {
    const both =
      'const v = new EigenvalueDecomposition(c, { assumeSymmetric: true }).eigenvectorMatrix;\nreturn v.mmul(v.transpose()).sum();';
    expect(await found('c', 'new Matrix([[2, 1e-9], [1e-9, 2.0000000003]])', both)).toEqual([]);
  });
});
