import { expect, it } from 'vitest';
import { repaired } from './fixed.ts';

/** A program with its guilty place, what the likeliest repair is called, and the program after it. */
type Row = readonly [source: string, title: string, after: string];

const rounds = (before: string, write: string, declared = '') =>
  `function f(xs: number[], m: Matrix) {
  const v = [...xs];${declared}
  ${before}for (let i = 0; i < 3; i++) ${write};
  return v;
}`;

const kept = (made: string, change = 'w[0]! *= x') =>
  `const tables = new Map<number, number[]>();
const table = (n: number) => tables.get(n)!;
function f(x: number) { ${made}; ${change}; return w; }`;

const early = (list: string) =>
  `const sum = (xs: number[], a: number, n: number) => ${list}.reduce((s, x) => s + x, 0);`;

const rows: Record<string, Row> = {
  'an element that its own round changes': [
    rounds('', '⟦v[i]! /= v[0]!⟧'),
    'Keep v[0] as it is before the loop',
    rounds('const kept = v[0]!;\n  ', 'v[i]! /= kept'),
  ],
  'an element of a matrix that its own round changes': [
    rounds('', '⟦m.set(0, i, m.get(0, i) / m.get(0, 0))⟧'),
    'Keep m.get(0, 0) as it is before the loop',
    rounds('const kept = m.get(0, 0);\n  ', 'm.set(0, i, m.get(0, i) / kept)'),
  ],
  'an element, where the name is taken': [
    rounds('', '⟦v[i]! /= v[0]!⟧', ' const kept = 2;'),
    'Keep v[0] as it is before the loop',
    rounds('const keptBefore = v[0]!;\n  ', 'v[i]! /= keptBefore', ' const kept = 2;'),
  ],
  'a list that a function keeps': [
    kept('const w = table(3)', '⟦w[0]! *= x⟧'),
    'Change a copy: table(3).slice()',
    kept('const w = table(3).slice()'),
  ],
  'the first elements that are taken out': [
    early('⟦xs.splice(0, n)⟧'),
    'Use slice, which leaves xs as it is',
    early('xs.slice(0, n)'),
  ],
  'elements that are taken out of the middle': [
    early('⟦xs.splice(a + 1, n)⟧'),
    'Use slice, which leaves xs as it is',
    early('xs.slice(a + 1, a + 1 + n)'),
  ],
  'the last elements that are taken out': [
    early('⟦xs.splice(a)⟧'),
    'Use slice, which leaves xs as it is',
    early('xs.slice(a)'),
  ],
};

it.each(Object.entries(rows))('the likeliest repair of %s', (_, [source, title, after]) => {
  const [first] = repaired({ class: 'overwritten', source });
  expect(first).toEqual({ title, text: after });
});

it.each([
  [
    'kept before the loop, of an element that the loop counts',
    rounds('', '⟦v[i]! /= v[i]!⟧'),
    /before the loop/,
  ],
  [
    'a copy of a list of which nothing is changed',
    kept('⟦const w = table(3)⟧', 'x += w[0]!'),
    /^Change a copy/,
  ],
])('there is none that is %s', (_, source, title) => {
  const titles = repaired({ class: 'overwritten', source }).map((one) => one.title);
  expect(titles.filter((one) => title.test(one))).toEqual([]);
});
