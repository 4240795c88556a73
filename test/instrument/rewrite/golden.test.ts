import { describe, expect, test } from 'vitest';
import type { InstrumentOptions } from '../../../src/instrument/index.ts';
import { operandRange } from '../../../src/shared/sites.ts';
import { instrument } from '../../../src/instrument/index.ts';

const base: InstrumentOptions = { path: 'a.js', base: 0, mode: 'trace', workspace: false };
/** Generated code with every site number as `s`. */
const code = (source: string, options: Partial<InstrumentOptions> = {}): string =>
  instrument(source, { ...base, ...options })
    .code.replace(/(__gl\.\w+\()\d+(?=[,)])/g, '$1s')
    .replace(/__gl\d+/g, '__gl');

const g = '__gl';
/** Source and what it becomes, in a dependency (`workspace: false`), strict only where it says so. */
const forms: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  operators: [
    ['a + b;', `${g}.add(s, a, b);`],
    ['a + b * c', `${g}.add(s, a, ${g}.mul(s, b, c));`],
    ['1 + 2;', '1 + 2;'],
    ['"a" + b;', `${g}.add(s, "a", b);`],
    ['a ** -b;', `${g}.pow(s, a, ${g}.neg(s, b));`],
    ['x = -1;', 'x = -1;'],
    ['a === "x";', 'a === "x";'],
    ['a == null;', 'a == null;'],
    ['a === b;', `${g}.seq(s, a, b);`],
    ['a === 1;', `${g}.seq(s, a, 1);`],
    ['typeof a;', `(typeof a === "object" ? ${g}.typeOf(a) : typeof a);`],
    ['typeof a.b;', `${g}.typeOf(a.b);`],
    ['typeof a === "string";', 'typeof a === "string";'],
    ['typeof a === "number";', `(typeof a === "object" ? ${g}.typeOf(a) : typeof a) === "number";`],
    ['k in o;', `${g}.inOp(s, k, o);`],
    ['`${a}b${1}`;', '`${' + g + '.text(s, a)}b${1}`;'],
  ],
  conditions: [
    ['if (a) b;', `if (${g}.truth(s, a)) b;`],
    ['if (a < b && !c) d;', `if (${g}.lt(s, a, b) && ${g}.not(s, c)) d;`],
    ['x = a && b;', `x = (${g}.truth(s, a) ? b : ${g}.v);`],
    ['x = a || b;', `x = (${g}.truth(s, a) ? ${g}.v : b);`],
    ['x = a ?? b;', 'x = a ?? b;'],
    ['x = a > b || c;', `x = ${g}.gt(s, a, b) || c;`],
    ['0 && (module.exports = { a });', '0 && (module.exports = { a });'],
    ['while (a) b', `while (${g}.truth(s, a)) {${g}.iteration(s);b;}`],
    ['for (const x of y) {}', `for (const x of y) {${g}.iteration(s);}`],
    ['switch (a) { case 1: case b: }', `switch (${g}.plain(s, a)) { case 1: case ${g}.plain(s, b): }`],
  ],
  calls: [
    ['f(a, b);', `${g}.call2(s, f, undefined, a, b);`],
    ['f(...a);', `${g}.callN(s, f, undefined, [...__gl.spread(s, a)]);`],
    ['f(1, 2, 3, 4);', `${g}.callN(s, f, undefined, [1, 2, 3, 4]);`],
    ['o.m(a);', `${g}.call1(s, ${g}.method(s, o, "m"), ${g}.self, a);`],
    ['o[k](a);', `${g}.call1(s, ${g}.methodAt(s, o, k), ${g}.self, a);`],
    ['new C(a);', `${g}.construct(s, C, [a]);`],
    ['new C', `${g}.construct(s, C, []);`],
    ['eval(a);', `eval(${g}.evalSource(s, a));`],
    ['require("a");', 'require("a");'],
    ['require(a);', `${g}.call1(s, require, undefined, a);`],
    ['tag`a${b}`;', `${g}.tag(s, tag, undefined)\`a\${b}\`;`],
  ],
  'optional chains': [
    ['a?.b;', `(${g}.nil(a) ? undefined : ${g}.v.b);`],
    ['a?.b.c(d);', `(${g}.nil(a) ? undefined : ${g}.call1(s, ${g}.method(s, ${g}.v.b, "c"), ${g}.self, d));`],
    ['a.b?.(c);', `(${g}.nil(${g}.method(s, a, "b")) ? undefined : ${g}.call1(s, ${g}.v, ${g}.self, c));`],
    [
      'a?.[k]?.();',
      `(${g}.nil(a) ? undefined : ${g}.nil(${g}.methodAt(s, ${g}.v, k)) ? undefined : ${g}.call0(s, ${g}.v, ${g}.self));`,
    ],
    ['delete a?.b;', `(${g}.nil(a) ? true : delete ${g}.v.b);`],
  ],
  members: [
    ['a.b;', 'a.b;'],
    ['a.size;', `${g}.get(s, a, "size");`],
    ['a[0];', `${g}.at(s, a, 0);`],
    ['a["b"];', 'a["b"];'],
    ['a[i] = b;', `${g}.setAtSloppy(s, a, i, b);`],
    ['"use strict"; a[i] = b;', `"use strict"; ${g}.setAt(s, a, i, b);`],
    ['a.b = c;', 'a.b = c;'],
    ['a.length = c;', `${g}.setAtSloppy(s, a, "length", c);`],
    ['delete a[k];', `delete a[${g}.key(s, k)];`],
  ],
  assignments: [
    ['x += a;', `x = ${g}.add(s, x, a);`],
    ['o.p -= a;', `o.p = ${g}.sub(s, o.p, a);`],
    ['f().p -= a;', `${g}.keep(${g}.call0(s, f, undefined)).p = ${g}.sub(s, ${g}.kept.p, a);`],
    ['o[k] *= a;', `${g}.putSloppy(s, ${g}.ref(o, k), ${g}.mul(s, ${g}.current(s), a));`],
    ['i++;', `i = ${g}.inc(s, i);`],
    ['x = i++;', `x = (i = ${g}.inc(s, i), ${g}.old);`],
    ['x = --i;', `x = (i = ${g}.dec(s, i));`],
    ['x = o[k]++;', `x = ${g}.putOldSloppy(s, ${g}.ref(o, k), ${g}.inc(s, ${g}.current(s)), ${g}.old);`],
    ['x ||= a;', `(${g}.truth(s, x) ? ${g}.v : x = a);`],
    [
      'o[k] ||= a;',
      `(${g}.ref(o, k), ${g}.truth(s, ${g}.current(s)) ? ${g}.v : ${g}.putSloppy(s, ${g}.lastRef, a));`,
    ],
    ['[a, b] = [b, a];', '[a, b] = [b, a];'],
  ],
  'functions and classes': [
    ['function f(a) { return a }', 'function f(a) /*__gl*/{ return a; }'],
    ['x = a => a.b', 'x = (a) => /*__gl*/a.b;'],
    ['class A extends B { m() {} }', 'class A extends B /*__gl*/{ m() /*__gl*/{} }'],
    [
      '({ [k]: a, b() {}, async *c() {}, get d() { return 1; } });',
      `({ [${g}.key(s, k)]: a, b() /*__gl*/{}, async *c() /*__gl*/{}, get d() /*__gl*/{ return 1; } });`,
    ],
    [
      'class A { #p; m() { this.#p(1); super.m(2) } }',
      `class A /*__gl*/{ #p; m() /*__gl*/{ ${g}.call1(s, ${g}.keep(this).#p, ${g}.kept, 1); ${g}.call1(s, super.m, this, 2); } }`,
    ],
  ],
  'tokens that must stay together, or apart': [
    ['for (x of[a[0]]);', `for (x of[${g}.at(s, a, 0)]){${g}.iteration(s);;}`],
    ['if (a) b; else[c] = d', `if (${g}.truth(s, a)) b; else[c] = ${g}.iterable(s, d);`],
    ['#!/usr/bin/env node\nf()', `#!/usr/bin/env node\n${g}.call0(s, f, undefined);`],
  ],
  "exports that Node's lexer reads": [
    ['exports.a = b;', 'exports.a = b;'],
    [
      'Object.defineProperty(exports, "__esModule", { value: true });',
      'Object.defineProperty(exports, "__esModule", { value: true });',
    ],
    [
      'Object.defineProperty(exports, "a", { enumerable: true, get: function () { return b.size; } });',
      'Object.defineProperty(exports, "a", { enumerable: true, get: function () { return b.size; } });',
    ],
    ['__exportStar(require("./a"), exports);', '__exportStar(require("./a"), exports);'],
    ['module.exports = require("./a");', 'module.exports = require("./a");'],
  ],
  with: [
    ['with (o) { a + b }', `with (${g}.scope(s, o)) { ${g}.add(s, a, b); }`],
    ['with (o) f(a)', `with (${g}.scope(s, o)) ${g}.call1(s, ${g}.looked(${g}.look(), f), ${g}.self, a);`],
  ],
};
describe.each(Object.entries(forms))('%s', (_, rows) => {
  test.each(rows)('%s', (source, expected) => {
    expect(code(source)).toBe(expected);
  });
});

