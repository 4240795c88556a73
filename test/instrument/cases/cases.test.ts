import vm from 'node:vm';
import { expect, test } from 'vitest';
import type { CaseDeclaration } from '../../../src/instrument/index.ts';
import { instrument, InstrumentError, listCases } from '../../../src/instrument/index.ts';
import type { CaseCall } from '../../../src/shared/runtime.ts';
import { passthrough } from '../../support/passthrough.ts';

const options = { path: 'case.ts', base: 0, mode: 'trace', workspace: true } as const;
const casesOf = (source: string): readonly CaseDeclaration[] => instrument(source, options).cases;
const textAt = (source: string, [line, column, endLine, endColumn]: CaseDeclaration['range']): string => {
  const lines = source.split('\n').slice(line - 1, endLine);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, endColumn);
  lines[0] = lines[0]!.slice(column);
  return lines.join('\n');
};

/** Runs an instrumented script; its thunks. */
function thunksOf(source: string): readonly (() => CaseCall)[] {
  const { code, sites } = instrument(source, { ...options, format: 'commonjs' });
  let found: readonly (() => CaseCall)[] = [];
  const runtime = passthrough(() => sites);
  runtime.cases = (_file, thunks) => void (found = thunks);
  runtime.helpers = {
    zeros: (n: number) => new Array(n).fill(0),
    staticArg: (x: unknown) => ['static', x],
  } as never;
  Object.assign(globalThis, { __gl: runtime });
  vm.runInThisContext(`(() => {${code}\n})()`);
  return found;
}

test('a tag binds to what follows it, and says where', () => {
  const source = `
/**
 * Text with an @other tag.
 * @param x not ours
 * @trace loss(randn(12, 4),
 *   0.5 as number)
 * @trace small: loss(zeros(2), b ? 1 : 2)
 * @seed 7
 * @static b, params.layers[0].w
 * @wrt x
 * @returns a number
 */
export async function loss(x: number[], { a }: { a: number }, ...rest: number[]): Promise<number> { return 1; }`;
  const [first, second] = casesOf(source);
  expect(first).toMatchObject({ function: 'loss', name: '', seed: 7 });
  expect(first!.parameters).toEqual({
    kind: 'list',
    parts: [
      ['0', 'x'],
      ['1', { kind: 'object', parts: [['a', 'a']] }],
    ],
    rest: { name: 'rest', from: 2 },
  });
  expect(first).toMatchObject({ static: ['b', 'params.layers[0].w'], wrt: ['x'] });
  expect(textAt(source, first!.range)).toBe('loss');
  expect(textAt(source, first!.tagRange)).toBe('loss(randn(12, 4),\n *   0.5 as number)');
  expect(second!.name).toBe('small');
  expect(textAt(source, second!.tagRange)).toBe('loss(zeros(2), b ? 1 : 2)');
  expect(listCases(source, 'case.ts')).toEqual(casesOf(source));
});

test('every kind of declaration can carry a tag', () => {
  const source = `
/** @trace f(1) */ function f(x) {}
/** @trace g(1) */ export const g = (x: number, y = 2) => x;
/** @trace h(1) */
const h = function (q: number) {} as (q: number) => void;
/** @trace k(1) */ export default function k(z) {}
/** @trace over(1) */
function over(a: string): void;
function over(b: number): void;
function over(c: unknown) {}
export class Mlp {
  constructor(private readonly n: number) {}
  /** @trace new Mlp(4).loss(1) */
  loss(batch: number): number { return batch; }
  /** @trace Mlp.make(1) */
  static make(size: number) {}
}`;
  expect(
    casesOf(source).map((one) => [one.function, one.parameters.parts.map(([, name]) => name).join()]),
  ).toEqual([
    ['f', 'x'],
    ['g', 'x,y'],
    ['h', 'q'],
    ['k', 'z'],
    ['over', 'c'],
    ['Mlp.loss', 'batch'],
    ['Mlp.make', 'size'],
  ]);
});

