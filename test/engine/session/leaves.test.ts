import { describe, expect, it } from 'vitest';
import { trace } from '../../support/trace.ts';

const program = (call: string, body: string) => `'use strict';
const deep = (o) => { Object.values(o).forEach((v) => typeof v === 'object' && deep(v)); return Object.freeze(o); };
const List = class extends Array {};
const rows = List.from([[1, 2], [3, 4]]);
const k = deep({ a: 2, w: [1, 5], m: [[1, 2], [3, 4]], o: { q: [{ z: 7 }] } });
const outer = Object.freeze([[1, 2], [3, 4]]);
const inner = [Object.freeze([1, 2]), [3, 4]];
const half = Object.defineProperty({ b: 3 }, 'a', { value: 2, enumerable: true });
class Point { constructor(x, y) { this.x = x; this.y = y; Object.freeze(this); } }
/** @trace f(${call}) */
export function f(x, p) { ${body} }`;

it('an enum is no input, wherever it comes from', async () => {
  const source = `const Mode = { 0: 'Off', Off: 0, 9.5: 'Again', On: 9.5, Again: 9.5 }, data = { 1: 'a', a: 1, b: 2 };
/** @trace f(3) */
export function f(x) { return x * Mode.On * data.b; }`;
  const run = await trace(source);
  expect(run.trace.leaves.map(({ path }) => path)).toEqual(['x', 'module:data.a', 'module:data.b']);
});

describe('what is frozen', () => {
  it.each([
    ['an object', 'deep({ a: 2, b: 5 })', 'return p.a * x + +Object.isFrozen(p)', 7, { 'p.a': [3] }],
    ['an array', 'deep([2, 5])', 'return p[1] * x + +Object.isFrozen(p)', 16, { p: [0, 3] }],
    [
      'rows',
      'deep([[1, 2], [3, 4]])',
      'return p[1][0] * x + +Object.isFrozen(p[1])',
      10,
      { p: [0, 0, 3, 0] },
    ],
    [
      'a tree',
      'deep({ o: [{ z: 7 }] })',
      'return p.o[0].z * x + +Object.isFrozen(p.o)',
      22,
      { 'p.o[0].z': [3] },
    ],
    [
      'a list',
      'deep(rows)',
      'return p[0][1] * x + p.length + (p instanceof List ? 1 : 0)',
      9,
      { p: [0, 3, 0, 0] },
    ],
    [
      'a sealed object',
      'Object.seal({ a: 2 })',
      'p.a *= x; try { delete p.a } catch { p.a++ } return p.a',
      7,
      { 'p.a': [3] },
    ],
    [
      'a matrix',
      "Object.freeze(new (require('ml-matrix').Matrix)([[1, 2]]))",
      'return p.mul(x).sum() + +Object.isFrozen(p)',
      10,
      { p: [3, 3] },
    ],
  ] as const)('is an input as argument, and stays frozen: %s', async (_, p, body, value, gradients) => {
    const run = await trace(program(`3, ${p}`, body));
    expect(run.outputs).toEqual([value]);
    for (const [path, gradient] of Object.entries(gradients))
      expect([...run.leaf(path).gradient]).toEqual(gradient);
  });

  it('throws where it is written, as in a plain run', async () => {
    const run = await trace(
      program(
        '3, deep([2, 5])',
        'try { p[0] = x; return x } catch (e) { return e instanceof TypeError ? 2 * x : 0 }',
      ),
    );
    expect(run.outputs).toEqual([6]);
  });

  it.each([
    ['an object', 'k.a * x', 6, ['module:k.a', 'module:k.w', 'module:k.m', 'module:k.o.q[0].z']],
    ['an array of frozen rows', 'k.m[1][0] * x', 9, ['module:k.m']],
    ['an array of rows', 'outer[1][0] * x', 9, ['module:outer']],
    ['one of the rows', 'inner[1][0] * x', 9, ['module:inner']],
    ['one property', 'half.a * half.b * x', 18, ['module:half.a']],
  ] as const)('is static as a constant of the module: %s', async (_, body, value, paths) => {
    const run = await trace(program('3, 1', `return ${body};`));
    expect(run.outputs).toEqual([value]);
    for (const path of paths)
      expect(run.trace.leaves.find((leaf) => leaf.path === path)).toMatchObject({
        static: true,
        frozen: true,
      });
    expect([...run.leaf('x').gradient]).toEqual([value / 3]);
  });

  it('is not what merely holds numbers', async () => {
    const run = await trace(
      'const w = [2, 5], m = [[1, 2], [3, 4]];\n/** @trace f(3) */\nexport function f(x) { return w[1] * x + m[1][0]; }',
    );
    expect([...run.leaf('module:w').gradient, ...run.leaf('module:m').gradient]).toEqual([0, 3, 0, 0, 1, 0]);
  });

  it('is static in an instance of a class, which is used as it is', async () => {
    const run = await trace(
      program('3, [new Point(1, 2), { b: 5 }]', 'return (p[0].x + p[0].y * p[1].b) * x'),
    );
    expect(run.outputs).toEqual([33]);
    const leaves = run.trace.leaves.map((leaf) => [leaf.path, leaf.static, leaf.frozen]);
    expect(leaves).toEqual([
      ['x', false, undefined],
      ['p[0].x', true, true],
      ['p[0].y', true, true],
      ['p[1].b', false, undefined],
    ]);
    expect([...run.leaf('p[1].b').gradient]).toEqual([6]);
  });
});

