import { expect, test } from 'vitest';
import { findOverwritten } from '../../../src/explain/overwritten/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const mean = (sum: string) => `const { Matrix } = require('ml-matrix');
/** @trace f(2) */
function f(x) {
  const all = [1, 2, 4].map((y) => new Matrix([[x * y, y]]));
  const sum = ${sum};
  let apart = 0;
  for (const one of all) apart += Matrix.sub(one, sum).norm();
  return apart;
}`;

test('a sum without a start changes its first term', async () => {
  const [one] = findOverwritten(await evidenceOf(mean('all.reduce((a, b) => a.add(b))')));
  expect(one).toMatchObject({ class: 'overwritten', severity: 'warning' });
  expect(one!.message).toMatch(/changes .* in place, and .* is read on line 7 as if it were unchanged\.$/);
  expect(one!.span[1]).toBe(5);
});

test.each([
  ['one that starts with a matrix of its own', 'all.reduce((a, b) => a.add(b), Matrix.zeros(1, 2))'],
  ['one of new matrices', 'all.reduce((a, b) => Matrix.add(a, b))'],
])('%s changes none', async (_, sum) => {
  expect(findOverwritten(await evidenceOf(mean(sum))).map(({ message }) => message)).toEqual([]);
});
