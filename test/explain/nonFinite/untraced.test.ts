import { describe, expect, test } from 'vitest';
import { findNonFinite } from '../../../src/explain/nonFinite/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const table = (read: string) => `class Table {
  #rows = new Map();
  constructor(text) {
    for (const line of text.split(';')) {
      const [name, ...cells] = line.split(' ');
      this.#rows.set(name, ${read});
    }
  }
  *cells(name) {
    for (const cell of this.#rows.get(name)) yield cell;
  }
}
/** @trace f(2) */
function f(x) {
  const table = new Table('low 4 5;high 7 8');
  let sum = 0;
  for (const cell of table.cells('high')) sum += x * cell;
  return sum;
}`;

const scores = (made: string) => `/** @trace f(2) */
function f(x) {
  const counts = [3, 0, 1];
  const scores = ${made};
  return scores.map((score) => score * x).reduce((s, v) => s + v, 0);
}`;

const masked = (term: string) => `/** @trace f([2, 3]) */
function f(xs) {
  const mask = [1, 0];
  const shown = xs.map((x, i) => x + ${term});
  return Math.exp(shown[0]) + Math.exp(shown[1]);
}`;

const constant = (declared: string, read: string) => `const counts = [3, 0, 1];
const ${declared};
/** @trace f(2) */
function f(x) {
  return ${read} * x;
}`;

/** Numbers that are not finite before anything is recorded, by where they come from: the line, the guilty text and what is said. */
const untraced: Readonly<
  Record<string, readonly [source: string, line: number, guilty: string, says: string]>
> = {
  'parseInt that map hands the index': [
    `/** @trace f(2) */
function f(x) {
  const row = '4,5,6'.split(',').map(parseInt);
  return x * row[1];
}`,
    3,
    "'4,5,6'.split(',').map(parseInt)",
    "'4,5,6'.split(',').map(parseInt) is no number: map hands parseInt the index, for the base to read by. x * row[1] becomes NaN by it.",
  ],
  'parseInt, through a private Map and a generator': [
    table('cells.map(parseInt)'),
    6,
    'cells.map(parseInt)',
    'cells.map(parseInt) is no number in iteration 0: map hands parseInt the index, for the base to read by. x * cell becomes NaN by it.',
  ],
  "the one logarithm behind a callback's parameter": [
    scores('counts.map((count) => Math.log(count))'),
    4,
    'Math.log(count)',
    'Math.log(count) is infinite where its argument is 0, as it was. score * x takes it up.',
  ],
  "the one quotient behind a callback's parameter": [
    scores('counts.map((count) => 4 / count)'),
    4,
    '4 / count',
    '4 / count is infinite where its divisor is 0, as it was. score * x takes it up.',
  ],
  'a mask that is multiplied by an infinity': [
    masked('mask[i] * Infinity'),
    4,
    'x + mask[i] * Infinity',
    'mask[i] * Infinity is no number: where the other factor is 0 it is 0 · ∞. x + mask[i] * Infinity becomes NaN by it.',
  ],
  'the opposite of a mask that is multiplied by the opposite': [
    masked('(1 - mask[i]) * -Infinity'),
    4,
    'x + (1 - mask[i]) * -Infinity',
    '(1 - mask[i]) * -Infinity is no number: where the other factor is 0 it is 0 · ∞. x + (1 - mask[i]) * -Infinity becomes NaN by it.',
  ],
  'a constant of the module that is the logarithm of 0': [
    constant('FLOOR = Math.log(0)', 'FLOOR'),
    5,
    'FLOOR * x',
    'FLOOR comes in as −∞, and FLOOR * x takes it up.',
  ],
  'an element of one, of which one logarithm may be it': [
    constant('scores = counts.map((count) => Math.log(count))', 'scores[1]'),
    2,
    'Math.log(count)',
    'scores[1] is −∞ before the function runs: Math.log(count) is infinite where its argument is 0, as it was.',
  ],
  'a constant of the module that is the root of −1': [
    constant('MISSING = Math.sqrt(-1)', 'MISSING'),
    2,
    'Math.sqrt(-1)',
    'MISSING is NaN before the function runs: Math.sqrt(-1) is no number, Math.sqrt of a negative number is NaN.',
  ],
};

describe('a NaN or infinity that was made before anything was recorded', () => {
  test.each(Object.entries(untraced))('%s', async (_, [source, line, guilty, says]) => {
    const evidence = await evidenceOf(source);
    const [one] = findNonFinite(evidence);
    expect(one).toMatchObject({ class: 'non-finite-value', severity: 'warning' });
    expect(one!.message).toBe(says);
    expect(one!.span[1]).toBe(line);
    expect(evidence.program.text(one!.span)).toBe(guilty);
  });

  test('is none where the texts are read with their base', async () => {
    const source = table('cells.map((cell) => parseInt(cell, 10))');
    expect(findNonFinite(await evidenceOf(source))).toEqual([]);
  });

  test('is none of the logarithm where there are two of them', async () => {
    const source = scores('counts.map((count) => Math.log(count) - Math.log2(count + 1))');
    const [one] = findNonFinite(await evidenceOf(source));
    expect(one!.message).toBe('score is −∞, and score * x takes it up.');
  });
});
