import { expect, it } from 'vitest';
import { repaired } from './fixed.ts';

const program = `interface Wort { sugar: number; yeast: number }
type Strain = { growth: number };
function rates({ sugar, yeast }: Wort, { growth }: Strain): Wort { return { sugar: growth * yeast, yeast: sugar }; }
function after(wort: Wort, change: Wort, days: number): Wort {
  ⟦wort.sugar += days * change.sugar⟧;
  return wort;
}
function step(wort: Wort, strain: Strain): Wort {
  const first = rates(wort, strain);
  const guess = after(wort, first, 1);
  return after(wort, rates(guess, strain), 1);
}`;

const titles = (source: string) => repaired({ class: 'overwritten', source }).map(({ title }) => title);

it('an object is copied by a spread, where it is handed to what changes it, and in that', () => {
  expect(titles(program).filter((title) => /wort|rates|guess|strain/.test(title))).toEqual([
    'Start with a copy of what is given: wort = { ...wort }',
    'Hand over a copy: after({ ...wort }, first, 1)',
    'Hand over a copy: after({ ...wort }, rates(guess, strain), 1)',
    'Copy it: { ...wort }',
  ]);
});

it('the copy stands before all that the function does', () => {
  const [first] = repaired({ class: 'overwritten', source: program });
  expect(first!.text).toContain('number): Wort {\n  wort = { ...wort };\n  wort.sugar += days');
});

it('what a function only reads is not copied for it', () => {
  const source = (body: string) =>
    `function g(xs: number[]) { ${body} }\nfunction f(xs: number[]) { ⟦g(xs)⟧; return xs; }`;
  const copy = 'Hand over a copy: g(xs.slice())';
  const deep = 'const h = (ys: number[]) => { ys[0] = 1; };\n';
  for (const body of [
    'return xs.map((x) => x + 1);',
    'return xs[0]! + xs.length;',
    'return Math.max(xs[0]!, 1);',
  ])
    expect(titles(source(body)), body).not.toContain(copy);
  for (const body of [
    'xs[0] = 1;',
    'xs[0]! += 1;',
    'xs[0]!++;',
    'xs.sort();',
    'const ys = xs; ys[0] = 1;',
    'outer(xs);',
  ])
    expect(titles(source(body)), body).toContain(copy);
  expect(titles(deep + source('h(xs);'))).toContain(copy);
});

it('a call that is no element is not kept before a loop', () => {
  const source = 'function f(w: number) { for (let k = 0; k < 8; k++) { ⟦w = step(w, 2)⟧; } return w; }';
  expect(titles(source).filter((title) => title.includes('before the loop'))).toEqual([]);
});

it.each([
  ['a static method', 'static share(m: number, gravity = 1.05)', 'Boil.share(m)'],
  ['a method', 'share(m: number, gravity = 1.05)', 'this.share(m)'],
])('the default of %s is replaced by the variable of its name', (_, method, call) => {
  const source = (text: string) =>
    `class Boil { ${method} { return m ** gravity; }\nof(m: number, gravity: number) { return ${text}; } }`;
  const [first] = repaired({ class: 'disconnected', source: source(`⟦${call}⟧`) });
  expect(first).toEqual({
    title: 'Pass gravity on, in place of the default',
    text: source(call.replace('(m)', '(m, gravity)')),
  });
});
