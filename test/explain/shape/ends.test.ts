import { expect, test } from 'vitest';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const found = async (source: string) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  return findShapes(evidence).map(({ message, span, severity }) => ({
    message,
    severity,
    text: evidence.program.text(span),
  }));
};

const total = 'const total = (list) => list.reduce((sum, x) => sum + x, 0);';
const parts = (body: string) => `
const N = 3;
${total}
/** @trace f([1, 2, 3, 4, 5, 6, 7]) */
function f(all) {
${body}
}`;

test('an end that is a length leaves out what nothing reads', async () => {
  const source = parts(`const a = all.slice(1, N);
  const b = all.slice(1 + N);
  return all[0] * total(a) + total(b);`);
  expect(await found(source)).toEqual([
    {
      message:
        'all.slice(1, N) ends before index N, and all.slice(1 + N) begins at 1 + N: all[3] is read by nothing. The second argument is where to end, not how many.',
      severity: 'warning',
      text: 'all.slice(1, N)',
    },
  ]);
});

test.each([
  ['that meet', 'return all[0] * total(all.slice(1, 1 + N)) + total(all.slice(1 + N));'],
  [
    'with what is between read elsewhere',
    'return all[3] * total(all.slice(1, N)) + total(all.slice(1 + N));',
  ],
  ['with what is between returned', 'return [total(all.slice(1, N)) + total(all.slice(1 + N)), all[3]];'],
  [
    'with what is between asked by a branch',
    'return all[3] > 9 ? 0 : total(all.slice(1, N)) + total(all.slice(1 + N));',
  ],
  ['of inner elements', 'return total(all.slice(1, -1));'],
  ['without one element', 'return total([...all.slice(0, N), ...all.slice(N + 1)]);'],
  [
    'of two lists',
    'const other = all.map((x) => 2 * x);\n return total(all.slice(1, N)) + total(other.slice(1 + N));',
  ],
  [
    'that differ by one',
    'const a = all.slice(1);\n const b = all.slice(0, -1);\n return total(a.map((x, i) => x * b[i]));',
  ],
])('slices %s are right', async (_, body) => {
  expect(await found(parts(body))).toEqual([]);
});

const windows = (slice: string, rest = 'out.push(total(near) / width);') => `
${total}
/** @trace f([1, 2, 3, 4, 5, 6, 7], staticArg(1)) */
function f(all, reach) {
  const width = 2 * reach + 1;
  const out = [];
  for (let i = reach; i < all.length - reach; i++) {
    const near = ${slice};
    ${rest}
  }
  return out;
}`;

test.each([
  ['out.push(total(near) / width);', 'width = 2 * reach + 1'],
  ['out.push(total(near) / (2 * reach + 1));', '2 * reach + 1'],
])('a window of 2 r numbers whose sum is divided by 2 r + 1: %s', async (rest, by) => {
  expect(await found(windows('all.slice(i - reach, i + reach)', rest))).toEqual([
    {
      message: `all.slice(i - reach, i + reach) has at most 2 * reach numbers, without all[i + reach], since the end of a slice is exclusive; what is made of it is divided by ${by}.`,
      severity: 'information',
      text: 'all.slice(i - reach, i + reach)',
    },
  ]);
});

test.each([
  ['of 2 r + 1 numbers', windows('all.slice(i - reach, i + reach + 1)')],
  [
    'divided by their own count',
    windows('all.slice(i - reach, i + reach)', 'out.push(total(near) / near.length);'),
  ],
  [
    'with the last number beside them',
    windows('all.slice(i - reach, i + reach)', 'out.push((total(near) + all[i + reach]) / width);'),
  ],
  [
    'that are not what is divided',
    windows('all.slice(i - reach, i + reach)', 'out.push(total(near) + all[0] / width);'),
  ],
])('windows %s are right', async (_, source) => {
  expect(await found(source)).toEqual([]);
});

const table = (body: string, list = '[4, 5, 6]') => `
const rows = [[1, 2, 3], [4, 5, 6]];
${total}
/** @trace f(${list}) */
function f(sizes) {
  ${body}
}`;

test.each([
  ['callbacks', 'return total(rows.map((row, i) => total(row.map((x) => x / sizes[i]))));', 'sizes[i]'],
  [
    'loops',
    'let sum = 0;\n  for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) sum += rows[i][j] * sizes[i];\n  return sum;',
    'sizes[i]',
  ],
])('a list of one number a column that is taken by row: %s', async (_, body, text) => {
  expect(await found(table(body))).toEqual([
    {
      message: `${text} takes one number for each of 2 outer rounds, but sizes has 3, as many as there are inner rounds in each: element 2 is not taken here.`,
      severity: 'information',
      text,
    },
  ]);
});

test.each([
  ['by column', table('return total(rows.map((row) => total(row.map((x, j) => x / sizes[j]))));')],
  [
    'by row, as many as rows',
    table('return total(rows.map((row, i) => total(row.map((x) => x / sizes[i]))));', '[4, 5]'),
  ],
  [
    'by row, longer than a row',
    table('return total(rows.map((row, i) => total(row.map((x) => x / sizes[i]))));', '[4, 5, 6, 7]'),
  ],
  [
    'by a number that is given',
    table('const by = (k) => total(rows.map((row) => total(row.map((x) => x / sizes[k]))));\n return by(2);'),
  ],
  ['once a row', table('return total(rows.map((row, i) => total(row) / sizes[i]));')],
])('a list that is taken %s is right', async (_, source) => {
  expect(await found(source)).toEqual([]);
});
