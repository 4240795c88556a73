import { expect, test } from 'vitest';
import { explainThrown } from '../../../src/explain/thrown.ts';
import { evidenceOf } from '../../support/evidence.ts';

interface Thrown {
  readonly source: string;
  readonly guilty: string;
  readonly says: RegExp;
  readonly class?: string;
}

const thrown: Readonly<Record<string, Thrown>> = {
  'a row is taken from a table': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [3, 4], [5, 6]])) */
function f(x) {
  const mean = Matrix.rowVector(x.mean('column'));
  const d = Matrix.sub(x, mean);
  return d.sum();
}`,
    guilty: 'Matrix.sub(x, mean)',
    says: /x is 3×2, mean is 1×2\. ml-matrix does not repeat a row for every row; subRowVector does\./,
  },
  'numbers of the rows are taken for those of the columns': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [3, 4], [5, 6]])) */
function f(x) {
  const totals = x.sum('row');
  return x.clone().divRowVector(totals).sum();
}`,
    guilty: 'x.clone().divRowVector(totals)',
    says: /totals has 3 numbers\. It takes one number a column; totals has one a row, as divColumnVector/,
  },
  'a range ends behind the last row': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [3, 4], [5, 6]])) */
function f(x) {
  return x.subMatrix(0, x.rows, 0, 1).sum();
}`,
    guilty: 'x.subMatrix(0, x.rows, 0, 1)',
    says: /x is 3×2\. Indices start at 0 and ends are inclusive: its last row is 2/,
  },
  'a product the other way round': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2, 3], [3, 4, 5]]), new Matrix([[1], [2]])) */
function f(x, w) {
  return x.mmul(w).sum();
}`,
    guilty: 'x.mmul(w)',
    says: /x \(2×3\) times w \(2×1\)/,
  },
  'an inverse of a table that is not square': {
    source: `
import { inverse, Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2, 3], [3, 4, 5]])) */
function f(x) {
  return inverse(x).sum();
}`,
    guilty: 'inverse(x)',
    says: /inverse does not fit: x is 2×3\. With fewer rows than columns it has no inverse\./,
  },
  'a singular system': {
    source: `
import { Matrix, solve } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [2, 4]]), new Matrix([[1], [2]])) */
function f(a, b) {
  return solve(a, b).sum();
}`,
    guilty: 'solve(a, b)',
    says: /^a \(2×2\) is singular: its columns 1 and 2 are multiples of each other\.$/,
    class: 'conditioning',
  },
  'a decomposition whose third column is the sum of the others': {
    source: `
import { LuDecomposition, Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2, 3], [2, 4.5, 6.5], [1, 1, 2]])) */
function f(a) {
  const lu = new LuDecomposition(a);
  return lu.solve(Matrix.eye(3)).sum();
}`,
    guilty: 'new LuDecomposition(a)',
    says: /^a \(3×3\) is singular: its column 3 is a sum of multiples of columns 1 and 2\.$/,
    class: 'conditioning',
  },
  'a feature that is 0 throughout': {
    source: `
import { inverse, Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 0], [2, 0]])) */
function f(x) {
  return inverse(x.transpose().mmul(x)).sum();
}`,
    guilty: 'inverse(x.transpose().mmul(x))',
    says: /is singular: its column 2 is all 0\.$/,
    class: 'conditioning',
  },
  'a covariance of two points that are one': {
    source: `
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
/** @trace f([0, 0.4, 0.4, 2]) */
function f(x) {
  const K = Matrix.zeros(4, 4);
  for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) K.set(i, j, Math.exp(-((x[i] - x[j]) ** 2)));
  const chol = new CholeskyDecomposition(K);
  return chol.solve(Matrix.ones(4, 1)).sum();
}`,
    guilty: 'new CholeskyDecomposition(K)',
    says: /^K \(4×4\) is not positive definite: its columns 2 and 3 are equal\.$/,
    class: 'conditioning',
  },
  'a correlation beyond 1': {
    source: `
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
/** @trace f(1.3) */
function f(r) {
  const K = new Matrix([[1, r], [r, 1]]);
  return new CholeskyDecomposition(K).solve(Matrix.ones(2, 1)).sum();
}`,
    guilty: 'new CholeskyDecomposition(K)',
    says: /not positive definite: elimination leaves −0\.69 of element 2 of its diagonal\.$/,
    class: 'conditioning',
  },
  'an element of a row that is not there': {
    source: `
import { Matrix } from 'ml-matrix';
/** @trace f(3) */
function f(x) {
  const table = Matrix.zeros(2, 3);
  for (let i = 0; i < 3; i++) table.set(i, 0, x);
  return table.sum();
}`,
    guilty: 'table.set(i, 0, x)',
    says: /table is 2×3\. It has no row 2: indices start at 0, its last row is 1\./,
  },
  'something of the element after the last': {
    source: `
/** @trace f([[1, 2], [3]]) */
function f(levels) {
  let sum = 0;
  for (let k = 0; k < 2; k++) sum += levels[k + 1].reduce((a, b) => a + b, 0);
  return sum;
}`,
    guilty: 'levels[k + 1]',
    says: /^levels\[k \+ 1\] is undefined, so nothing can be read of it: levels has no element at k \+ 1, as past its end\.$/,
  },
  'something of what a search does not find': {
    source: `
/** @trace f(3, [{ name: 'a', rate: 2 }]) */
function f(x, rates) {
  const found = rates.find(({ name }) => name === 'b');
  return x * found.rate;
}`,
    guilty: "rates.find(({ name }) => name === 'b')",
    says: /^found is undefined, so nothing can be read of it: rates\.find\(.*\) finds nothing\.$/,
  },
  'a step that the program itself refuses': {
    source: `
/** @trace f(1) */
function f(x) {
  const step = 2 / (x - 1);
  if (!Number.isFinite(step)) throw new RangeError('no convergence');
  return x - step;
}`,
    guilty: '2 / (x - 1)',
    says: /is ∞: .*a division by 0 is infinite\. Then the function throws: RangeError: no convergence\.$/,
    class: 'non-finite-value',
  },
  'inside a helper': {
    source: `
import { Matrix } from 'ml-matrix';
const length = (a, b) => Math.sqrt(a.dot(b));
/** @trace f(new Matrix([[1], [2]]), new Matrix([[1], [2], [3]])) */
function f(a, b) {
  return length(a, b);
}`,
    guilty: 'a.dot(b)',
    says: /a is 2×1, b is 3×1/,
  },
};

test.each(Object.entries(thrown))('%s', async (_, { source, guilty, says, class: kind = 'shape' }) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('threw');
  const cause = explainThrown(evidence);
  expect(cause?.message).toMatch(says);
  expect(cause!.class).toBe(kind);
  expect(evidence.program.text(cause!.span)).toBe(guilty);
});

test('what a program throws itself has no cause but itself', async () => {
  const evidence = await evidenceOf(`
/** @trace f(2) */
function f(x) {
  throw new RangeError('x is out of range');
}`);
  expect(explainThrown(evidence)).toMatchObject({ code: 'threw', message: 'RangeError: x is out of range' });
});

test('what a program catches is no finding', async () => {
  const evidence = await evidenceOf(`
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [3, 4], [5, 6]])) */
function f(x) {
  try {
    return x.sub(new Matrix(1, 2)).sum();
  } catch {
    return x.sum();
  }
}`);
  expect(evidence.result.diagnostics).toEqual([]);
});
