import { describe, expect, it } from 'vitest';
import { agrees, agreesAll } from '../../support/agree.ts';
import { collectOutputs, plainReader } from '../../../src/engine/session/outputs.ts';
import { record } from '../../support/trace.ts';

agreesAll({
  'numbers of a result': [
    ['in a set', 'return { s: new Set([x * y, y]), t: new Set([[x], { y }]) }'],
    [
      'in a set of the program',
      'class S extends Set { values() { return [].values(); } } return new S([x * y, y])',
    ],
    ['in a map', 'return new Map([["u", x * y], ["w", new Map([[1, y * y]])]])'],
    ['in a Number object', 'return [new Number(x * y), Object(y * y)]'],
    [
      'in a Number object of the program',
      'class N extends Number { valueOf() { return 9; } } return { n: new N(x * y) }',
    ],
  ],
});

describe('what of a result is not read is said', () => {
  it.each([
    ['a buffer', 'return { a: { b: Float64Array.of(x).buffer }, y }', '`a.b` of the result is a buffer'],
    [
      'a view of bytes',
      'return [[new DataView(new ArrayBuffer(8))], y]',
      '`[0][0]` of the result is a buffer',
    ],
    ['the whole result', 'return new SharedArrayBuffer(8)', 'The result is a buffer'],
    ['a promise', 'return { a: Promise.resolve(x), y }', '`a` of the result is a promise'],
    ['a generator', 'return { a: (function* () { yield x; })(), y }', '`a` of the result is an iterator'],
    [
      'an async generator',
      'return { a: (async function* () { yield x; })(), y }',
      '`a` of the result is an iterator',
    ],
    ['an iterator of a set', 'return { a: new Set([x]).values(), y }', '`a` of the result is an iterator'],
    ['keys of a map', 'return { a: new Map([[x, y]]) }', '`a` of the result is a map whose keys'],
  ])('%s', async (_, body, start) => {
    const { status, diagnostics } = await record(
      `/** @trace f(1.3, 0.7) */\nexport function f(x, y) { ${body} }`,
    );
    expect(status).toBe('ok');
    expect(diagnostics).toMatchObject([{ code: 'output-not-read', severity: 'information' }]);
    expect(diagnostics[0]!.message.slice(0, start.length)).toBe(start);
  });

  it('nothing is said of keys that are plain numbers', async () => {
    const { diagnostics } = await agrees('return { a: new Map([[1, x * y]]), t: "text", f: () => x }');
    expect(diagnostics).toEqual([]);
  });
});

describe('a result of any size and depth is read', () => {
  const numbers = (value: unknown, most?: number) => {
    const { outputs, unread } = collectOutputs(value, plainReader, most);
    return { values: outputs.flatMap(({ elements }) => elements), unread };
  };

  it('a tree deeper than the stack', () => {
    let objects: object = { x: 1 };
    let arrays: unknown = [1, 'text'];
    for (let i = 0; i < 200_000; i++) [objects, arrays] = [{ inner: objects }, [arrays]];
    expect(numbers([objects, arrays])).toEqual({ values: [1, 1], unread: [] });
  });

  it('parts that stand in many places, once', () => {
    let objects: object = { x: 1 };
    let arrays: unknown = ['text', 2];
    for (let i = 0; i < 60; i++) [objects, arrays] = [{ a: objects, b: objects }, [arrays, arrays]];
    expect(numbers([objects, arrays])).toEqual({ values: [1, 2], unread: [] });
  });

  it('an array with holes by its elements', () => {
    const sparse = Object.assign([1], { name: 5 });
    sparse[4_294_967_290] = 2;
    expect(numbers(sparse)).toEqual({ values: [1, 2], unread: [] });
    const cyclic: unknown[] = [];
    cyclic.push(cyclic, 3);
    expect(numbers(cyclic).values).toEqual([3]);
  });

  it('up to a number of parts; that there are more is said', () => {
    const { values, unread } = numbers({ a: [[1, 2], 'x'], b: Array(50).fill(3), c: 4 }, 30);
    expect(values.slice(0, 2)).toEqual([1, 2]);
    expect(values).not.toContain(4);
    expect(unread).toEqual([{ path: '', what: 'large' }]);
    let row: unknown = [1, 2];
    for (let i = 0; i < 30; i++) row = [row, row];
    expect(numbers(row)).toEqual({ values: [], unread: [{ path: '', what: 'large' }] });
  });
});
