import vm from 'node:vm';
import { expect, test } from 'vitest';
import type { CaseDeclaration } from '../../../src/instrument/index.ts';
import { instrument, listCases, type InstrumentError } from '../../../src/instrument/index.ts';
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
    casesOf(source).map((one) => [one.function, one.parameters?.parts.map(([, name]) => name).join()]),
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

test('members of objects, classes and namespaces can carry a tag', () => {
  const source = `
export const activations = {
  relu: {
    /** @trace activations.relu.f(0.7) */
    f: (x: number): number => Math.max(0, x),
  },
  /** @trace activations['two words'](1) */
  'two words'(y) {},
} as const;
const api = Object.freeze({
  /** @trace api.scale(3, 2) */
  async scale(x: number, k: number) {},
  /** @trace api.total */
  get total() { return 1; },
});
class Circle {
  /** @trace new Circle().area */
  get area() { return 1; }
  /** @trace new Circle().field(1) */
  field = (z) => z;
  /** @trace Circle.twice(1) */
  static twice = function (t) {};
  /** @trace */
  static get unit() { return 1; }
  helpers = {
    /** @trace new Circle().helpers.of(1) */
    of(u) {},
  };
}
namespace Geometry.Plane {
  /** @trace Geometry.Plane.norm(1) */
  export function norm(v) {}
  /** @trace Geometry.Plane.half(1) */
  export const half = (w) => w;
}
function over(a: string): void;
/** @trace over(1) */
function over(b: number): void {}
const first = 1,
  /** @trace second(1) */
  second = (s) => s;
export default {
  /** @trace noName(1) */
  noName(n) {},
};`;
  const { cases, problems } = instrument(source, options);
  expect(problems).toEqual([]);
  expect(cases.map((one) => [one.function, one.parameters?.parts.map(([, name]) => name).join()])).toEqual([
    ['activations.relu.f', 'x'],
    ['activations.two words', 'y'],
    ['api.scale', 'x,k'],
    ['api.total', ''],
    ['Circle.area', ''],
    ['Circle.field', 'z'],
    ['Circle.twice', 't'],
    ['Circle.unit', ''],
    ['Circle.helpers.of', 'u'],
    ['Geometry.Plane.norm', 'v'],
    ['Geometry.Plane.half', 'w'],
    ['over', 'b'],
    ['second', 's'],
    ['noName', undefined],
  ]);
});

test("a tag that calls another function is that function's", () => {
  const source = `import { far } from './far';
class Net { loss(x) {} step(y) {} }
const net = new Net();
/** @trace g(1)
 * @trace far(1)
 * @trace net.loss(1)
 * @trace ((x) => f(x))(1)
 * @trace f(1) */
function f(a) {}
/** @trace net.step(1) */
function g(b) {}`;
  const found = casesOf(source).map((one) => [one.function, textAt(source, one.range), one.standsOn]);
  expect(found).toEqual([
    ['g', 'g', 'f'],
    ['far', 'f', 'f'],
    ['net.loss', 'f', 'f'],
    ['f', 'f', undefined],
    ['f', 'f', undefined],
    ['net.step', 'g', 'g'],
  ]);
  const names = casesOf(source).map((one) => one.parameters?.parts.map(([, name]) => name).join());
  expect(names).toEqual(['b', undefined, 'x', 'a', 'a', 'y']);
  const method = `const net = make();\nclass Net {\n  /** @trace net.loss(1) */\n  loss(x) {}\n}`;
  expect(casesOf(method)).toMatchObject([{ function: 'Net.loss' }]);
  expect(casesOf(method)[0]!.standsOn).toBe(undefined);
});

test('a tag may follow other text', () => {
  const source = `/** Some text. @trace f(1) @seed 7 */
function f(x) {}
/** Marked with @trace, see @wrt. Of @trace tags: \`@trace g(0)\`, {@trace g(0)}.
 * @param x any @trace small: g(2)
 * @trace new G.H().m(3) @static x, y @trace g(4) */
function g(x) {}
/** @trace f(class { @wrt x = 1 }, 'at a@trace f(1)') */
function h() {}`;
  const cases = casesOf(source);
  expect(
    cases.map(({ name, seed, static: s, tagRange }) => [textAt(source, tagRange), name, seed, s.join()]),
  ).toEqual([
    ['f(1)', '', 7, ''],
    ['g(2)', 'small', 42, 'x,y'],
    ['new G.H().m(3)', '', 42, 'x,y'],
    ['g(4)', '', 42, 'x,y'],
  ]);
});

test('a tag may end with a semicolon', () => {
  const source = '/**\n * @trace f(1);\n * @trace f(2) ;\n */\nfunction f(x) {}';
  const { cases, problems } = instrument(source, options);
  expect([cases.map(({ tagRange }) => textAt(source, tagRange)), problems]).toEqual([['f(1)', 'f(2)'], []]);
});

test('a pattern names what it binds', () => {
  const source = `/** @trace f() */
function f(this: Point, { a, b: { c = 1, 'd-e': d }, [key]: e, 3: three, ...others }, [x, , y = 2, ...[z]] = [0], ...[p]) {}`;
  const [object, list] = casesOf(source)[0]!.parameters!.parts.map(([, name]) => name);
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
  expect(casesOf(source)[0]!.parameters!.rest).toEqual({
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
  [
    'something after the call',
    '/** @trace loss(1) or so */\nfunction loss() {}',
    'trace-tag-syntax',
    'o',
    'something follows the call: write the call alone',
  ],
  [
    'a call that is nested too deep',
    `/** @trace loss(${'('.repeat(50_000)} */\nfunction loss() {}`,
    'trace-tag-syntax',
    '',
    'nested too deep',
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
    'a tag before a block',
    '/** @trace loss() */ {}',
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
];
test.each(faults)('%s is refused', (_, source, code, place, message) => {
  const { cases, problems } = instrument(`${source}\n/** @trace good(1) */\nfunction good(x) {}`, options);
  expect(problems).toMatchObject([{ code, message: expect.stringContaining(message) as string }]);
  if (place !== '') expect(textAt(source, problems[0]!.range)).toBe(place);
  expect(cases.map((one) => one.function)).toEqual(['good']);
});

test('a module that does not parse is refused', () => {
  const error = expect.objectContaining({ code: 'syntax-error', range: [1, 10, 1, 11] }) as unknown;
  expect(() => instrument('const a = ;', options)).toThrow(error as InstrumentError);
  expect(() => listCases('const a = ;', 'case.ts')).toThrow('Unexpected token');
});

test('other comments are no tags', () => {
  expect(
    casesOf('// @trace f(1)\n/* @trace f(1) */\nfunction f() {}\nconst s = "/** @trace f() */"'),
  ).toEqual([]);
});