const workspaceForms: readonly (readonly [string, string])[] = [
  ['const a = f;', `const a = ${g}.name(s, f);`],
  [
    'const a = () => 1, b = "x", c = class {}, d = [1];',
    `const a = () => /*__gl*/1, b = "x", c = class /*__gl*/{}, d = ${g}.name(s, [1]);`,
  ],
  [
    'x = a; x += b; this.w = c; o.w = d;',
    `x = ${g}.name(s, a); x = ${g}.name(s, ${g}.add(s, x, b)); this.w = ${g}.name(s, c); o.w = d;`,
  ],
  [
    'function f(a, b) { "use strict"; }',
    `function f(a, b) /*__gl*/{ "use strict";${g}.name(s, a);${g}.name(s, b); }`,
  ],
  [
    'const [a, ...b] = x, { c: d } = y; for (const [i] of z) {}',
    `const [a, ...b] = x, { c: d } = y;${g}.name(s, a);${g}.name(s, b);${g}.name(s, d); for (const [i] of z) {${g}.iteration(s);}`,
  ],
  ['if (x) var [e] = y; else z', `if (${g}.truth(s, x)) var [e] = y; else z;`],
  ['x = ([a], { b }) => a', `x = ([a], { b }) => /*__gl*/(${g}.name(s, a), ${g}.name(s, b), a);`],
  ['x = (a) => a.b', `x = (a) => /*__gl*/(${g}.name(s, a), a.b);`],
  ['const W = f; () => W;', `const W = ${g}.name(s, f); () => /*__gl*/${g}.captured(s, W);`],
  ['const W = f; W;', `const W = ${g}.name(s, f); W;`],
  [
    'const W = f; () => { W(1); new W(); typeof W; W = 1; }',
    `const W = ${g}.name(s, f); () => /*__gl*/{ ${g}.call1(s, W, undefined, 1); ${g}.construct(s, W, []); (typeof W === "object" ? ${g}.typeOf(W) : typeof W); W = ${g}.name(s, 1); };`,
  ],
  [
    'const W = f; (W) => W; () => { let W; W; { W } }',
    `const W = ${g}.name(s, f); (W) => /*__gl*/(${g}.name(s, W), W); () => /*__gl*/{ let W; W; { W; } };`,
  ],
  [
    'const W = f; () => ({ W, a: W.b, c: W.m(1) });',
    `const W = ${g}.name(s, f); () => /*__gl*/({ W: ${g}.captured(s, W), a: ${g}.captured(s, W).b, c: ${g}.call1(s, ${g}.method(s, ${g}.captured(s, W), "m"), ${g}.self, 1) });`,
  ],
  [
    'const W = f; () => { W[0] = 1; W.a += 1 }',
    `const W = ${g}.name(s, f); () => /*__gl*/{ ${g}.setAtSloppy(s, ${g}.captured(s, W), 0, 1); ${g}.captured(s, W).a = ${g}.add(s, W.a, 1); };`,
  ],
  [
    'import { W } from "./w"; import V from "pkg"; import X from "@/x"; () => [W, V, X];',
    `import { W } from "./w"; import V from "pkg"; import X from "@/x"; () => /*__gl*/[${g}.captured(s, W), V, ${g}.captured(s, X)];`,
  ],
];
test.each(workspaceForms)('in the workspace: %s', (source, expected) => {
  expect(code(source, { workspace: true })).toBe(expected);
});

