import { describe, expect, it } from 'vitest';
import { rowsToRun } from '../support/long.ts';
import { same } from './same.ts';

const matrix = `const { Matrix } = require('ml-matrix'); const x = Matrix.ones(2, 2).mul(3).get(0, 1);`;

/** Each program prints what it finds; `node` and `gradlens exec` must print the same. */
describe('modules under exec are those of node', () => {
  it('ES modules and CommonJS in cycles, with all forms of re-export', async () => {
    const { stdout } = await same({
      'main.mjs': `import a, { later } from './a.cjs'; import { b, getA } from './b.mjs'; import * as ns from './re.mjs'; import def from './re.mjs';
        console.log(a, later(), b, getA(), Object.keys(ns), def, ns, (await import('./b.mjs')).self());`,
      'a.cjs': `exports.early = 1; const b = require('./b.cjs'); exports.later = () => b.value() + exports.early; exports.late = 2;`,
      'b.cjs': `const a = require('./a.cjs'); exports.seen = Object.keys(a); exports.value = () => a.late * 10 + exports.seen.length;`,
      'b.mjs': `import { a, f } from './c.mjs'; import * as me from './b.mjs';
        export const b = 2; export const getA = () => a + f(); export const self = () => Object.keys(me);`,
      'c.mjs': `import { b } from './b.mjs'; export const a = 1; export function f() { return b * 2 }
        try { b } catch (e) { console.log(e.name, e.message) }`,
      're.mjs': `export * from './c.mjs'; export { default } from './a.cjs'; export * as inner from './b.mjs';
        export { b as bb } from './b.mjs'; export { early as "string name" } from './a.cjs';`,
    });
    expect(stdout).toContain(`'string name': 1`);
  });

  it('JSON by require and by import, with and without its attribute', async () => {
    await same({
      'main.mjs': `import d from './d.json' with { type: 'json' }; import { createRequire } from 'node:module';
        const require = createRequire(import.meta.url); const r = require('./d.json');
        console.log(d, d === r, require.cache[require.resolve('./d.json')].exports === r, require('./bom.json'), require('./bom.cjs'));
        const say = (e) => console.log(e.name, e.code, e.message.replaceAll(process.cwd(), ''));
        try { require('./bad.json') } catch (e) { say(e) }
        for (const [file, type] of [['bad.json', 'json'], ['d.json'], ['main.mjs', 'json'], ['bom.json', 'json']])
          await import('./' + file, type && { with: { type } }).then(console.log, say);`,
      'd.json': '{ "k": 3.5, "a": [1, 2] }',
      'bad.json': '{ "k": ',
      'bom.json': '\uFEFF{ "b": 1 }',
      'bom.cjs': '\uFEFFmodule.exports = 1 + 1;',
    });
  });

  it('exports and imports of packages, and what they hide', async () => {
    await same({
      'main.mjs': `import { k, how } from 'pkg'; import sub from 'pkg/sub'; import f from 'pkg/features/x.js'; import h from '#internal'; import dep from '#dep/one';
        import self from 'me'; import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
        console.log(k, how, require('pkg'), sub, f, h, dep, self, require('#internal'), require.resolve('pkg'), import.meta.resolve('pkg'));
        for (const s of ['pkg/hidden.js', 'pkg/features/private/y.js', '#none', 'pkg/package.json']) {
          try { await import(s) } catch (e) { console.log(e.code, e.message) }
          try { require(s) } catch (e) { console.log(e.code, e.message) }
        }`,
      'package.json': `{ "name": "me", "type": "module", "exports": "./self.js",
        "imports": { "#internal": { "node": "./int.js", "default": "./no.js" }, "#dep/*": "./deps/*.cjs" } }`,
      'self.js': 'export default "self" + 1',
      'int.js': 'export default 4 * 2',
      'deps/one.cjs': 'module.exports = 1 + 1',
      'node_modules/pkg/package.json': `{ "name": "pkg", "exports": { ".": { "import": "./i.mjs", "require": "./r.cjs" },
        "./sub": { "node": "./sub.cjs" }, "./features/*.js": "./src/*.js", "./features/private/*": null } }`,
      'node_modules/pkg/i.mjs': `export { k } from './shared.cjs'; export const how = 'import';`,
      'node_modules/pkg/r.cjs': `exports.k = require('./shared.cjs').k; exports.how = 'require';`,
      'node_modules/pkg/shared.cjs': 'exports.k = 1 + 2;',
      'node_modules/pkg/sub.cjs': 'module.exports = { sub: 1 };',
      'node_modules/pkg/src/x.js': `module.exports = 'x';`,
      'node_modules/pkg/hidden.js': '',
    });
  });

  it('import.meta, queries, data: URLs, top-level await', async () => {
    await same({
      'main.mjs': `console.log(import.meta, import.meta.resolve('./x.mjs?q#h'), import.meta.resolve('node:fs'), import.meta.resolve('ml-matrix'));
        const q = await import('./x.mjs?q=1#h'); const r = await import('./x.mjs?q=2');
        console.log(q.url, r.url, q === r, q.default !== r.default, q.count(), q.count(), r.count());
        import.meta.own = 3; console.log(import.meta.own, typeof require, typeof module, this);
        try { import.meta.resolve('nope') } catch (e) { console.log(e.code, e.message) }
        console.log((await import('data:text/javascript,export default 1 + 2')).default);`,
      'x.mjs': `export const url = import.meta.url; let n = 0; export const count = () => ++n; export default {}; await 0;`,
    });
  });

  it('what require, its cache and its module tell', async () => {
    const { equations } = await same({
      'main.js': `const path = require('path'); const rel = (p) => path.relative(process.cwd(), p); const Module = require('module');
        console.log(require.resolve('./lib'), require.resolve.paths('x').length, require.main === module, module.parent, module.id, module.loaded, module.paths.length,
          process.mainModule === module, require.extensions === Module._extensions, Object.keys(require.extensions), Object.keys(require), require.length, require.name);
        const lib = require('./lib'); const entry = require.cache[require.resolve('./lib')];
        console.log(lib, module.children.map((c) => rel(c.id)), entry.parent === module, entry.loaded);
        const c1 = require('./counter'); delete require.cache[require.resolve('./counter')]; const c2 = require('./counter');
        console.log(c1 !== c2, c1.n, c2.n);
        const there = Module.createRequire(path.join(process.cwd(), 'lib', 'x.js'));
        console.log(there('./index.js') === lib, there.resolve('../counter') === require.resolve('./counter'));
        console.log(require('./replaced')(2), require('./both'), require('./self'), require('./folder'), require('./noext'));
        for (const id of ['./missing', '', 5]) try { require(id) } catch (e) { console.log(e.code, e.message, e.requireStack) }
        console.log(Module.isBuiltin('fs'), Module.wrap('x'), module instanceof Module, __filename, __dirname, arguments.length, this === exports,
          require(__filename) === module.exports, require.cache[__filename] === module, Module.prototype._compile.length, Module.prototype._compile.name);
        const made = new Module('made'); made.filename = path.resolve('made.js'); made.paths = module.paths;
        made._compile('exports.two = 1 + 1; exports.one = require("ml-matrix").Matrix.ones(1, 1).get(0, 0) * 2', made.filename);
        console.log(made.exports, made.loaded, made.id);`,
      'lib/index.js': 'exports.a = 1 + 1; exports.parent = require("path").basename(module.parent.filename);',
      'counter.js': 'globalThis.count = (globalThis.count || 0) + 1; exports.n = globalThis.count * 1;',
      'replaced.js': 'module.exports = function (x) { return x * 2 };',
      'both.js': 'exports = module.exports = { a: 1 }; exports.b = 2;',
      'self.js': 'this.t = 1; console.log(this === module.exports);',
      'folder/package.json': '{ "main": "./m" }',
      'folder/m.js': 'module.exports = __filename',
      noext: 'module.exports = 6 * 7',
    });
    expect(equations).toBe(1);
  });

  it('a loader that the program changes sees the text as it was written', async () => {
    const { stdout } = await same({
      'main.js': `const Module = require('module'); const fs = require('fs'); const load = Module._load; const { _compile } = Module.prototype; const resolve = Module._resolveFilename;
        Module._load = function (id) { return id === 'virtual' ? { v: 1 } : load.apply(this, arguments); }; console.log(require('virtual')); Module._load = load;
        Module._extensions['.txt'] = (m, file) => { m.exports = fs.readFileSync(file, 'utf8') }; console.log(require('./a.txt'));
        Module.prototype._compile = function (text, file) { return _compile.call(this, text.replace('a + b', 'a * b'), file) }; console.log(require('./t1')); Module.prototype._compile = _compile;
        Module._resolveFilename = function (id, ...rest) { return resolve.call(this, id === 'alias' ? './t2.js' : id, ...rest) }; console.log(require('alias')); Module._resolveFilename = resolve;
        const js = Module._extensions['.js'];
        Module._extensions['.js'] = function (m, file) { const own = m._compile; m._compile = function (text, f) { m._compile = own; m._compile(text.replace('a + b', 'a - b'), f) }; js(m, file) };
        console.log(require('./t3')); Module._extensions['.js'] = js;
        fs.writeFileSync('w.js', 'module.exports = 1 + 1'); console.log(require('./w')); fs.writeFileSync('w.js', 'let z = 0; module.exports = 3 * 3 + z');
        delete require.cache[require.resolve('./w')]; console.log(require('./w')); fs.unlinkSync('w.js'); console.log(require('./w'));`,
      'a.txt': 'text',
      ...Object.fromEntries([1, 2, 3].map((i) => [`t${i}.js`, 'const a = 3, b = 4; module.exports = a + b'])),
    });
    expect(stdout).toContain('12\n7\n-1\n');
  });

  it.each([
    [
      'registerHooks',
      `import { registerHooks } from 'node:module'; import * as h from './hooks.mjs'; const handle = registerHooks({ resolve: h.resolve, load: (...a) => h.load(...a) });`,
    ],
    [
      'register',
      `import { register } from 'node:module'; register('./hooks.mjs', import.meta.url); const handle = {};`,
    ],
  ])('hooks of the program, by %s', async (name, install) => {
    const { stdout } = await same({
      'main.mjs': `${install} console.log((await import('virtual:x')).v, (await import('./t.mjs')).default, (await import('./t.cjs')).default);
        handle.deregister?.(); console.log((await import('./t.mjs?2')).default, globalThis.seen);`,
      'hooks.mjs': `${name === 'register' ? 'export async' : 'export'} function resolve(s, c, next) { return s === 'virtual:x' ? { url: s, format: 'module', shortCircuit: true } : next(s, c) }
        const change = (url, loaded) => { if (!/t\\.[cm]js/.test(url) || !loaded.source) return loaded; const source = String(loaded.source); (globalThis.seen ??= []).push(source); return { ...loaded, source: source.replace('a + b', 'a * b') } };
        export function load(url, c, next) {
          if (url === 'virtual:x') return { format: 'module', source: 'export const v = 1 + 1;', shortCircuit: true };
          const loaded = next(url, c); return loaded.then ? loaded.then((l) => change(url, l)) : change(url, loaded) }`,
      't.mjs': 'const a = 3, b = 4; export default a + b',
      't.cjs': 'const a = 3, b = 4; module.exports = a + b',
    });
    expect(stdout).toContain(name === 'register' ? '2 12 7\n12' : '2 12 12\n7');
  });

  it('a package loaded both as a module and as CommonJS, and modules by require', async () => {
    const { equations } = await same({
      'main.mjs': `import { Matrix } from 'ml-matrix'; import { createRequire } from 'node:module'; import * as d from 'dual';
        const require = createRequire(import.meta.url); const c = require('dual'); const m = require('ml-matrix');
        console.log(d.K === c.K, m.Matrix === Matrix, new d.K().v(), new c.K().v(), d.make(2) instanceof Matrix, c.make(3).get(0, 0) * d.make(2).get(0, 0));
        console.log(require('./e.mjs'), require('./v.mjs'), require('./bare/typeless.js'));
        try { require('./tla.mjs') } catch (x) { console.log(x.code) } console.log(await import('./tla.mjs'));`,
      'node_modules/dual/package.json': `{ "name": "dual", "exports": { "import": "./i.mjs", "require": "./r.js" } }`,
      'node_modules/dual/i.mjs': `import { Matrix } from 'ml-matrix'; export class K { v() { return 1 + 1 } } export const make = (x) => Matrix.ones(1, 1).mul(x);`,
      'node_modules/dual/r.js': `const { Matrix } = require('ml-matrix'); exports.K = class K { v() { return 2 + 2 } }; exports.make = (x) => Matrix.ones(1, 1).mul(x);`,
      'e.mjs': `import c from './c.cjs'; export const k = c.x * 2; export default k; export { k as kk }`,
      'c.cjs': 'exports.x = 5 + 1',
      'v.mjs': 'const f = () => 3; export { f as "module.exports" }; export default 2',
      'tla.mjs': 'export const t = await Promise.resolve(3 + 1)',
      'bare/typeless.js': 'export const t = 1 + 1; console.log(typeof import.meta.filename)',
    });
    expect(equations).toBeGreaterThan(2);
  });

  it('workspaces that are linked, and links that are to stay', async () => {
    const { equations } = await same(
      {
        'main.mjs': `import { a } from '@ws/a'; import { createRequire } from 'node:module'; const r = createRequire(import.meta.url);
          console.log(a(), r.resolve('@ws/a'), r('@ws/b').b(), import.meta.resolve('@ws/a'));`,
        'packages/a/package.json': '{ "name": "@ws/a", "type": "module", "main": "index.js" }',
        'packages/a/index.js': `import b from '@ws/b'; import { Matrix } from 'ml-matrix'; export const a = () => b.b() + Matrix.eye(2).sum() * 2 + import.meta.url;`,
        'packages/b/package.json': '{ "name": "@ws/b" }',
        'packages/b/index.js': `exports.b = () => __filename + require('ml-matrix').Matrix.eye(2).sum() * 2;`,
        'node_modules/@ws/none': '',
      },
      { links: { 'node_modules/@ws/a': 'packages/a', 'node_modules/@ws/b': 'packages/b' } },
    );
    expect(equations).toBe(6);
    await same(
      { 'main.js': `console.log(require('./link/x.js'))`, 'real/x.js': 'module.exports = __filename' },
      { links: { link: 'real' }, node: ['--preserve-symlinks'] },
    );
  });

  const formats: [string, string, Record<string, string>][] = [
    ['main.js', `import { k } from './k.js'; import c from './k.cjs'; console.log(k, c, await 5)`, {}],
    ['main.js', `import { k } from './k.js'; console.log(k)`, { 'package.json': '{ "name": "x" }' }],
    [
      'main',
      `import fs from 'node:fs'; console.log(typeof fs, 1 + 1)`,
      { 'package.json': '{ "type": "module" }' },
    ],
    ['main', `console.log(typeof require('fs'), 1 + 1, module.id)`, {}],
    ['main.js', `#!/usr/bin/env node\n'use strict'; console.log((function () { return this })())`, {}],
    [
      'main.ts',
      `import { k, type T } from './t.ts'; class A { x!: T } console.log(k * 2, Object.keys(new A()))`,
      { 'tsconfig.json': '{ "compilerOptions": { "useDefineForClassFields": false } }' },
    ],
    [
      'main.ts',
      `const x: number = 1; for (const f of ['./e.ts', './node_modules/p/t.ts']) try { require(f) } catch (e) { console.log(x, e.code, e.message) }`,
      {},
    ],
  ];
  it.each(rowsToRun(formats, ([name, , more]) => name !== 'main.js' || 'package.json' in more))(
    'the format of a file: %s %s',
    async (name, text, more) => {
      await same({
        [name]: text,
        'k.js': 'export const k = 1 + 1',
        'k.cjs': 'module.exports = { c: 3 * 1 }',
        't.ts': 'export type T = number; export const k: T = 3 as number;',
        'e.ts': 'enum A { B }',
        'node_modules/p/t.ts': 'let x: number = 1',
        ...more,
      });
    },
  );

  it('WebAssembly, and a module that imports it', async () => {
    await same({
      'main.mjs': `import { writeFileSync } from 'node:fs';
        const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,7,1,96,2,127,127,1,127,3,2,1,0,7,7,1,3,97,100,100,0,0,10,9,1,7,0,32,0,32,1,106,11]);
        console.log((await WebAssembly.instantiate(bytes)).instance.exports.add(2, 3)); writeFileSync('a.wasm', bytes);
        try { const w = await import('./a.wasm'); console.log(w.add(1, 2), Object.keys(w)); } catch (e) { console.log(e.code) }`,
    });
  });
});

