import { describe, expect, test } from 'vitest';
import { findOverwritten } from '../../../src/explain/overwritten/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

interface Fault {
  readonly source: string;
  readonly line: number;
  readonly guilty: string;
  readonly says: string;
  readonly chain: readonly string[];
}

const early = (body: string, result = 'xs[0] * xs[1] - bias') => `function burnIn(chain, n) {
${body}
}
/** @trace f([2, 3, 4, 7]) */
function f(xs) {
  const bias = burnIn(xs, 2);
  return ${result};
}`;

const meanOfEarly = '  const early = chain.splice(0, n);\n  return early.reduce((s, x) => s + x, 0) / n;';

const powers = (made: string, result: string) => `const tables = new Map();
function powers(n, x) {
  if (tables.has(n)) return tables.get(n);
  const made = [1, 2].map((p) => x ** p);
  tables.set(n, made);
  return made;
}
function weighted(y, x) {
  ${made}
  return w[0] + w[1];
}
/** @trace f(2, 3) */
function f(x, y) {
  return ${result};
}`;

const twice = 'weighted(y, x) - 3 * weighted(y + 1, x)';

/** The same of a table of numbers that nothing is known of: each caller names the key. */
const table = (result: string) => `const tables = new Map();
function powers(n) {
  if (tables.has(n)) return tables.get(n);
  const made = [1, n];
  tables.set(n, made);
  return made;
}
function weighted(n, y) {
  const w = powers(n);
  w[0] *= y;
  return w[0] + w[1];
}
/** @trace f(3) */
function f(y) {
  return ${result};
}`;

/** The mean of the latest numbers, kept up to date by what a method does to a list and a sum. */
const latest = (push: string) => `class Latest {
  #list = [0, 0];
  #sum = 0;
  push(x) {
    ${push}
  }
  get mean() { return this.#sum / 2; }
}
/** @trace f([2, 3, 4, 7]) */
function f(xs) {
  const latest = new Latest();
  let most = 0;
  for (const x of xs) {
    latest.push(x);
    most += latest.mean;
  }
  return most;
}`;

/** Lists that are shortened or changed for those who have them as well. */
const faults: Readonly<Record<string, Fault>> = {
  'elements that splice takes out for a mean': {
    source: early(meanOfEarly),
    line: 2,
    guilty: 'chain.splice(0, n)',
    says: 'chain.splice(0, n) takes the elements out: xs is without them on line 8, and the others have moved to its front. slice leaves it as it is.',
    chain: ['reads what is left of xs'],
  },
  'elements that splice takes out for a sum, without a name': {
    source: early('  return chain.splice(1, n).reduce((s, x) => s + x, 0);'),
    line: 2,
    guilty: 'chain.splice(1, n)',
    says: 'chain.splice(1, n) takes the elements out: xs is without them on line 7, and the others have moved to its front. slice leaves it as it is.',
    chain: ['reads what is left of xs'],
  },
  'a list that drops its first number before that is taken off a sum': {
    source: latest('this.#list.shift(); this.#sum += x - this.#list[0]; this.#list.push(x);'),
    line: 5,
    guilty: 'this.#list.shift()',
    says: 'this.#list.shift() drops the first number of this.#list before line 5 takes this.#list[0] off: that is the next one, which stays in this.#list, and the one that left is still in the sum.',
    chain: ['takes the new this.#list[0] off'],
  },
  'an array that is moved on before its first number is taken off a sum': {
    source: latest(
      'const list = this.#list;\n    list.copyWithin(0, 1);\n    this.#sum -= list[0];\n    this.#sum += x;\n    list[list.length - 1] = x;',
    ),
    line: 6,
    guilty: 'list.copyWithin(0, 1)',
    says: 'list.copyWithin(0, 1) drops the first number of list before line 7 takes list[0] off: that is the next one, which stays in list, and the one that left is still in the sum.',
    chain: ['takes the new list[0] off'],
  },
  'a list that a Map keeps, an element of which a caller changes': {
    source: powers('const w = powers(2, x);\n  w[0] *= y;', twice),
    line: 10,
    guilty: 'w[0] *= y',
    says: 'w is the very list that powers(2, x) keeps for its next calls, so that line 10 changes what they get.',
    chain: ['comes from here', 'keeps what it gives back'],
  },
  'a kept list of numbers that are not traced, which two calls change': {
    source: table('weighted(2, y) - 3 * weighted(2, y + 1)'),
    line: 10,
    guilty: 'w[0] *= y',
    says: 'w is the very list that powers(n) keeps for its next calls, so that line 10 changes what they get.',
    chain: ['comes from here', 'keeps what it gives back'],
  },
};

describe('a list that others have as well', () => {
  test.each(Object.entries(faults))('%s', async (_, { source, line, guilty, says, chain }) => {
    const evidence = await evidenceOf(source);
    const [one, ...others] = findOverwritten(evidence);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ class: 'overwritten', severity: 'warning', message: says });
    expect(one!.span[1]).toBe(line);
    expect(evidence.program.text(one!.span)).toBe(guilty);
    expect(one!.related.map(({ message }) => message)).toEqual(chain);
  });
});

