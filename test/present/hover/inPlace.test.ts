import { expect, test } from 'vitest';
import { hovers } from '../../support/hover.ts';

/** Line 2 of the text above the numbers: how the value changed. */
const history = (text: string | undefined) => text?.split(/ *\n+/).find((line) => line.startsWith('changed'));

const ridge = `import { Matrix } from 'ml-matrix';
const x = new Matrix([[1, 0.3], [1, -0.8], [1, 1.5], [1, 0.6]]);
/** @trace ridge(0.3) */
function ridge(rate: number): number {
  const w = Matrix.columnVector([-0.7, 0.4]).mul(rate);
  const doubled = w.mul(2);
  const fit = x.mmul(w);
  const penalty = doubled.dot(doubled);
  return fit.sum() + penalty + w.get(0, 0);
}`;

test('a name read after a change in place has the value that was read, and says so', async () => {
  const at = await hovers(ridge);
  expect(at(7, 'w')!.numbers).toEqual([-0.42, 0.24]);
  expect(history(at(7, 'w')!.text)).toBe('changed in place: v2 (5) → v3 mul on 6 → read here');
  expect(at(9, 'w')!.numbers).toEqual([-0.42, 0.24]);
});

test('before the change, where it is bound, and by its new name it is as it was bound', async () => {
  const at = await hovers(ridge);
  expect(at(5, 'w')!.numbers).toEqual([-0.21, 0.12]);
  expect(at(6, 'w')!.numbers).toEqual([-0.21, 0.12]);
  expect(history(at(6, 'w')!.text)).toBeUndefined();
  for (const line of [6, 8]) {
    expect(at(line, 'doubled')!.numbers).toEqual([-0.42, 0.24]);
    expect(history(at(line, 'doubled')!.text)).toBeUndefined();
  }
});

test('the call itself is the result', async () => {
  const at = await hovers(ridge);
  expect(at(6, 'mul')!.numbers).toEqual([-0.42, 0.24]);
});

test('a name that is only returned or handed on has the changes before it', async () => {
  const at = await hovers(`const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2]])) */
function f(w) {
  const before = [w];
  w.mul(2);
  const after = [w];
  w.mul(3);
  return w;
}`);
  expect(at(4, 'w')!.numbers).toEqual([1, 2]);
  expect(at(6, 'w')!.numbers).toEqual([2, 4]);
  expect(at(8, 'w')!.numbers).toEqual([6, 12]);
  expect(history(at(8, 'w')!.text)).toBe('changed in place: v0 (3) → v1 mul on 5 → v2 mul on 7 → read here');
});

test('a clone is changed alone', async () => {
  const at = await hovers(`const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2]])) */
function f(w) {
  const c = w.clone();
  c.mul(2);
  return Matrix.add(w, c);
}`);
  expect([at(6, 'w')!.numbers, at(6, 'c')!.numbers]).toEqual([[1, 2], [2, 4]]); // prettier-ignore
});

test('a helper that changes its argument changes the name of the caller', async () => {
  const at = await hovers(`const { Matrix } = require('ml-matrix');
function centered(data) {
  return data.center('column');
}
/** @trace f(new Matrix([[1, 2], [3, 6]])) */
function f(data) {
  const start = [data];
  const deviations = centered(data);
  const means = data.mean('column');
  const list = [data, deviations];
  return data.sum() + means[0];
}`);
  expect(at(7, 'data')!.numbers).toEqual([1, 2, 3, 6]);
  expect(at(3, 'data')!.numbers).toEqual([1, 2, 3, 6]);
  for (const line of [9, 10, 11]) {
    expect(at(line, 'data')!.numbers).toEqual([-1, -2, 1, 2]);
    expect(history(at(line, 'data')!.text)).toMatch(/^changed in place: v0 \(6\) → v\d+ center on 3 → read/);
  }
});

test('in a loop the changes until the iteration that is looked at', async () => {
  const at = await hovers(`const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2]])) */
function f(w) {
  let total = 0;
  for (let k = 0; k < 8; k++) {
    total += w.sum();
    w.mul(2);
    const copy = [w];
  }
  return total + w.get(0, 1);
}`);
  expect(at(6, 'w', { 5: 0 })!.numbers).toEqual([1, 2]);
  expect(at(6, 'w', { 5: 3 })!.numbers).toEqual([8, 16]);
  expect(at(8, 'w', { 5: 0 })!.numbers).toEqual([2, 4]);
  expect(at(8, 'w', { 5: 3 })!.numbers).toEqual([16, 32]);
  expect(at(10, 'w', { 5: 3 })!.numbers).toEqual([256, 512]);
  expect(history(at(6, 'w', { 5: 7 })!.text)).toBe(
    'changed in place: v0 (3) → v3 mul on 7 → v6 mul on 7 → … 3 more → v18 mul on 7 → v21 mul on 7 → read here',
  );
});

test('after a change in part the elements that were read, where there is no doubt', async () => {
  const at = await hovers(`const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2]]), 7) */
function f(w, x) {
  w.set(0, 1, x);
  const y = Matrix.mul(w, 3);
  const list = [w];
  return y.sum();
}`);
  expect(at(5, 'w')!.numbers).toEqual([1, 7]);
  expect(history(at(5, 'w')!.text)).toBe('changed in place: v0 (3) → set on 4 → read here');
  expect(at(6, 'w')!.numbers).toEqual([1, 2]);
  expect(history(at(6, 'w')!.text)).toBe(
    'changed in place: v0 (3) → set on 4 → read here; the numbers are those of v0, before that',
  );
});
