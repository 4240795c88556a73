import { expect, it } from 'vitest';
import { repaired } from './fixed.ts';

/** A program with its guilty place, what the repair is called, and the program after it. */
type Row = readonly [source: string, title: string, after: string];

const closures = (declared: string, given: string) =>
  `function f(rows: { gain: number; phase: number }[]) {
  const waves: ((t: number) => number)[] = [];
  ${declared}
  for (const row of rows) {
    ${given}
    waves.push((t) => gain * t);
  }
  return waves;
}`;

const tuned = (field: string) =>
  `class Stage { constructor(k: number) { this.tune(k); } tune(_: number) {} }
class Amplifier extends Stage { ${field} tune(k: number) { this.gain = k; } }`;

const shifted = (call: string) =>
  `function* shifted(xs: number[], k: number) { for (const i of xs.keys()) { xs[i]! += k; yield i; } }
function f(xs: number[], k: number) { ${call}; return xs; }`;

const rows: Record<string, Row> = {
  'a default that a sum takes with it': [
    'const f = (base: number | undefined, fee: number) => ⟦base ?? 1 + fee⟧;',
    'Put base ?? 1 in brackets',
    'const f = (base: number | undefined, fee: number) => (base ?? 1) + fee;',
  ],
  'a default that a difference takes with it, in brackets that it needs': [
    'const f = (base: number, fee: number) => 2 * (⟦base || 1 - fee⟧);',
    'Put base || 1 in brackets',
    'const f = (base: number, fee: number) => 2 * ((base || 1) - fee);',
  ],
  'a choice that a sum takes with it': [
    'const f = (base: number, x: number, extra: number) => ⟦base + x > 2 ? extra : 0⟧;',
    'Put the choice in brackets, apart from base',
    'const f = (base: number, x: number, extra: number) => base + (x > 2 ? extra : 0);',
  ],
  'a generator that nothing goes through': [
    shifted('⟦shifted(xs, k)⟧'),
    'Go through all that shifted yields',
    shifted('Array.from(shifted(xs, k))'),
  ],
  'a variable that the functions of a loop share': [
    closures('let gain = 0;', '⟦gain = row.gain⟧;'),
    'Declare gain inside of the loop, so that each function has its own',
    closures('let gain = 0;', 'const gain = row.gain;'),
  ],
  'variables that they share, given by a pattern': [
    closures('let gain = 0, phase = 0;', '(⟦{ gain, phase } = row⟧);'),
    'Declare gain and phase inside of the loop, so that each function has its own',
    closures('let gain = 0, phase = 0;', 'const { gain, phase } = row;'),
  ],
  'a field whose first value replaces what is set': [
    tuned('⟦gain = 1;⟧'),
    'Declare gain without a value of its own',
    tuned('declare gain: number;'),
  ],
  'a field that has a type': [
    tuned('⟦gain: number = 1;⟧'),
    'Declare gain without a value of its own',
    tuned('declare gain: number;'),
  ],
  'a bound that is never reached': [
    'const LIMIT = 20;\nconst f = (x: number, k: number) => (⟦x < LIMIT⟧ ? x : x * k);',
    'Take 2 for LIMIT, not 20',
    'const LIMIT = 2;\nconst f = (x: number, k: number) => (x < LIMIT ? x : x * k);',
  ],
  'a bound that is always reached': [
    'const LIMIT = 0.5;\nconst f = (x: number, k: number) => (⟦LIMIT <= x⟧ ? x : x * k);',
    'Take 5 for LIMIT, not 0.5',
    'const LIMIT = 5;\nconst f = (x: number, k: number) => (LIMIT <= x ? x : x * k);',
  ],
};

it.each(Object.entries(rows))('the repair of %s', (_, [source, title, after]) => {
  const found = repaired({ class: 'disconnected', source });
  expect(found).toContainEqual({ title, text: after });
});

it.each([
  ['in the loop already', closures('', 'let gain;\n    ⟦gain = row.gain⟧;'), /Declare gain inside/],
  ['for a sum over the rounds', closures('let gain = 0;', '⟦gain += row.gain⟧;'), /Declare gain inside/],
  ['of a field of the class', tuned('⟦static gain = 1;⟧'), /without a value/],
  ['of a field with another value', tuned('⟦gain = Math.random();⟧'), /without a value/],
  [
    'for a call that is no generator',
    'const g = (x: number) => x; function f(x: number) { ⟦g(x)⟧; return x; }',
    /Go through/,
  ],
  ['for a generator whose values are kept', shifted('const all = ⟦shifted(xs, k)⟧'), /Go through/],
  ['of a bound that is written out', 'const f = (x: number, k: number) => (⟦x < 20⟧ ? x : x * k);', /^Take /],
])('there is none %s', (_, source, title) => {
  const titles = repaired({ class: 'disconnected', source }).map((one) => one.title);
  expect(titles.filter((one) => title.test(one))).toEqual([]);
});

it('that of a generator which a statement calls is first to go through it', () => {
  const titles = repaired({ class: 'disconnected', source: shifted('⟦shifted(xs, k)⟧') }).map(
    (one) => one.title,
  );
  expect(titles[0]).toBe('Go through all that shifted yields');
});
