import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder } from './gradlens.ts';
import { rowsToRun } from '../support/long.ts';
import { execution } from './same.ts';

/** Programs that end in an uncaught exception or show a stack: Node's own output is the expected one, both streams in full. */
const programs: Readonly<Record<string, string>> = {
  'throw.cjs': `const f = (x) => {\n\tif (x > 1) throw new RangeError('x is ' + x);\n};\nfunction g() { return [1, 2].map((x) => f(x)) }\nclass A { #p() { g() } static s() { new A().#p() } }\nA.s();`,
  'native.cjs': `let o = { a: {} };\nfunction deep(k) { return o.a[k].c.d }\nconst later = () => deep('b');\nsetTimeout(later, 1);`,
  'call.cjs': `const o = { m: 5, f() { return this.m() } };\n  o.f  (  1, 2 );`,
  'made-before.cjs': `const e = new Error('later');\n\nfunction z() {\n    throw e\n}\nz()`,
  'rethrown.cjs': `try { null.x } catch (e) {\n  e.extra = { a: [1, { b: 2 }] }; throw e }`,
  'cause.cjs': `process.exitCode = 3; process.on('exit', (c) => console.log('exit', c)); throw new Error('z', { cause: new TypeError('c') })`,
  'subclass.cjs': `class E extends Error { name = 'Mine'; constructor(m) { super(m + '!') } }\nfunction f() { return new E('sub') }\nthrow f()`,
  'long-line.cjs': `${'0;'.repeat(600)}throw new Error('far to the right')`,
  'limit-pattern.cjs': `const { stackTraceLimit } = Error; Error.stackTraceLimit = 0;\nError.stackTraceLimit = stackTraceLimit; console.log(stackTraceLimit, Error.stackTraceLimit); null.f()`,
  'number.cjs': `const x = 2 ** 3;\nthrow x * 1.5`,
  'object.cjs': `throw { a: 1, b: [2, { c: { d: { e: {} } } }] }`,
  'nothing.cjs': `throw undefined`,
  'rejected.cjs': `(async () => {\n  await null; nope(1 + 1)\n})()`,
  'reason.cjs': `Promise.reject(5)`,
  'nodes-own.cjs': `console.log('before');\nrequire('node:fs').readFileSync('/none')`,
  'nodes-check.cjs': `Buffer.alloc(-1)`,
  'event.cjs': `const { EventEmitter } = require('node:events');\nnew EventEmitter().emit('error', new Error('nobody listens'))`,
  'syntax.cjs': `JSON.parse('{' + 1)`,
  'caught.cjs': `process.on('uncaughtException', (e, origin) => console.log(e.stack, origin)); setTimeout(() => console.log('on'), 5); null.f()`,
  'custom-stack.cjs': `const e = new Error('m'); e.stack = 'custom'; throw e`,
  'limit.cjs': `function r(n) { if (n) return r(n - 1); return new Error('lim').stack }\nconsole.log(r(30), Error.stackTraceLimit); Error.stackTraceLimit = 3; console.log(Error.stackTraceLimit, r(9)); Error.stackTraceLimit = 0; console.log(r(2)); Error.stackTraceLimit = Infinity; console.log(r(20).split('\\n').length > 20)`,
  'frames.cjs': `Error.prepareStackTrace = (e, sites) => sites.slice(0, 1).map((s) => [s.getFunctionName(), s.getLineNumber(), s.getColumnNumber(), s.getFileName() === __filename, s.isConstructor(), String(s).length]);\nfunction Made() { this.stack = new Error('x').stack }\nconsole.log(new Made().stack, new Error('y').stack);`,
  'capture.cjs': `function F() { Error.captureStackTrace(this, F) }\nfunction g() { return new F() }\nconsole.log(g().stack); console.trace('here');`,
  'places.cjs': `const out = (f) => { try { f() } catch (e) { console.log(e.stack.split('\\n').slice(0, 3).join('\\n')) } };\nconst u = undefined, k = 'q', t = () => { throw new Error('t') }, v = { valueOf: t, toString: t, get g() { return t() }, set g(x) { t() } }, f2 = () => u, o = { none: u, m: t };
out(() => u . x); out(() => u [k]); out(() => o.none.x.y); out(() => { u.x = 1 }); out(() => { u[k] = 1 }); out(() => { u.x += 1 }); out(() => { u[k]++ }); out(() => o[k]()); out(() => (t)()); out(() => f2()());
out(() => 1 + v); out(() => v * 2 - 1); out(() => -v); out(() => \`a\${v}\`); out(() => v < 2); out(() => o[v]); out(() => v.g); out(() => { v.g = 1 }); out(() => 'x' in u); out(() => o instanceof k);
out(() => { for (const x of f2()); }); out(() => [...o.none]); out(() => t(...u)); out(() => { const { a } = f2() }); out(() => { const [a] = u }); out(() => { let a; [a] = f2() }); out(() => undeclared.x); out(() => t\`x\`); out(() => o.m?.()); out(() => o?.m()); out(() => new (class { constructor() { t() } }));
out(() => [3, 1].sort(() => t())); out(() => t.call(null)); out(() => t.apply(null, [])); out(() => Reflect.apply(t, null, [])); out(() => [...(function* () { yield t() })()]); out(() => ({ a: [t()] })); out(() => (u ?? t())); out(() => { switch (t()) { } }); out(() => { if (t()) ; }); out(() => f2().x.y);`,
  'matrix.cjs': `const M = require('ml-matrix'); const s = new M.SymmetricMatrix([[1, 2], [2, 2]]), m = new M.Matrix([[1, 2], [2, s.get(0, 1)]]);
const out = (f) => { try { f() } catch (e) { console.log(e.stack.split('\\n').slice(0, 3).join('\\n')) } };
out(() => s.set(1.5, 1, 2)); out(() => m.set(1.5, 1, 2)); out(() => m.mmul([[1]])); out(() => new M.Matrix(-1)); out(() => new M.LU(null)); out(() => m.subMatrix(0, 5, 0, 1)); out(() => m.apply(() => null.x));
s.addRow([1]).set(9, 9, 1);`,
  'patterns.cjs': `const show = (n, f) => { try { f(); console.log(n, 'ok'); } catch (e) { console.log(n, e.stack); } };
show('p', () => (function f({ 0: a }) {})());
show('p2', () => (function f(x, { 0: a, ...r }, { b: [c] } = {}) {})(1, [], {}));
show('p3', () => ((x, [{ 0: a }], ...r) => {})(1));
show('p4', () => (function f({ 0: a = a }) {})([]));
show('p5', () => (function f({ 0: a }) { throw new Error('in') })([]));
show('p6', () => (function f({ get: a, ...r } = (() => { throw new Error('default') })()) { })());
show('p7', () => (function f({ x: { 1: a } }) { })({}));
show('arrow rest', () => (({ 0: a }, ...r) => { throw new Error('in') })([]));
show('getter', () => (({ 0: a }, ...r) => { })({ get 0() { throw new Error('getter') } }));
show('setter', () => { const o = { set x({ 0: a }) { throw new Error('in setter') } }; o.x = []; });
show('setter2', () => { const o = { set x({ 0: a }) { } }; o.x = null; });
show('for', () => { for (const { 0: a } of [null]) ; });
show('for2', () => { for (const [{ 0: a }] of [[null]]) ; });
show('catch', () => { try { throw null } catch ({ 0: a }) {} });
show('catch m', () => { try { (function foo() { return 1 }).x.y } catch ({ message }) { console.log(message) } try { ({}).x(1, function foo(a) { return a }) } catch ({ message }) { console.log(message) } });
show('catch t', () => { try { new (function foo(a) { return a }).bar() } catch ({ message }) { console.log(message) } try { [].reduce(1) } catch ({ message }) { console.log(message) } try { new Proxy(function q() { return 1 + 1 }, 1); } catch ({ message }) { console.log(message) } try { Symbol.iterator in (() => 1 + 1); Object.setPrototypeOf({}, 1) } catch ({ message }) { console.log(message) }  try { null instanceof (() => 1 + 1) } catch ({ message }) { console.log(message) } try { Reflect.construct((a) => a + 1, []) } catch ({ message }) { console.log(message) } try { [].sort((() => 1 + 1).x = {}) } catch ({ message }) { console.log(message) }});
show('decl', () => { const [{ 0: a }] = [null]; });
show('decl2', () => { const { 0: [a] } = [null]; });
show('iter', () => { const [{ 0: a }] = { [Symbol.iterator]() { return { next() { throw new Error('next') } } } }; });
(async () => { const s = async (n, f) => { try { await f(); } catch (e) { console.log(n, e.stack); } };
await s('aw', async () => { for await (const { 0: a } of [null]) ; });
await s('aw2', async ({ 0: a }) => { });
await s('aw3', async ({ 0: a } = null, ...r) => { });
})();
const m = () => null;
show('a', () => { const { p: q } = m(); });
show('b', () => { const { p: { q } } = m(); });
show('c', () => { const { 'p': q, ...r } = m(); });
show('d', () => { const { ...r } = m(); });
show('e', () => { const { [m()]: r } = m(); });
show('f', () => { const { p: q = 1 } = m(); });
show('g', () => { let q; ({ p: q } = m()); });
show('h', () => { let q; ({ ...q } = m()); });
show('i', () => { const { p: { q } = {} } = m(); });
show('j', () => { const { q = 3 } = m(); });
show('k', () => { (({ p: { q } }) => 0)(null) });
show('l', () => { (({ p: { q } = {}, ...r }) => 0)(null) });
show('m', () => { (({ p: q, ...r } = m()) => 0)(null) });
show('n', () => { (({ p: q, ...r } = m()) => 0)() });
show('o', () => { (({ [m()]: q, ...r } = m()) => 0)() });
show('p', () => { (({ ...r } = m()) => 0)() });
show('q', () => { (({ [m()]: q, ...r }) => 0)() });
show('r', () => { (({ ...r }) => 0)() });
show('s', () => { (function z([{ 0: r }]) {})() });
show('t', () => { (function z([{ 0: r }] = m()) {})() });
show('v', () => { (function z(a, { 0: [r] }) {})(1, []) });
show('w', () => { (function z(a, { x: { 0: r } }) {})(1, []) });
show('x', () => { (function z(a, [{ 0: r }]) {})(1, [null]) });
show('z', () => { (function z(a, [{ 0: r } = m()]) {})(1, []) });`,
  'async.cjs': `const f = async () => { await 1; return g() };\nconst g = async () => { await 2; throw new Error('async') };\nf().catch((e) => { console.log(e.stack); return Promise.all([1, f()]) });`,
  'generators.cjs': `const o = { toString() { return \`\${new Error('ts').stack}\` }, *gen() { yield new Error('gen').stack }, [Symbol.iterator]() { return this.gen() } };\nconsole.log(\`\${o}\`, [...o][0]); for (const x of o) console.log(x); console.log(o + '');`,
  'prepare.cjs': `const top = (e) => e.stack.split('\\n')[1];
const p = Error.prepareStackTrace, f = (_, s) => s.map((x) => x.getColumnNumber());
for (let k = 0; k < 9999; k++) { const q = Error.prepareStackTrace; Error.prepareStackTrace = f; const s = new Error().stack; Error.prepareStackTrace = q; if (k > 9997) console.log(s.length, s[0]); }
console.log(top(new Error('b')), Error.prepareStackTrace === p);
Error.prepareStackTrace = undefined; console.log(top(new Error('c'))); Error.prepareStackTrace = 5; console.log(top(new Error('d')));
Error.prepareStackTrace = (e, s) => p(e, s) + '!'; console.log(top(new Error('e')), new Error('f').stack.at(-1));
Error.prepareStackTrace = (e, s) => { Error.prepareStackTrace = p; return [s.length, String(s[0])] }; console.log(new Error('g').stack); console.log(top(new Error('h')));
Error.prepareStackTrace = (e, s) => s; const kept = new Error('i').stack; Error.stackTraceLimit = 1; console.log(p(new Error('j'), kept).split('\\n').length);`,
  'keywords.cjs': `const o = { m() { throw new Error('m') }, get u() {} }; o.default = o.catch = o.delete = o.await = o.get = o.of = o.super = o.m; o.get = () => undefined;
for (const f of [() => o.default(), () => o . catch (), () => o?.delete(), () => o.await(), () => o.get(), () => o.of(), () => o.super(), () => o.u.typeof(), () => o.u.of(), () => o.get().catch(), () => o.u[0](), () => o?.u.if(), () => o?.u.of(), () => o.get.call(o).x.y(), () => (o.default)()]) try { f() } catch (e) { console.log(e.stack.split('\\n').slice(0, 3)) }`,
  'call-sites.mjs': `import util, { getCallSites } from 'node:util';
const short = (sites) => sites.map(({ scriptId, scriptName, ...rest }) => [scriptName.replace(/.*\\//, ''), rest, typeof scriptId]);
function inner(...args) { return short(util.getCallSites(...args)) }
console.log(inner(3), inner(1), inner({ sourceMap: false }).length, inner(undefined, {}).length);
for (const bad of [[0], [201], ['x'], [1, 2], [1, { sourceMap: 1 }], [1.5], [null]]) try { inner(...bad) } catch (e) { console.log(e.message, e.code) }
class A { set x(v) { console.log(short(getCallSites(2))) } static #p() { return short(getCallSites(2)) } static q = A.#p(); get y() { return short(getCallSites(3)) } }
new A().x = 1; console.log(A.q, new A().y);
const deep = (n) => n ? deep(n - 1) : getCallSites(200).length; console.log(deep(5), deep(30));
console.log([1].map(() => short(getCallSites(3)))); console.log([...(function* () { yield short(getCallSites(2)) })()]); setTimeout(() => console.log(short(getCallSites())), 1); (async () => { await 1; console.log(short(getCallSites())) })();
const [a, b] = getCallSites(2); console.log({ ...a, scriptId: '' }, Object.getPrototypeOf(a), a.scriptId === getCallSites(1)[0].scriptId);`,
  'module.mjs': `import fs from 'node:fs';\nexport function a(x) {\n\treturn b(x) }\nasync function b(x) { await null; throw new TypeError('esm ' + x) }\nawait a(1);`,
  'types.ts': `type T = number;\nfunction f<A>(x: A, y?: T): never { const z: number = 1; throw new Error(\`t\${x as any}\`) }\nclass P { x: number = g(); }\nfunction g(): number { return f<string>('q') }\nnew P();`,
};

/** One of each kind: thrown, rejected, of natives, of modules, and what reads the frames. */
const usual = new Set(
  'throw.cjs call.cjs rethrown.cjs cause.cjs number.cjs rejected.cjs nodes-own.cjs event.cjs syntax.cjs frames.cjs patterns.cjs async.cjs call-sites.mjs module.mjs types.ts'.split(
    ' ',
  ),
);

it.each(rowsToRun(Object.entries(programs), ([name]) => usual.has(name)))(
  '%s ends as it does under node',
  (name, text) => {
    const cwd = folder({ [name]: text });
    const run = (args: readonly string[], env = process.env) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    const script = [join(cwd, name)];
    const { args, env } = execution(script);
    expect(run(args, env)).toEqual(run(script));
  },
);
