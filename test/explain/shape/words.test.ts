import { expect, test } from 'vitest';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const found = async (body: string) => {
  const source = `const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2, 3], [4, 6, 5], [9, 8, 7]]), [1, 2, 3, 4, 5, 6]) */
function f(m, xs) {
  const [width, height, count] = [2, 3, 1];
  ${body}
}`;
  const all = findShapes(await evidenceOf(source));
  return all.map(({ severity, message, span }) => `${severity} ${span[1]} ${message}`);
};

test('a width that is given for the rows is information', async () => {
  const made = 'Matrix.from1DArray(width, height, xs)';
  expect(await found(`return ${made}.mul(2).get(0, 1) + m.get(0, 0);`)).toEqual([
    `information 5 ${made} takes rows first, then columns: width stands for the rows and height for the columns.`,
  ]);
  expect(await found('return Matrix.from1DArray(height, width, xs).mul(2).get(0, 1) + m.get(0, 0);')).toEqual(
    [],
  );
});

test('two parts of a matrix that share a row are information', async () => {
  const parts = (end: string) =>
    `const a = m.subMatrix(0, ${end}, 0, 2);\n  const b = m.subMatrix(count, 2, 0, 2);\n  return a.mul(2).sum() + b.mul(xs[0]).sum();`;
  expect(await found(parts('count'))).toEqual([
    'information 5 The ends of subMatrix are inclusive: m.subMatrix(0, count, 0, 2) ends with row count, which m.subMatrix(count, 2, 0, 2) begins with.',
  ]);
  expect(await found(parts('count - 1'))).toEqual([]);
});

test('a square product over the lines that are not centred is information', async () => {
  const product = (line: string, text: string) =>
    `const d = m.clone().center('${line}');\n  return ${text}.get(0, 1) * xs[0];`;
  expect(await found(product('column', 'd.mmul(d.transpose())'))).toEqual([
    'information 6 d.mmul(d.transpose()) sums over lines whose mean is not 0; it is 0 of the other lines of the deviations. They are square, so that both ways fit.',
  ]);
  expect(await found(product('column', 'd.transpose().mmul(d)'))).toEqual([]);
  expect(await found(product('row', 'd.mmul(d.transpose())'))).toEqual([]);
  expect(await found(product('row', 'm.mmul(m.transpose())'))).toEqual([]);
});
