import { expect, test } from 'vitest';
import { why } from './why.ts';

const lookUp = (key: string) => `const table = new Map();
/** @trace f(2, 3) */
function f(x, w) {
  const key = 'a';
  table.set([0, 1], w);
  table.set(key, x);
  return x * (table.get(${key}) ?? 1);
}`;

test('a Map that is asked by a list made for it finds nothing', async () => {
  expect(await why(lookUp('[0, 1]'), 'w')).toMatchObject({
    class: 'disconnected',
    line: 7,
    guilty: 'table.get([0, 1])',
    sentence:
      'w never gets to the result: table.get([0, 1]) finds nothing: [0, 1] is a new array each time, and so another key than all that were set.',
  });
});

test('one that is asked by a name is not said to find nothing', async () => {
  expect((await why(lookUp('key'), 'w')).sentence).not.toContain('finds nothing');
});

test('a row that is copied, changed and dropped is named', async () => {
  const source = `const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2], [3, 4]]), 3) */
function f(m, w) {
  const image = m.clone();
  image.getRowVector(0).div(w);
  return image.sum();
}`;
  expect(await why(source, 'w')).toMatchObject({
    class: 'disconnected',
    line: 5,
    sentence:
      'w never gets to the result: image.getRowVector(0).div(w) changes nothing, and the result of div is dropped.',
  });
});

test('a change of what has a name is not said to be dropped', async () => {
  const source = `const { Matrix } = require('ml-matrix');
/** @trace f(new Matrix([[1, 2], [3, 4]]), 3) */
function f(m, w) {
  const row = m.getRowVector(0);
  row.div(w);
  return row.sum() + 0 * m.sum();
}`;
  expect((await why(source, 'w')).sentence).not.toContain('dropped');
});