/** What is taken out or changed on purpose. */
const meant: Readonly<Record<string, string>> = {
  'elements that are returned': early('  return chain.splice(0, n);', 'xs[0] * xs[1] - bias[0]'),
  'elements that are returned by a name': early(
    '  const early = chain.splice(0, n);\n  early[0] *= 2;\n  return early;',
    'xs[0] * xs[1] - bias[0]',
  ),
  'the first of what is left, added and not taken off': latest(
    'this.#list.shift(); this.#sum += x + this.#list[0]; this.#list.push(x);',
  ),
  'an array that is moved the other way, and keeps its first number': latest(
    'const list = this.#list; list.copyWithin(1, 0); this.#sum += x - list[0]; list[0] = x;',
  ),
  'a number that is taken off before the list drops it': latest(
    'this.#sum += x - this.#list[0]; this.#list.shift(); this.#list.push(x);',
  ),
  'a number that is taken off as it leaves': latest(
    'this.#sum += x - this.#list.shift(); this.#list.push(x);',
  ),
  'the first of what is left, under which another number is sold': latest(
    'this.#list.push(2 * x); this.#list.shift(); this.#sum += x - this.#list[0];',
  ),
  'elements that are kept': early(
    '  const early = chain.splice(0, n);\n  chain.early = early;\n  return early[0] * n;',
    'xs[0] * xs[1] - bias * xs.early[1]',
  ),
  'elements that go into another list': early(
    '  const early = [];\n  early.push(...chain.splice(0, n));\n  return early[0] * n;',
  ),
  'a list that the caller has read before': early(meanOfEarly, 'first * bias').replace(
    '  const bias',
    '  const first = 2 * xs[0];\n  const bias',
  ),
  'a list that the caller does not read again': early(meanOfEarly, '3 * bias'),
  'a copy of which elements are taken': early(meanOfEarly).replace('burnIn(xs, 2)', 'burnIn([...xs], 2)'),
  'elements that are only left out': early('  chain.splice(0, n);\n  return chain[0] * n;'),
  'a copy of a kept list that is changed': powers('const w = powers(2, x).slice();\n  w[0] *= y;', twice),
  'a kept list that is only read': powers('const w = powers(2, x).map((p) => p * y);', twice),
  'a list that is made anew for each caller': powers('const w = powers(2, x);\n  w[0] *= y;', twice)
    .replace('if (tables.has(n)) return', 'if (tables.has(-n)) return')
    .replace('tables.set(n, made)', 'tables.set(n, made.length)'),
  'a kept list that is changed by its one caller': powers(
    'const w = powers(2, x);\n  w[0] *= y;',
    '2 * weighted(y, x)',
  ),
  'a kept list of numbers that are not traced, which one call changes': table('2 * weighted(2, y)'),
  'kept lists of two keys, each changed by one call': table('weighted(2, y) - 3 * weighted(3, y + 1)'),
};

test.each(Object.entries(meant))('%s: no fault', async (_, source) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  expect(findOverwritten(evidence).map(({ message }) => message)).toEqual([]);
});

describe('a copy of the rows', () => {
  const rows = (body: string, result: string) => `/** @trace f([[2, 1, 3], [1, 4, 2], [1, 1, 5]]) */
function f(given) {
  const rows = given.map((row) => [...row]);
${body}
  return ${result};
}`;

  test.each([
    ['from behind one on', 'rows.slice(k + 1)'],
    ['that a filter chooses', 'rows.filter((_, i) => i > k)'],
  ])('that is made only to go through those %s is no copy', async (_, those) => {
    const body = `  for (let k = 0; k < 2; k++) {
    for (const row of ${those}) {
      const factor = row[k] / rows[k][k];
      for (let j = k; j < 3; j++) row[j] -= factor * rows[k][j];
    }
  }`;
    const evidence = await evidenceOf(rows(body, 'rows[0][0] * rows[1][1] * rows[2][2]'));
    expect(evidence.result.status).toBe('ok');
    expect(findOverwritten(evidence).map(({ message }) => message)).toEqual([]);
  });

  test('that has a name is still one, of the outer level only', async () => {
    const body = '  const copy = rows.slice();\n  for (const row of rows) row[0] *= 2;';
    const evidence = await evidenceOf(rows(body, 'rows[0][0] * rows[1][0] - copy[0][0]'));
    const [one] = findOverwritten(evidence);
    expect(one!.message).toBe(
      'rows.slice() copies the outer level only: the inner array is shared, so a change of one is read in the other on line 6.',
    );
    expect(one!.span[1]).toBe(4);
  });

  test('nor is one that has a name and is gone through', async () => {
    const body = '  const copy = rows.slice();\n  for (const row of copy) row[0] *= 2;';
    const evidence = await evidenceOf(rows(body, 'rows[0][0] * rows[1][0] - copy[0][0]'));
    const [one] = findOverwritten(evidence);
    expect(one!.message).toMatch(/^rows\.slice\(\) copies the outer level only: /);
    expect(one!.span[1]).toBe(4);
  });
});
