import { inspect } from 'node:util';
import vm from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { instrument } from '../../../src/instrument/index.ts';
import { passthrough } from '../../support/passthrough.ts';

/** Snippets that log; TypeScript's own compiler says what they mean. */
const snippets: Readonly<Record<string, string>> = {
  annotations: `const a: number = 1, b: string | undefined = 'x'; let c!: number; c = 2;
function f(this: void, x: number, y?: string, ...z: readonly number[]): asserts x is 1 { log(x, y, z) } f(1, 'a', 2); log(a, b, c)`,
  casts: `const x = 1 as unknown as number; const y = <number>x; const o = { a: 1 } as const satisfies { a: 1 };
log((x as any) + (y!), o.a!, (o as any)?.a!.toFixed<any>(1), x as number < 2, [x as number, y!]); let q: any = 5;
(q as number) = 6; (<any>q)++; q! += 1; log(q)`,
  generics: `const id = <T,>(x: T): T => x; function g<T extends object = {}>(x: T): T { return x }
class B<T> { x?: T; m<U>(u: U): [T | undefined, U] { return [this.x, u] } }
log(id<number>(1), g<{ a: 1 }>({ a: 1 }), new B<number>().m<string>('s'), id<string>\`x\` as any, (id<number>)(3));
const h = id<number>; log(h(4), new Map<string, number[]>([['a', [1]]]))`,
  'multi-line arrows': `const f = (
    x: number,
    y: {
      a: number
    } = { a: 1 }
  ): {
    b: number
  } => ({ b: x + y.a })
  const g = async <
    T
  >(x: T): Promise<
    T> => x
  const h = <
    T,
  >(x: T) => { return <
    any>x }
  log(f(1), h(2)); void g(1)`,
  classes: `abstract class A<T> implements Iterable<T> { declare d: number; private readonly p: number = 1; protected static q?: string = 's';
  public toString(): string { return 'A' + this.p } abstract m(): void; [k: string]: any; x?: number; readonly y!: number;
  get z(): number { return 1 } set z(v: number) {} constructor(a: number); constructor(a: any, b?: string) { log(a, b) }
  over(a: string): void; over(a: number): void; over(a: any) { log(a) } *[Symbol.iterator](): Iterator<T> {}
  private async am?(): Promise<void> {} static #s: number = 2; static readonly s = A.#s; declare static ds: string }
  class C extends A<number> { override m() { log('m') } } const c = new C(1); c.over('o'); c.m();
  log(Object.keys(c), String(c), C.s, (A as any).q)`,
  'parameter properties': `class P { z = this.x + 1; constructor(private x: number, readonly y = x * 2, public w?: string) { log(this.x, this.y) } }
class Q extends P { constructor(public v: number) { super(v); log(this.v, this.z) } } log(new Q(3))`,
  enums: `enum E { A, B = 5, C, D = 'd'.length, F = B | C } const enum K { X = 'x' } enum S { U = 'u', V = \`v\` } declare enum D1 { Z }
enum E { G = 100 } log(E, E.A, E[5], K.X, S, E['F'])`,
  namespaces: `namespace N { export const a = 1; export function f() { return a + b } const b = 2; export namespace M { export const c = a }
  export type T = number; export class K {} } namespace N { export const z = N.a + 1 } namespace Types { export interface I {} }
declare namespace Gone { const x: number } log(N.f(), N.M.c, N.z, N.K.name, typeof N)`,
  'types only': `type T = { a: number }; interface I extends Array<T> { b: string } declare const d: number; declare function df(): void;
declare module 'x' { const y: number } declare global { interface Window {} } function over(a: string): void;
function over(a: number): void; function over(a: any) { log(a) } over(1); let v: typeof over extends Function ? 1 : 2 = 1; log(v);
try { throw 1 } catch (e: unknown) { log(e) } for (const x of [1] as number[]) log(x); let u: unique symbol | undefined; log(u);
const assertIs: (x: unknown) => asserts x = () => {}; assertIs(1); var abstract = 1, type = 2, declare = 3; type
  = 5; log(abstract, type, declare)`,
  'without semicolons': `const a = 1 as number
  ;[1, 2].forEach((x: number) => log(x))
  const b = a as any
  (log as any)(b)
  let c = <any>a
  ;(log)(c)
  type X = number
  let d: X
  ;[d] = [1]
  log(d)`,
  decorators: `const decorate = (value: any, context: ClassMemberDecoratorContext | ClassDecoratorContext) => {
  log(context.kind, String(context.name)); return value } ;
@decorate class X { @decorate m(x: number) { return x } @decorate accessor a = 1; @decorate static s = 2 }
log(new X().m(1), new X().a, X.s)`,
};

