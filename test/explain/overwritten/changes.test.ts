import { expect, it } from 'vitest';
import { Program } from '../../../src/explain/program/program.ts';
import { mayChange } from '../../../src/explain/storage/run/changes.ts';
import type { Leaf } from '../../../src/shared/trace.ts';

const leaf = (container: Leaf['container']) => ({ container }) as Leaf;

/** Whether something of a program may change storage, by the texts of its files. */
function mayChangeIn(sources: readonly string[], leaves = [leaf('number'), leaf('array')]): boolean {
  const files = sources.map((_, k) => `src/${'abc'[k]}.ts`);
  const traced = { files, function: { name: 'f' }, case: '' };
  return mayChange(new Program(traced, (file) => sources[file]), files, 0, leaves);
}

const inFunction = (body: string) =>
  `export function f(x: number, xs: number[]) { let s = x; ${body} return s; }`;

it.each([
  'xs[0] = s;',
  '(xs[0] as number) += s;',
  'xs[0]!++;',
  '--xs[1];',
  '[xs[0], xs[1]] = [s, s];',
  '({ a: xs[0] } = { a: s });',
  'for (xs[0] of [1, 2]) s += x;',
  'for (const one of [1, 2]) xs.push(one);',
  'xs.sort();',
  "xs['fill'](s);",
  "const k = 'fi' + 'll'; xs[k](s);",
  'const { assign } = Object; assign({ s }, { x });',
  'class Fit { #s = 0; step() { this.#s -= 1; } }',
  "const { Matrix } = require('ml-matrix'); s = Matrix.ones(2, 2).mul(2).sum();",
])('may change storage: %s', (body) => {
  expect(mayChangeIn([inFunction(body)])).toBe(true);
});

it.each([
  'for (let i = 0; i < xs.length; i++) s += xs[i]! * Math.sin(s);',
  'for (const one of xs) { const { length } = xs; s = one / length; }',
  's = xs.map((v) => v * s).reduce((a, b) => a + b, 0); s -= 1; s++;',
])('changes none: %s', (body) => {
  expect(mayChangeIn([inFunction(body)])).toBe(false);
});

it('may change a matrix that comes in, by most of its members', () => {
  expect(mayChangeIn([inFunction('s = xs.norm();')], [leaf('matrix')])).toBe(true);
});

it('may change a matrix of its own', () => {
  const text = inFunction('return Matrix.ones(2, 2).mul(x).sum();');
  expect(mayChangeIn([`import { Matrix } from 'ml-matrix';\n${text}`])).toBe(true);
});

it('may change storage in a file that is imported, and in those alone', () => {
  const main = `import { g } from './b.ts'; ${inFunction('s = g(xs);')}`;
  const quiet = `import './a.ts'; export const g = (xs: number[]) => xs.length;`;
  const change = `export const h = (xs: number[]) => xs.reverse();`;
  expect(mayChangeIn([main, quiet, change])).toBe(false);
  expect(mayChangeIn([main, `export { h as g } from './c.ts';`, change])).toBe(true);
});
