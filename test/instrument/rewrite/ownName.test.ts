import { expect, it } from 'vitest';
import { instrument } from '../../../src/instrument/index.ts';

const renamed = (source: string, path = '/a.mjs') =>
  instrument(source, { path, base: 0, mode: 'plain', workspace: false }).code;

it.each([
  ['const __gl = 1, k = { __gl, [__gl]: 2 };', 'const $_gl = 1, k = { __gl: $_gl, [$_gl]: 2 };'],
  ['const { __gl: a, __gl = 4, b = __gl } = x;', 'const { __gl: a, __gl: $_gl = 4, b = $_gl } = x;'],
  ['o = { __gl() { return o?.__gl(__gl); } };', 'o = { __gl() /*__gl0*/{ return o?.__gl($_gl); } };'],
  [
    "import { __gl } from 'x'; export { __gl };",
    "import { __gl as $_gl } from 'x'; export { $_gl as __gl };",
  ],
  ["import { __gl as b, c as __gl } from 'x'; f(b);", "import { __gl as b, c as $_gl } from 'x'; f(b);"],
  [
    'export const __gl = 1, b = 2; f(__gl, b);',
    '       const $_gl = 1, b = 2;; export { $_gl as __gl, b }; f($_gl, b);',
  ],
  ['export let { __gl } = x;__gl++;', '       let { __gl: $_gl } = x;; export { $_gl as __gl };$_gl++;'],
  ['export class __gl {}', '       class $_gl /*__gl0*/{}; export { $_gl as __gl };'],
  ['export const a = __gl;', 'export const a = $_gl;'],
])('a variable with the runtime’s name gets another one: %s', (source, expected) => {
  expect(renamed(source)).toBe(expected);
});

it('text and keys keep it', () => {
  const source = "f('__gl', o.__gl, { __gl: 1 }); // __gl";
  expect(renamed(source)).toBe(source);
});

it('what people are shown has it', () => {
  const source = 'const __gl = { a: [1] };\nexport function f(x) { return x * __gl.a[0] + g(__gl); }';
  const { sites } = instrument(source, { path: '/a.mjs', base: 0, mode: 'trace', workspace: true });
  const shown = sites.texts.filter((text) => text?.includes('gl'));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.join()).not.toContain('$_gl');
});