test('a pattern names what it binds', () => {
  const source = `/** @trace f() */
function f(this: Point, { a, b: { c = 1, 'd-e': d }, [key]: e, 3: three, ...others }, [x, , y = 2, ...[z]] = [0], ...[p]) {}`;
  const [object, list] = casesOf(source)[0]!.parameters.parts.map(([, name]) => name);
  expect(object).toEqual({
    kind: 'object',
    parts: [
      ['a', 'a'],
      ['b', { kind: 'object', parts: [['c', 'c'], ['d-e', 'd']] }],
      ['3', 'three'],
    ],
    rest: { name: 'others', from: 0 },
  }); // prettier-ignore
  const z = { kind: 'list', parts: [['0', 'z']] };
  expect(list).toEqual({ kind: 'list', parts: [['0', 'x'], ['2', 'y']], rest: { name: z, from: 3 } }); // prettier-ignore
  expect(casesOf(source)[0]!.parameters.rest).toEqual({
    name: { kind: 'list', parts: [['0', 'p']] },
    from: 2,
  });
});

test('thunks evaluate callee, receiver once, and arguments in the scope of the module', () => {
  const [bare, method, computed, shadowed] = thunksOf(`
const scale = 3; let made = 0;
function zeros2() {}
/** @trace */
function f(x = 2 * scale, y: number[] = [x0], z?: number) {}
const x0 = 1;
class M { constructor(public n: number) { made++; } m(x: number) { return [this.n, x]; } }
/** @trace new M(5).m(zeros(2) as number[])
 * @trace [new M(1)][0]!.m(staticArg(made))
 * @trace run(((staticArg: number) => staticArg)(1)) */
function run(x: unknown) {}`).map((thunk) => thunk());
  expect(bare!.args).toEqual([6, [1]]);
  expect(Reflect.apply(method!.callee as () => unknown, method!.self, method!.args)).toEqual([5, [0, 0]]);
  expect(computed!.args).toEqual([['static', 2]]);
  expect(shadowed!.args).toEqual([1]);
});

test('a name of the module hides a helper', () => {
  const [thunk] = thunksOf(
    `const zeros = (n: number) => 'mine';\n/** @trace f(zeros(2)) */\nfunction f(x: unknown) {}`,
  );
  expect(thunk!().args).toEqual(['mine']);
});

test('the registration stands after a last line that is a comment', () => {
  expect(thunksOf('/** @trace f(1) */\nfunction f(x: number) {}\n// end').length).toBe(1);
});

const faults: readonly (readonly [
  name: string,
  source: string,
  code: string,
  place: string,
  message: string,
])[] = [
  [
    'a bracket that closes nothing',
    '/**\n * @trace loss(1, ]\n */\nfunction loss() {}',
    'trace-tag-syntax',
    ']',
    'Unexpected token',
  ],
  [
    'two numbers without a comma, on the second line',
    '/**\n * @trace loss(1,\n *   2 3)\n */\nfunction loss() {}',
    'trace-tag-syntax',
    '3',
    'Unexpected token',
  ],
  [
    'an expression that is no call',
    '/** @trace 1 + 1 */\nfunction loss() {}',
    'trace-tag-syntax',
    '1 + 1',
    'needs a call',
  ],
  ['a call that is awaited', '/** @trace await loss() */\nfunction loss() {}', 'trace-tag-syntax', '', ''],
  [
    'a tag before a variable',
    '/** @trace loss() */\nlet x = 1;',
    'trace-tag-target',
    '@trace',
    'nothing that can be traced',
  ],
  [
    'a tag before nothing',
    '/** @trace loss() */',
    'trace-tag-target',
    '@trace',
    'nothing that can be traced',
  ],
  [
    'a parameter without a default value',
    '/** @trace */\nfunction loss(a = 1, b) {}',
    'missing-argument',
    '@trace',
    'b has no default value',
  ],
  ['a module that does not parse', 'const a = ;', 'syntax-error', ';', 'Unexpected token'],
];
test.each(faults)('%s is refused', (_, source, code, place, message) => {
  let error: unknown;
  try {
    instrument(source, options);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InstrumentError);
  const fault = error as InstrumentError;
  expect(fault.code).toBe(code);
  expect(fault.message).toContain(message);
  if (place !== '') expect(textAt(source, fault.range)).toBe(place);
  if (code === 'syntax-error') expect(() => listCases(source, 'case.ts')).toThrow(fault.message);
  else expect(listCases(source, 'case.ts')).toEqual([]);
});

test('other comments are no tags', () => {
  expect(
    casesOf('// @trace f(1)\n/* @trace f(1) */\nfunction f() {}\nconst s = "/** @trace f() */"'),
  ).toEqual([]);
});
