import { expect, it } from 'vitest';
import { trace } from '../../support/trace.ts';

/** Calls `f` on `x`, three times over. */
const solve = `export function solve(f: any, x: number): number {
  let y = 0;
  for (let i = 0; i < 3; i++) y += f(x + i);
  return y;
}`;

/** What stands at the sites of a trace's equations, in order. */
const placesIn = (source: string, run: Awaited<ReturnType<typeof trace>>) =>
  Array.from(run.trace.equations.site, (site) => {
    const [, line, column, endLine, endColumn] = run.span(site)!;
    const lines = source.split('\n');
    return line === endLine ? lines[line - 1]!.slice(column, endColumn) : [line, column, endLine, endColumn];
  });

it.each([
  ['a function', 'solve((v) => v * v, 2)', 29, 18],
  [
    'one over several lines',
    'solve(function (v) {\n *   const s = v * v; // squared\n *   return s\n * }, 2)',
    29,
    18,
  ],
  ['a method', 'solve({ m(v) { return v * v } }.m, 2)', 29, 18],
  ['a class', 'solve(new (class { #p = 3; run = (v) => v * v * this.#p })().run, 2)', 87, 54],
  ['a getter', 'solve((v) => ({ get q() { return v * v } }).q, 2)', 29, 18],
  ['a function that a function returns', 'solve(((k) => (v) => v * v * k)(3), 2)', 87, 54],
  ['a module’s number', 'solve((v) => v * v * K, 2)', 145, 90],
  ['a spread', 'solve(...[(v) => v * v, 2])', 29, 18],
  ['a name of the tag’s own', 'solve((o) => o * o, o.k)', 29, 18],
  ['a receiver', 'o.solve((v) => v * v, o.k)', 29, 18],
])('code in a tag is traced: %s', async (_, call, value, slope) => {
  const source = `const K = 5;\nconst o = { k: 2, solve };\n/** @trace ${call} */\n${solve}`;
  const run = await trace(source);
  expect(run.outputs).toEqual([value]);
  expect(run.leaf(run.trace.leaves[0]!.path).gradient[0]).toBe(slope);
  expect(run.trace.cuts).toEqual([]);
  const squares = placesIn(source, run).filter((text) => text === 'v * v' || text === 'o * o');
  expect(squares.length).toBe(3);
});

it('a default value that is a function is traced, at its place', async () => {
  const source =
    '/** @trace */\nexport function f(g = (v: number) =>\n    v * v, x = 3) {\n  return g(x);\n}';
  const run = await trace(source);
  expect(run.leaf('x').gradient[0]).toBe(6);
  expect(placesIn(source, run)).toEqual(['v * v']);
});

it('a module’s number is an input where the tag’s code reads it, and a constant where the arguments do', async () => {
  const inside = await trace(`const K = 5;\n/** @trace solve((v) => v * K, 2) */\n${solve}`);
  expect(inside.leaf('module:K').gradient[0]).toBe(9);
  const outside = await trace(
    `const K = 5;\nconst times = () => { const k = K; return (v) => v * k };\n/** @trace solve(times(), 2) */\n${solve.replace('return y', 'return y * K')}`,
  );
  expect(outside.leaf('module:K').gradient[0]).toBe(45);
});

it('what is called for the tag itself is cut at the tag', async () => {
  const source = '/** @trace Number.parseInt(3.5) */\nexport function f() {}';
  const { trace: record, span } = await trace(source, {}, { cuts: true });
  expect(record.cuts.map(({ site }) => span(site))).toEqual([[0, 1, 11, 1, 31]]);
});