describe('processes and threads beside the program are plain', () => {
  it('workers', async () => {
    const { stdout } = await same({
      'main.js': `const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
        if (isMainThread) new Worker(__filename, { workerData: 3 }).on('message', (m) => console.log('got', m)).on('exit', (code) => console.log(code));
        else { ${matrix} parentPort.postMessage([typeof __gl, workerData * 2, x, process.execArgv, process.argv.length, require('./h').h, process.env.NODE_OPTIONS]); }`,
      'h.js': 'exports.h = 1 + 1',
    });
    expect(stdout).toContain(`'undefined'`);
  });

  it('children', async () => {
    const { stdout } = await same({
      'main.js': `const { fork, execFileSync } = require('child_process');
        if (process.argv[2] !== 'child') {
          const child = fork(__filename, ['child']); child.on('message', (m) => console.log(m)); child.send(4);
          child.on('exit', (code) => console.log(code, execFileSync(process.execPath, ['-p', 'process.execArgv + Object.keys(process.env).filter((k) => /grad|NODE_OPT/i.test(k))'], { encoding: 'utf8' })));
        } else process.on('message', (m) => { ${matrix} process.send([typeof __gl, m * 2, x, process.execArgv]); process.disconnect(); process.exitCode = 3; });`,
    });
    expect(stdout).toContain(`'undefined'`);
  });
});