async function run(code: string, runtime: unknown): Promise<string[]> {
  const record: string[] = [];
  const log = (...values: unknown[]): void => void record.push(values.map((v) => inspect(v)).join(' '));
  Object.assign(globalThis, { log, __gl: runtime });
  await (vm.runInThisContext(
    `(async function () {${code.replace('export {};', '')}\n})()`,
  ) as Promise<unknown>);
  return record;
}

for (const [name, source] of Object.entries(snippets)) {
  for (const mode of ['plain', 'trace'] as const) {
    test(`${name}, ${mode}`, async () => {
      // Private names reach classes whose decorators TypeScript must write out.
      const target = ts.ScriptTarget.ES2022;
      const options = {
        target,
        module: ts.ModuleKind.ESNext,
        isolatedModules: true,
        useDefineForClassFields: true,
      };
      const reference = ts.transpileModule(source, { compilerOptions: options }).outputText;
      const result = instrument(source, { path: 'snippet.ts', base: 0, mode, workspace: true });
      const expected = await run(reference, undefined);
      expect(expected.length).toBeGreaterThan(0);
      expect(
        await run(
          result.code,
          passthrough(() => result.sites),
        ),
      ).toEqual(expected);
    });
  }
}

/** What the older decorators do that can be seen: order, descriptors, arguments, names, private members, errors. */
const older: Readonly<Record<string, string>> = {
  'of classes, methods and fields': `const seen: string[] = []; const field = (o: any, k: string) => { seen.push(k) };
const twice = (o: any, k: string, d: PropertyDescriptor) => { const f = d.value;
  d.value = function (...a: any[]) { return f.apply(this, a) * 2 } }; const whole = (C: any) => { seen.push(C.name) };
  @whole class A { @field w = 2; @field static s = 3; #p = 4; bare?: number; static { this.t = 5 } declare static t: number;
    #q() { return this.#p } @twice m(x: number) { return x * this.w * this.#q() + A.s + A.t } }
  log(seen, new A().m(7), Object.keys(new A()))`,
  'in their order': `const d = (n: string) => (log('made', n), (...a: any[]) => log('ran', n, a.length, typeof a[0], a[1], a[2]));
  @d('class') @d('class 2') class A { @d('static') static s = log('static'); @d('method') @d('method 2') m() { }
    @d('field') f = log('field'); @d('get') get g() { return 1 } @d('static method') static sm() { }
    @d('key') async [(log('key'), 'k')]() { } @d('number') 1() { } @d('text') 'a b' = 1; static { log('block') } }
  log(Object.keys(new A()))`,
  'of parameters': `const p = (n: string) => (log('made', n), (t: any, k: any, i: number) => log(n, typeof t, k, i));
const d = (...a: any[]) => { log('member', a.length) };
  @d class A { constructor(@p('c0') public a: number, b: string, @p('c2') c = 2) { }
    @d m(@p('m0') x: number, @p('m1') @p('m1b') { y }: any) { return x * y * this.a } static s(@p('s0') q: number) { return q }
    set v(@p('v') w: number) { } } log(new A(1, '').m(2, { y: 3 }), A.s(4), A.length)
  class B { constructor(@p('only') private b: number) { } get() { return this.b } } log(new B(5).get(), B.name)`,
  'that replace': `const r = (C: any): any => class extends C { static tag = 'new'; w = C.name };
const m = (t: any, k: string, d: PropertyDescriptor): any => ({ ...d, enumerable: true, value() { return k + d.value.call(this) }
    });
  @r class A { static tag = 'old'; static first = A.tag; static make = () => new A();
    who() { return [A.tag, { A }.A.tag, A === A.make().constructor] } @m n() { return 1 } }
  log(A.name, A.tag, A.first, new (A as any)().w, new A().who(), new A().n(), Object.keys((A as any).__proto__.prototype))`,
  'with private members': `const f = (o: any, k: string) => { Object.defineProperty(o, k,
    { get() { return 'got' }, set(v) { log('set', v) }, configurable: true }) };
  class A { @f u = 1; #p = 2; static #s = 3; #m() { return this.#p } get #g() { return 4 } static has(o: any) { return #p in o }
    static all(o: any) { return [o.#p, o.#m(), o.#g, A.#s] } static write(o: any) { o.#p = 1 } static read(o: any) { return o.#m }
    static bad(o: any) { o.#g = 1 } }
  log(Object.keys(new A()), (new A() as any).u, A.has(new A()), A.has({}), A.all(new A()));
  for (const g of [A.all, A.write, A.read, A.bad]) for (const o of [{}, 1, null]) try { g(o); log('fine') }
  catch (e: any) { log(e.name, e.message) }`,
  'that are exported or have no name': `const seen: any[] = []; const d = (C: any) => { seen.push(C.name) }; @d class A { x = 1 } { @d class A { y = 2 } log(new A()) }
log(new A(), seen); try { log(new Late()); } catch (e: any) { log(e.message) } @d class Late { }`,
  'with Reflect.decorate': `(Reflect as any).decorate = (ds: any[], t: any, k: any, d: any) => {
  log(ds.length, typeof t, k, d === undefined ? d : Object.keys(d)); return k === undefined ? t : d }; const d = () => 0;
@d class A { @d m() { } @d f = 1 } log(new A()); delete (Reflect as any).decorate`,
};
describe.each([true, false])('the older decorators, fields defined: %s', (useDefineForClassFields) => {
  test.each(Object.entries(older))('%s', async (_, source) => {
    const compilerOptions = { experimentalDecorators: true, useDefineForClassFields };
    const reference = ts.transpileModule(source, {
      compilerOptions: { ...compilerOptions, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    const expected = await run(reference, undefined);
    for (const mode of ['plain', 'trace'] as const) {
      const options = { path: 'snippet.ts', base: 0, mode, workspace: true, compilerOptions };
      const { code, sites } = instrument(source, options);
      expect(
        await run(
          code,
          passthrough(() => sites),
        ),
      ).toEqual(expected);
    }
  });
});

/** Namespaces of several parts, whose exports are written to from inside and outside. */
const parts: Readonly<Record<string, string>> = {
  'variables that change': `namespace N { export let x = 1; export const k = 2; let hidden = 3;
  export function inc() { x += k; x++; hidden--; return [x, hidden] } export let later: number; } log(N.inc(), N.x); N.x = 5;
log(N.inc(), N, Object.keys(N)); N.later = 1; log(Object.keys(N))`,
  'a second part': `namespace N { export let x = 1; export function f() { return x } export class C { v = x } export enum E { A = 3 } const own = 1 }
namespace N { export const y = x + 1; x = 10; export const all = () => [x, y, f(), new C().v, E.A, typeof own, { x, y }];
  ({ a: x } = { a: 20 }); [x] = [x + 1]; for (x of [30]); } declare const own: any; log(N.all(), N.x, N.f())`,
  'shadowed names': `const k = 'outer'; namespace N { export let x = 1; export const g = (x: number) => x + 1;
  export function h() { const x = 5; return { x, y: () => x } } export const o = { x: 2, get y() { return x } };
  for (const x of [7]) log(x); { let x = 8; x++; log(x) } log(k, x, g(3), h(), h().y(), o.x, o.y) }
namespace N { const x = 'mine'; log(x, g(1)); type x = number; let t: x; }`,
  patterns: `namespace N { export const { a, b: [c = 4, ...d], ...rest } = { a: 1, b: [undefined, 2, 3] as any[], e: 5, f: 6 };
  export let [p, { q = a }] = [7, {} as any]; log(a, c, d, rest, p, q) } log(N)`,
  'nested and dotted': `namespace A.B { export let v = 1; export namespace C { export const w = v + 1; v = 5 } namespace D { export const hid = 9 }
  log(D.hid, C.w, v) } namespace A { log(B.v, B.C.w); export const z = 2 }
namespace A.B { log(v, C.w, z); export const last = A.z } log(JSON.stringify(A))`,
  'merged with others': `function f() { return f.scale } namespace f { export let scale = 2 } class H { static one = 1; two() { return H.two } }
namespace H { export let two = 2; export const one1 = H.one } enum G { A = 1 } namespace G { export const of = (g: G) => G[g] }
f.scale = 3; log(f(), new H().two(), H.one1, G.of(1)); namespace S { export class S { static v = 1 } export const s = S.v }
log(S.s, S.S.v)`,
  aliases: `namespace U { export namespace W { export let k = 2; export type T = number } } import w = U.W;
namespace V { export import q = U.W; log(q.k); import r = U.W; log(r.k) } log(w.k, V.q.k)`,
};
test.each(Object.entries(parts))('namespaces: %s', async (_, source) => {
  const reference = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const expected = await run(reference.outputText, undefined);
  for (const mode of ['plain', 'trace'] as const) {
    const { code, sites } = instrument(source, { path: 'snippet.ts', base: 0, mode, workspace: true });
    expect(
      await run(
        code,
        passthrough(() => sites),
      ),
    ).toEqual(expected);
  }
});

const imports = `import def, { used, unused, type T1, typed } from './a';
import * as ns from './b';
import type { T2 } from './c';
import gone from './d';
import './effect';
import { type T3 } from './e';
import data from './f.json' with { type: 'json' };
import { shadowed } from './g';
import { reexported } from './h';
export { reexported };
export type { T4 } from './i';
export { other, type T5 } from './j';
export * from './k';
export * as everything from './l';
interface Local {}
export { Local };
export default def;
const x: typed = used(ns.y, data);
function f(shadowed: number) { return shadowed; }
let y: typeof gone;
`;
/** The module's requests, and the names each imports. */
function requests(code: string): string[] {
  const file = ts.createSourceFile('x.js', code, ts.ScriptTarget.ESNext);
  return file.statements
    .filter(
      (s) =>
        ts.isImportDeclaration(s) ||
        (ts.isExportDeclaration(s) &&
          !(s.exportClause && ts.isNamedExports(s.exportClause) && s.exportClause.elements.length === 0)),
    )
    .map((s) => s.getText(file).replace(/[\s;]/g, ''));
}

for (const verbatimModuleSyntax of [false, true]) {
  test(`imports that are types go${verbatimModuleSyntax ? ', others all stay' : ', and those that nothing uses'}`, () => {
    const source = verbatimModuleSyntax ? imports.replace('export { Local };', '') : imports;
    const compilerOptions = { verbatimModuleSyntax };
    const reference = ts.transpileModule(source, {
      compilerOptions: { ...compilerOptions, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    }).outputText;
    const { code } = instrument(source, {
      path: 'a.ts',
      base: 0,
      mode: 'plain',
      workspace: true,
      compilerOptions,
    });
    expect(requests(code)).toEqual(requests(reference));
  });
}

test('a name used only in a @trace counts as used', () => {
  const source = `import { batch } from './data';\n/** @trace loss(batch) */\nexport function loss(x: number) { return x }`;
  const { code } = instrument(source, { path: 'a.ts', base: 0, mode: 'trace', workspace: true });
  expect(code).toContain(`import { batch } from './data';`);
});

const spanned = `enum E { A = 1, B }
namespace N { export const z = E.A }
@decorate class P {
  constructor(private x: number) {}
  m(y: number): number {
    const w = this.x * y + Math.sin(y as number);
    for (let i = 0; i < w; i++) { w[i] -= 2 / (w + 1); }
    return N.z ?
      f(w,
        y) : new Map([[w, -y]]).get(w)!;
  }
}
`;
test.each([
  ['by Babel', spanned],
  ['by the writer', spanned.replace('@decorate', '').replace(/namespace.*/, '')],
])('spans of TypeScript lowered %s are those of the source', (_, source) => {
  const { sites } = instrument(source, { path: 'a.ts', base: 0, mode: 'trace', workspace: true });
  const lines = source.split('\n');
  const found = sites.texts.map((_, i) => {
    const [line, column, endLine, endColumn] = sites.ranges.slice(4 * i, 4 * i + 4);
    const part = lines.slice(line! - 1, endLine);
    part[part.length - 1] = part.at(-1)!.slice(0, endColumn);
    part[0] = part[0]!.slice(column);
    return part.join('|').replace(/\| +/g, '|');
  });
  for (const text of [
    'this.x * y',
    'this.x * y + Math.sin(y as number)',
    'Math.sin(y as number)',
    'w',
    'i < w',
    'i++',
    'w[i] -= 2 / (w + 1)',
    '2 / (w + 1)',
    'w + 1',
    'N.z',
    'f(w,|y)',
    'new Map([[w, -y]])',
    'new Map([[w, -y]]).get(w)',
    '-y',
    'y',
  ]) {
    expect(found).toContain(text);
  }
});
