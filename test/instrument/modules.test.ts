import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { instrument } from '../../src/instrument/index.ts';

const runtimeUrl = pathToFileURL(path.join(import.meta.dirname, '../support/passthrough.ts')).href;
const prelude = `import { passthrough } from ${JSON.stringify(runtimeUrl)};\nglobalThis.__gl = passthrough(() => ({ texts: [] }));\n`;

/** Runs files in a process of their own, `main.mjs` first; what it printed. */
function run(files: Readonly<Record<string, string>>, rewrite: boolean): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'modules-'));
  try {
    writeFileSync(path.join(folder, 'prelude.mjs'), prelude);
    for (const [name, source] of Object.entries(files)) {
      const options = { path: name, base: 0, mode: 'trace', workspace: true } as const;
      writeFileSync(path.join(folder, name), rewrite ? instrument(source, options).code : source);
    }
    const args = ['--no-warnings', '--import', pathToFileURL(path.join(folder, 'prelude.mjs')).href];
    return execFileSync(process.execPath, [...args, path.join(folder, 'main.mjs')], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ES modules': {
    'main.mjs': `#!/usr/bin/env node
import def, { a, b as c, f, live, bump } from './a.mjs'
import * as ns from './a.mjs'
export * from './a.mjs'
export { a as z } from './a.mjs'
const waited = await Promise.resolve(a + 1)
for await (const x of [1, Promise.resolve(2)]) console.log(x)
bump()
console.log(def.name, a, c, f(2), live, ns.live, Object.keys(ns), waited, typeof import.meta.url, this)
const { a: again } = await import('./a' + '.mjs')
console.log(again, (() => live + waited)())
try { a = 1 } catch (e) { console.log(e.message) }
try { ns.a++ } catch (e) { console.log(e.message) }
{ using r = { [Symbol.dispose]() { console.log('disposed') } } }
export default class { m() { return 1 } }`,
    'a.mjs': `export const a = 1, b = [2]; export let live = 0; export function f(x) { return x * a }
export const bump = () => { live++; live += 2 }
export default () => {}
export { f as g }`,
  },
  "exports that Node's lexer must find": {
    'main.mjs': `import * as a from './ts.cjs'; import * as b from './babel.cjs'; import * as c from './esbuild.cjs';
import * as d from './literal.cjs'; import { size } from './ts.cjs'; import { reexported } from './star.cjs';
console.log(Object.keys(a), Object.keys(b), Object.keys(c), Object.keys(d), size, reexported)`,
    'ts.cjs': `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.size = exports.one = void 0;
const o = { size: 5 }; Object.defineProperty(exports, "size", { enumerable: true, get: function () { return o.size; } });
exports.one = 1; exports['two'] = o.size * 2; module.exports.three = 3`,
    'babel.cjs': `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); var _inner = require("./inner.cjs");
Object.keys(_inner).forEach(function (key) { if (key === "default" || key === "__esModule") return;
    if (key in exports && exports[key] === _inner[key]) return;
    Object.defineProperty(exports, key, { enumerable: true, get: function () { return _inner[key]; } }); }); exports.own = 1;`,
    'esbuild.cjs': `var x = 1; module.exports = { x: 5 }; 0 && (module.exports = { x, y });`,
    'literal.cjs': `const a = 1, b = 2; function f() {} module.exports = { a, b, f, 'quoted': 3 }`,
    'star.cjs': `var __exportStar = function (m, exports) { for (var p in m) if (p !== "default") exports[p] = m[p]; };
__exportStar(require("./inner.cjs"), exports);`,
    'inner.cjs': `exports.reexported = 7; exports.other = 8;`,
  },
};

for (const [name, files] of Object.entries(sets)) {
  test(name, () => {
    const expected = run(files, false);
    expect(expected.length).toBeGreaterThan(20);
    expect(run(files, true)).toBe(expected);
  });
}

test('the format is what the extension, the package or the syntax says', () => {
  const format = (source: string, file: string, given?: 'module' | 'commonjs'): string =>
    instrument(source, { path: file, base: 0, mode: 'trace', workspace: false, format: given }).format;
  expect(format('f()', 'a.js')).toBe('commonjs');
  expect(format('f()', 'a.mjs')).toBe('module');
  expect(format('export {}', 'a.js')).toBe('module');
  expect(format('f()', 'a.js', 'module')).toBe('module');
  expect(format('await f()', 'a.js')).toBe('module');
  expect(format('f(import.meta.url)', 'a.js')).toBe('module');
  expect(format('var s = `\nimport x from "y"`; with (s) {}', 'a.js')).toBe('commonjs');
  expect(format('var s = `\nexport x`; return s', 'a.js')).toBe('commonjs');
  expect(format('let x: number = 1', 'a.ts')).toBe('commonjs');
  expect(() => format('export {}', 'a.cjs')).toThrow(/import|export/);
});
