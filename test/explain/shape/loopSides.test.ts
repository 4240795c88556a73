import { expect, test } from 'vitest';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const found = async (matrix: string, body: string) => {
  const evidence = await evidenceOf(
    `import { Matrix } from 'ml-matrix';\n/** @trace f(2) */\nfunction f(x) {\n  const m = new Matrix(${matrix}).mul(x);\n  let sum = 0;\n${body}\n  return sum;\n}`,
  );
  expect(evidence.result.status).toBe('ok');
  return findShapes(evidence).map(({ message, severity, span, related }) => ({
    message,
    severity,
    text: evidence.program.text(span),
    chain: related.map((link) => link.message),
  }));
};

const wide = '[[1, 2, 3], [4, 5, 6]]';
const square = '[[1, 2], [3, 4]]';
const tall = '[[1, 2], [3, 4], [5, 6]]';

test('an index that is bounded by the rows and counts along the columns', async () => {
  const body = '  for (let k = 1; k < m.rows; k++) sum += m.get(0, k) - m.get(1, k - 1);';
  expect(await found(wide, body)).toEqual([
    {
      message: 'k < m.rows bounds k by the rows of m, but m.get(0, k) counts along its columns by it.',
      severity: 'information',
      text: 'k < m.rows',
      chain: ['k is the number of a column here'],
    },
  ]);
});

test('an index that is bounded by the columns and counts along the rows', async () => {
  const body = '  for (let i = 0; i < m.columns; i++) sum += m.get(i, 0);';
  const [one, ...others] = await found(tall, body);
  expect(others).toEqual([]);
  expect(one?.message).toBe(
    'i < m.columns bounds i by the columns of m, but m.get(i, 0) counts along its rows by it.',
  );
});

test.each([
  ['of a square matrix', square, 'for (let k = 0; k < m.rows; k++) sum += m.get(0, k);'],
  ['that counts along its own side', wide, 'for (let k = 0; k < m.rows; k++) sum += m.get(k, 0);'],
  ['of a diagonal', wide, 'for (let k = 0; k < m.rows; k++) sum += m.get(k, k);'],
  [
    'that counts along another matrix',
    wide,
    'const t = m.transpose();\nfor (let k = 0; k < m.rows; k++) sum += t.get(0, k);',
  ],
  [
    'of a loop around the one that is bounded',
    wide,
    'for (let k = 0; k < 3; k++) for (let i = 0; i < m.rows; i++) sum += m.get(i, k);',
  ],
])('nothing is said of an index %s', async (_, matrix, body) => {
  expect(await found(matrix, body)).toEqual([]);
});
