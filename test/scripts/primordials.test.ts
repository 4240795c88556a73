import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { folders } from '../support/folders.ts';

const folder = join(import.meta.dirname, '../../scripts/primordials');
const helpers = join(folder, 'iterate.ts');
const { withPrimordials } = (await import(join(folder, 'transform.mjs'))) as {
  withPrimordials: (file: ts.SourceFile, program: ts.Program, helpers: string) => string;
};

/** What is written in place of an expression or a statement, and what is taken for it. */
const forms = {
  'a method': ['(xs: string) => xs.trim()', '$String$trim(xs)'],
  'a method that asks a list for its class': ['(xs: number[]) => xs.map((x) => x)', '$mapped(xs, (x) => x)'],
  'a method that an inherited setter hears': ['(xs: number[]) => xs.push(1, 2)', '$pushed(xs, 1, 2)'],
  'a function of a namespace': ['(x: number) => Math.max(x, 1)', '$Math_max(x, 1)'],
  'a function that is called on a class': ['(x: object) => Object.keys(x)', '$Object_keys_(x)'],
  'the name of a class': ['(x: unknown) => x instanceof Map', 'x instanceof $Map'],
  'an accessor': ['(x: Map<number, number>) => x.size', '$Map$size(x)'],
  'a call that may not be': [
    '(x?: string) => x?.trim()',
    '(($it0) => $it0 == null ? undefined : $String$trim($it0))(x)',
  ],
  'a spread list': ['(xs: number[]) => [...xs, 1]', '$joined(xs, [1])'],
  'a spread set': ['(xs: Set<number>) => [0, ...xs]', '[0, ...$each($Set$values(xs), $SetIterator$next)]'],
  'a pattern': ['([a, , b]: number[]) => a! + b!', '({ 0: a, 2: b }: number[])'],
  'a pattern with a rest': [
    '(xs: number[]) => { const [a, ...b] = xs; return [a, b]; }',
    'const [a, ...b] = $each(xs)',
  ],
  'a swap': ['(a: number, b: number) => { [a, b] = [b, a]; return a; }', '({ 0: a, 1: b } = [b, a])'],
  'a loop over a list': [
    '(xs: number[]) => { for (const x of xs) if (x > 1) return x; return 0; }',
    'for (let $list0 = $listed(xs), $i0 = 0; $i0 < $list0.length; $i0++) { const x = $list0[$i0]; if (x > 1) return x; }',
  ],
  'a loop over a map': [
    '(xs: Map<number, number>) => { for (const [k, v] of xs) return k + v; return 0; }',
    'for (const { 0: k, 1: v } of $each($Map$entries(xs), $MapIterator$next)) return k + v;',
  ],
  'a map of a list': ['(xs: [number, number][]) => new Map(xs)', '$mapOf($each(xs))'],
  'a descriptor': [
    '(x: object) => Reflect.defineProperty(x, "a", { value: 1 })',
    '$Reflect_defineProperty_(x, "a", { __proto__: null,  value: 1 })',
  ],
  'a regular expression': ['(x: string) => /a/.test(x)', '$RegExp$test($ownRegExp(/a/), x)'],
  'what a program may have of its own': [
    '(xs: Iterable<number>) => { for (const x of xs) return x; return 0; }',
    'for (const x of xs) return x;',
  ],
  'a name that is another one here': ['(Map: { get(x: number): number }) => Map.get(1)', 'Map.get(1)'],
  'a type': ['(x: Map<string, number[]> | undefined) => x', '(x: Map<string, number[]> | undefined) => x'],
} as const;
const refused = {
  'an assigned rest': '(xs: number[]) => { let a, b: number[]; [a, ...b] = xs; return [a, b]; }',
  'a pattern of a set': '([a]: Set<number>) => a',
  'a longer optional chain': '(xs?: number[]) => xs?.map((x) => x).length',
};

/** The files of these modules, with their types. */
function programOf(modules: Readonly<Record<string, string>>): {
  program: ts.Program;
  pathOf: (name: string) => string;
} {
  const made = mkdtempSync(join(tmpdir(), 'gradlens-'));
  folders.push(made);
  const names = Object.keys(modules);
  const pathOf = (name: string) => join(made, `${names.indexOf(name)}.ts`);
  for (const name of names) writeFileSync(pathOf(name), modules[name]!);
  const options = { target: ts.ScriptTarget.ESNext, lib: ['lib.esnext.d.ts'], strict: true, types: [] };
  return { program: ts.createProgram(names.map(pathOf), options), pathOf };
}

const modules = Object.fromEntries(
  [...Object.entries(forms).map(([name, [source]]) => [name, source]), ...Object.entries(refused)].map(
    ([name, source]) => [name, `export const f = ${source};\n`],
  ),
) as Record<string, string>;
const { program, pathOf } = programOf(modules);
const rewritten = (name: string) => withPrimordials(program.getSourceFile(pathOf(name))!, program, helpers);

describe('a file takes its built-ins when it is loaded', () => {
  it.each(Object.entries(forms))('%s', (name, [, expected]) => {
    const [prelude, ...body] = rewritten(name).split('\n');
    expect(body.join('\n')).toContain(expected);
    // What it names is there.
    for (const [used] of expected.matchAll(/\$(?!it|list|i\d)[\w$]+/g)) expect(prelude).toContain(` ${used}`);
  });

  it.each(Object.keys(refused))('or does not build: %s', (name) => {
    expect(() => rewritten(name)).toThrow('cannot be made safe from patched built-ins');
  });

  it('what a list or an object inherits under an index is not called', async () => {
    const { joined, mapped, filtered, sliced, flattened, pushed } = (await import(helpers)) as Record<
      string,
      (...given: unknown[]) => unknown
    >;
    const list: unknown[] = [];
    const works = () => [
      joined!([1], [2]),
      mapped!([1, 2], (x: unknown) => x),
      filtered!([1, 2], () => true),
      sliced!([1, 2, 3], 1),
      flattened!([[1], 2]),
      [pushed!(list, 1, 2), ...list.splice(0)],
    ];
    const expected = works();
    let found: unknown;
    let called = 0;
    Object.defineProperty(Object.prototype, '0', { set: () => called++, configurable: true });
    try {
      found = works();
    } finally {
      Reflect.deleteProperty(Object.prototype, '0');
    }
    expect(found).toEqual(expected);
    expect(called).toBe(0);
  });
});