test('plain mode leaves all but captured reads alone, and marks functions', () => {
  const source = 'const W = f(); export function g(a) { a += W[0]; return a && h(a?.b) ; }';
  const expected = `const W = f(); export function g(a) /*__gl*/{ a += ${g}.captured(s, W)[0]; return a && h(a?.b) ; }`;
  expect(code(source, { mode: 'plain', workspace: true })).toBe(expected);
});

const texts: readonly (readonly [string, number, string, string, readonly string[]])[] = [
  ['y = a.b(c + d, 2) * 3;', 0, 'a.b(c + d, 2) * 3', '', ['a.b(c + d, 2)', '3']],
  ['y = a.b(c + d, 2) * 3;', 1, 'a.b(c + d, 2)', 'a.b', ['a', 'c + d', '2']],
  ['y = a.b(c + d, 2) * 3;', 2, 'c + d', '', ['c', 'd']],
  ['f(a,\n  b)', 0, 'f(a,\n  b)', 'f', ['a', 'b']],
  ['if (x /* c */) y', 0, 'x', '', []],
  ['for (;;) { f }', 0, 'for (;;) { f }', 'for', []],
  ['for (let i = 0; i < n; i++) { f }', 0, 'i < n', '', ['i', 'n']],
  ['for (const [a, b] of c) f', 0, 'for (const [a, b] of c) f', 'for [a, b] of c', []],
  ['do f; while (x)', 0, 'do f; while (x)', 'do while x', []],
  ['(x += 2)', 0, 'x += 2', '', ['x', '2']],
  ['new Map([1])', 0, 'new Map([1])', 'Map', ['[1]']],
  ['a?.b.c(1)', 0, 'a?.b.c(1)', 'a?.b.c', ['a?.b', '1']],
];
test.each(texts)('site of %s, %i', (source, site, text, label, operands) => {
  const { sites } = instrument(source, { ...base, base: 100 });
  const lines = source.split('\n');
  const at = ([line, column, endLine, endColumn]: ArrayLike<number> & Iterable<number>): string => {
    const start = lines.slice(0, line! - 1).reduce((sum, l) => sum + l.length + 1, column!);
    const end = lines.slice(0, endLine! - 1).reduce((sum, l) => sum + l.length + 1, endColumn!);
    return source.slice(start, end);
  };
  expect(at(sites.ranges.slice(4 * site, 4 * site + 4))).toBe(text);
  expect(sites.texts[site] ?? '').toBe(label);
  const found = operands.map((_, k) => operandRange(sites, site, k));
  expect(found.map((range) => range && at(range))).toEqual(operands);
  expect(operandRange(sites, site, operands.length)).toBeUndefined();
});

test('names carry the name, site numbers start at the base', () => {
  const result = instrument('const err = x.y', { ...base, base: 100, workspace: true });
  expect(result.code).toBe('const err = __gl.name(100, x.y);');
  expect(result.sites.texts[0]).toBe('err');
  expect([...result.sites.ranges]).toEqual([1, 6, 1, 9]);
});
