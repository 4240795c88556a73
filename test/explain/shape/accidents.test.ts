import { expect, test } from 'vitest';
import { explainShapes, findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const square = 'new Matrix([[8, 1, 2], [2, 6, 3], [1, 2, 9]])';

/** Programs in which a vector fits a square matrix along the wrong side, with the guilty text and what is said. */
const accidents: Readonly<Record<string, readonly [source: string, guilty: string, says: RegExp]>> = {
  'sums of the columns divide the rows': [
    `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}, staticArg(2)) */
function f(counts, power) {
  const totals = counts.sum('column');
  const shares = counts.clone().divColumnVector(totals);
  return shares.mpow(power).get(0, 1);
}`,
    "counts.sum('column')",
    /takes number i of totals for row i, but counts\.sum\('column'\) gives one number a column/,
  ],
  'means of the rows, inverted one by one, scale the columns': [
    `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}) */
function f(x) {
  const weights = x.mean('row').map((m) => 1 / m);
  return Matrix.mul(x, 2).mulRowVector(weights).get(0, 1);
}`,
    "x.mean('row')",
    /for column i, but x\.mean\('row'\) gives one number a row/,
  ],
  'means of the features, along the units of the weights': [
    `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}, ${square}) */
function f(x, w) {
  const z = x.mmul(w);
  const scales = x.max('column');
  return Matrix.mul(w, 1).mulRowVector(scales).get(0, 1) + z.sum();
}`,
    "x.max('column')",
    /takes number i of scales for column i/,
  ],
  'a bias along the data': [
    `
import { Matrix } from 'ml-matrix';
const batch = new Matrix([[1, 2], [3, 4], [5, 7]]);
/** @trace f({ weights: new Matrix([[1, 2, 3], [3, 4, 5]]), bias: [1, 2, 3] }) */
function f({ weights, bias }) {
  return Matrix.tanh(batch.mmul(weights).addColumnVector(bias)).get(0, 1);
}`,
    'batch.mmul(weights).addColumnVector(bias)',
    /takes one number of bias for each row, .* addRowVector takes one a column/,
  ],
  'a bias along data that is given, too': [
    `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}, { w: ${square}, b: Matrix.columnVector([1, 2, 3]) }) */
function f(x, layer) {
  return layer.w.mmul(x).addRowVector(layer.b).get(0, 1);
}`,
    'layer.w.mmul(x).addRowVector(layer.b)',
    /for each column, .* addColumnVector takes one a row/,
  ],
};

test.each(Object.entries(accidents))('%s', async (_, [source, guilty, says]) => {
  const evidence = await evidenceOf(source);
  const found = findShapes(evidence);
  expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
  expect(evidence.program.text(found[0]!.span)).toBe(guilty);
  expect(found[0]).toMatchObject({ class: 'shape', severity: 'information' });
  const ids = evidence.trace.outputs[0]!.refs;
  expect(explainShapes(evidence, { name: 'f', of: 'value', span: found[0]!.span, ids })).toEqual(found[0]);
});

/** Programs that are right, though the matrix is square. */
const right: Readonly<Record<string, string>> = {
  'sums of the rows divide the rows': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}) */
function f(counts) {
  return counts.clone().divColumnVector(counts.sum('row')).get(0, 1);
}`,
  'columns are centred by their means': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}) */
function f(x) {
  const d = x.clone().subRowVector(x.mean('column'));
  return d.transpose().mmul(d).get(0, 1);
}`,
  'rows and columns of a kernel are centred': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}) */
function f(x) {
  const k = x.mmul(x.transpose());
  const m = k.mean('column');
  return k.clone().subColumnVector(m).subRowVector(m).get(0, 1);
}`,
  'degrees of a symmetric graph on either side': `
import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[0, 1, 2], [1, 0, 3], [2, 3, 0]])) */
function f(a) {
  const d = a.sum('column').map((x) => 1 / Math.sqrt(x));
  return a.clone().mulColumnVector(d).mulRowVector(d).get(0, 1);
}`,
  'a bias of the units, beside data': `
import { Matrix } from 'ml-matrix';
const x = ${square};
/** @trace f(${square}, [1, 2, 3]) */
function f(w, b) {
  return x.mmul(w).addRowVector(b).get(0, 1);
}`,
  'samples in columns': `
import { Matrix } from 'ml-matrix';
const x = ${square};
/** @trace f(${square}, [1, 2, 3]) */
function f(w, b) {
  return w.mmul(x).addColumnVector(b).get(0, 1);
}`,
  'a bias of users and one of films': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}, ${square}, [1, 2, 3], [3, 2, 1]) */
function f(taste, appeal, generous, popular) {
  return taste.mmul(appeal).addColumnVector(generous).addRowVector(popular).get(0, 1);
}`,
  'a matrix of transitions whose states are one axis': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}) */
function f(p) {
  const two = p.mmul(p);
  return two.mulRowVector(p.sum('row')).get(0, 1);
}`,
  'a parameter for each sample, of data that is an input': `
import { Matrix } from 'ml-matrix';
/** @trace f(${square}, [1, 2, 3]) */
function f(x, weights) {
  return x.clone().mulColumnVector(weights).get(0, 1);
}`,
};

test.each(Object.entries(right))('%s is no accident', async (_, source) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  expect(findShapes(evidence).map(({ message }) => message)).toEqual([]);
});