describe('what the caller holds besides its numbers', () => {
  it.each([
    [
      'a row that an array holds twice',
      '[row, [3, 4], row]',
      'p[0][1] *= x; return p[2][1] * x + +(p[0] === p[2])',
      19,
    ],
    [
      'a row known from elsewhere',
      '{ r: row, m: [row, [3, 4]] }',
      'p.r[1] = x; return p.m[0][1] * x + +(p.r === p.m[0])',
      10,
    ],
    ['names of an array', 'Object.assign([1, 2], { extra: 5 })', 'return p[1] * x + p.extra', 11],
    ['a proxy', 'new Proxy({ a: 2 }, { get: (o, key) => o[key] * 10 })', 'return p.a * x', 60],
  ])('%s', async (_, p, body, value) => {
    const run = await trace(
      `'use strict'; const row = [1, 2];\n/** @trace f(3, ${p}) */\nexport function f(x, p) { ${body} }`,
    );
    expect(run.outputs).toEqual([value]);
  });

  it('a row that stands in another constant too', async () => {
    const run = await trace(
      `const row = [1, 2], grid = [row, [3, 4]];\n/** @trace f(3) */\nexport function f(x) { row[1] = x; return grid[0][1] * x + +(grid[0] === row) + grid[1][0]; }`,
    );
    expect(run.outputs).toEqual([13]);
    expect([...run.leaf('x').gradient]).toEqual([6]);
  });
});

describe('leaves of parameters that are patterns', () => {
  const leavesOf = async (parameters: string, args: string, value: string): Promise<unknown> => {
    const run = await trace(`const { Matrix } = require('ml-matrix');
/** @trace f(${args}) */
export function f(${parameters}) { return ${value}; }`);
    return Object.fromEntries(run.trace.leaves.map(({ path }) => [path, [...run.leaf(path).gradient]]));
  };

  it.each([
    ['properties', '{ mass, speed }', '{ mass: 2, speed: 3 }', 'mass * speed', { mass: [3], speed: [2] }],
    [
      'renamed, nested and with a default',
      '{ m: mass = 1, at: { x, y: [y0, y1] } } = {}',
      '{ m: 2, at: { x: 5, y: [3, 4] } }',
      'mass * x * y1 + y0',
      { mass: [20], x: [8], y0: [1], y1: [10] },
    ],
    ['elements', '[a, , b]', '[2, 3, 4]', 'a * b', { '[a, b]': [4, 0, 2] }],
    ['every element', '[a, b]', '[2, 4]', 'a * b', { a: [4], b: [2] }],
    ['rows', '[a, [b, c]]', '[[1, 2], [3, 4]]', 'a[1] * c', { a: [0, 4], b: [0], c: [2] }],
    ['a whole typed array', '[a, b]', 'Float64Array.of(2, 4)', 'a * b', { '[a, b]': [4, 2] }],
    ['a whole matrix', '{ rows, data: [[a]] }', 'new Matrix([[2, 4]])', 'a * a', { '{ rows, a }': [4, 0] }],
    [
      'the rest of an object and of a list',
      '{ a, ...others }, ...[b, ...more]',
      '{ a: 2, p: { q: 3 } }, 5, 6, 7',
      'a * others.p.q * b * more[1]',
      { a: [105], 'others.p.q': [70], b: [42], 'more[0]': [0], 'more[1]': [30] },
    ],
    [
      'what a rest parameter collects',
      'x, ...xs',
      '2, 3, 4',
      'x * xs[1]',
      { x: [4], 'xs[0]': [0], 'xs[1]': [2] },
    ],
    ['parts used whole', '{ a }', '{ a: { b: [2] } }', 'a.b[0] * 3', { 'a.b': [3] }],
    [
      'what nothing binds',
      '{ a: { x } }',
      '{ a: { x: 2, z: 1 }, k: 3 }',
      'x',
      { x: [1], 'a.z': [0], k: [0] },
    ],
    [
      'equal names, apart',
      '{ x }, { x: y, u }',
      '{ x: 2, y: 1 }, { x: 3, y: 5, u: 7 }',
      'x * y * u',
      { x: [21], 'y#2': [0], y: [14], 'y#3': [0], u: [6] },
    ],
    [
      'names with dots',
      'o',
      "{ 'a.b': 2, a: { b: 3 } }",
      "o['a.b'] * o.a.b",
      { 'o.a.b': [3], 'o.a.b#2': [2] },
    ],
  ])('%s', async (_, parameters, args, value, leaves) => {
    expect(await leavesOf(parameters, args, value)).toEqual(leaves);
  });

  it('are chosen by those names', async () => {
    const { trace: found } = await trace(`/** @trace f({ mass: 2, v: { x: 3, y: 4 } })
 * @wrt mass, x */
export function f({ mass, v: { x, y } }) { return mass * x * y; }`);
    expect(found.leaves.map(({ path, static: isStatic }) => [path, isStatic])).toEqual([
      ['mass', false],
      ['x', false],
      ['y', true],
    ]);
  });
});