describe('options of Node, before the script', () => {
  const preload = `${matrix} globalThis.pre = x * 2; console.log(module.parent && module.parent.id, require.main, module.id)`;
  it.each([
    ['--require', ['-r', './pre.cjs', '--no-warnings'], {}],
    ['--import', ['--import', './pre.mjs'], {}],
    ['NODE_OPTIONS', ['--stack-trace-limit=20'], { NODE_OPTIONS: '--import ./pre.mjs' }],
  ])('%s: what is loaded first is tracked too', async (_name, node, env) => {
    const files = {
      'main.js':
        'console.log(globalThis.pre, process.execArgv, process.env.NODE_OPTIONS, Error.stackTraceLimit)',
      'pre.cjs': preload,
      'pre.mjs': `import { Matrix } from 'ml-matrix'; globalThis.pre = Matrix.ones(2, 2).mul(2).sum() * 2;`,
    };
    const { stdout, equations } = await same(files, { node, env });
    expect(stdout).toMatch(/^(6|16) /m);
    expect(equations).toBeGreaterThan(1);
  });

  it('conditions, a file of the environment, and one that Node does not know', async () => {
    const files = {
      'main.js': `console.log(require('p'), process.env.FOO, process.execArgv)`,
      'e.env': 'FOO=bar',
      'node_modules/p/package.json': '{ "exports": { "special": "./s.js", "default": "./d.js" } }',
      'node_modules/p/s.js': 'module.exports = 1 + 1',
      'node_modules/p/d.js': 'module.exports = 2 + 2',
    };
    expect((await same(files, { node: ['-C', 'special', '--env-file=e.env'] })).stdout).toContain('2 bar');
    expect((await same(files, { node: ['--nonsense'] })).code).toBe(9);
  });
});
