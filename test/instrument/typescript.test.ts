import { inspect } from 'node:util';
import vm from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { instrument } from '../../src/instrument/index.ts';
import { passthrough } from './passthrough.ts';

/** Snippets that log; TypeScript's own compiler says what they mean. */
const snippets: Readonly<Record<string, string>> = {
  annotations: `const a: number = 1, b: string | undefined = 'x'; let c!: number; c = 2; function f(this: void, x: number, y?: string, ...z: readonly number[]): asserts x is 1 { log(x, y, z) } f(1, 'a', 2); log(a, b, c)`,
  casts: `const x = 1 as unknown as number; const y = <number>x; const o = { a: 1 } as const satisfies { a: 1 }; log((x as any) + (y!), o.a!, (o as any)?.a!.toFixed<any>(1), x as number < 2, [x as number, y!]); let q: any = 5; (q as number) = 6; (<any>q)++; q! += 1; log(q)`,
  generics: `const id = <T,>(x: T): T => x; function g<T extends object = {}>(x: T): T { return x } class B<T> { x?: T; m<U>(u: U): [T | undefined, U] { return [this.x, u] } } log(id<number>(1), g<{ a: 1 }>({ a: 1 }), new B<number>().m<string>('s'), id<string>\`x\` as any, (id<number>)(3)); const h = id<number>; log(h(4), new Map<string, number[]>([['a', [1]]]))`,
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
  classes: `abstract class A<T> implements Iterable<T> { declare d: number; private readonly p: number = 1; protected static q?: string = 's'; public toString(): string { return 'A' + this.p } abstract m(): void; [k: string]: any; x?: number; readonly y!: number; get z(): number { return 1 } set z(v: number) {} constructor(a: number); constructor(a: any, b?: string) { log(a, b) } over(a: string): void; over(a: number): void; over(a: any) { log(a) } *[Symbol.iterator](): Iterator<T> {} private async am?(): Promise<void> {} static #s: number = 2; static readonly s = A.#s; declare static ds: string }
  class C extends A<number> { override m() { log('m') } } const c = new C(1); c.over('o'); c.m(); log(Object.keys(c), String(c), C.s, (A as any).q)`,
  'parameter properties': `class P { z = this.x + 1; constructor(private x: number, readonly y = x * 2, public w?: string) { log(this.x, this.y) } } class Q extends P { constructor(public v: number) { super(v); log(this.v, this.z) } } log(new Q(3))`,
  enums: `enum E { A, B = 5, C, D = 'd'.length, F = B | C } const enum K { X = 'x' } enum S { U = 'u', V = \`v\` } declare enum D1 { Z } enum E { G = 100 } log(E, E.A, E[5], K.X, S, E['F'])`,
  namespaces: `namespace N { export const a = 1; export function f() { return a + b } const b = 2; export namespace M { export const c = a } export type T = number; export class K {} } namespace N { export const z = N.a + 1 } namespace Types { export interface I {} } declare namespace Gone { const x: number } log(N.f(), N.M.c, N.z, N.K.name, typeof N)`,
  'types only': `type T = { a: number }; interface I extends Array<T> { b: string } declare const d: number; declare function df(): void; declare module 'x' { const y: number } declare global { interface Window {} } function over(a: string): void; function over(a: number): void; function over(a: any) { log(a) } over(1); let v: typeof over extends Function ? 1 : 2 = 1; log(v); try { throw 1 } catch (e: unknown) { log(e) } for (const x of [1] as number[]) log(x); let u: unique symbol | undefined; log(u); const assertIs: (x: unknown) => asserts x = () => {}; assertIs(1); var abstract = 1, type = 2, declare = 3; type
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
  decorators: `const decorate = (value: any, context: ClassMemberDecoratorContext | ClassDecoratorContext) => { log(context.kind, String(context.name)); return value } ; @decorate class X { @decorate m(x: number) { return x } @decorate accessor a = 1; @decorate static s = 2 } log(new X().m(1), new X().a, X.s)`,
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

test('the older decorators, of classes, methods and fields', async () => {
  const source = `const seen: string[] = []; const field = (o: any, k: string) => { seen.push(k) }; const twice = (o: any, k: string, d: PropertyDescriptor) => { const f = d.value; d.value = function (...a: any[]) { return f.apply(this, a) * 2 } }; const whole = (C: any) => { seen.push(C.name) };
  @whole class A { @field w = 2; @field static s = 3; #p = 4; bare?: number; static { this.t = 5 } declare static t: number; #q() { return this.#p } @twice m(x: number) { return x * this.w * this.#q() + A.s + A.t } } log(seen, new A().m(7), Object.keys(new A()))`;
  const compilerOptions = { experimentalDecorators: true, useDefineForClassFields: false };
  const reference = ts.transpileModule(source, {
    compilerOptions: { ...compilerOptions, target: ts.ScriptTarget.ES2022 },
  }).outputText;
  const expected = await run(reference, undefined);
  for (const mode of ['plain', 'trace'] as const) {
    const result = instrument(source, {
      path: 'snippet.ts',
      base: 0,
      mode,
      workspace: true,
      compilerOptions,
    });
    expect(
      await run(
        result.code,
        passthrough(() => result.sites),
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
