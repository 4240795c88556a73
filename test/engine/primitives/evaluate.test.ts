import * as fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { sizeOf, type Shape, type Tensor } from '../../../src/shared/tensor.ts';
import type { Params } from '../../../src/shared/trace.ts';
import { numeric } from '../../../src/engine/autodiff/numeric.ts';
import { elementwise, numbers } from '../../../src/engine/primitives/elementwise.ts';
import type { ElementwiseName, PrimitiveName } from '../../../src/engine/rules/names.ts';

const options = { seed: 42, numRuns: 300 };
/** Every kind of number: special values often, small integers often (ties), any double. */
const number = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, Number.MIN_VALUE, Number.MAX_VALUE),
  fc.integer({ min: -2, max: 2 }),
  fc.double({ min: -10, max: 10 }),
  fc.double(),
);
const finite = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true, min: -1e3, max: 1e3 }));

const array = (shape: Shape, element = number): fc.Arbitrary<Tensor> =>
  fc
    .array(element, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((data) => ({ shape, data: Float64Array.from(data) }));
const extent = fc.integer({ min: 0, max: 5 });
const matrix = fc
  .tuple(extent, extent, fc.constantFrom(number, finite))
  .chain(([r, c, element]) => array([r, c], element));

const toMatrix = ({ shape, data }: Tensor): Matrix => {
  const m = new Matrix(shape[0]!, shape[1]!);
  data.forEach((value, i) => m.set(Math.floor(i / shape[1]!), i % shape[1]!, value));
  return m;
};

/** Same shape, same bits: −0 is not 0, NaN is NaN. */
const expectSame = (found: Tensor, expected: number | number[] | Matrix): void => {
  const [shape, data]: [Shape, number[]] =
    typeof expected === 'number'
      ? [[], [expected]]
      : Array.isArray(expected)
        ? [[expected.length], expected]
        : [[expected.rows, expected.columns], expected.to1DArray()];
  expect(found.shape).toEqual(shape);
  expect(found.data.length).toBe(data.length);
  data.forEach((value, i) => {
    if (!Object.is(found.data[i], value)) throw new Error(`${found.data[i]} instead of ${value} at ${i}`);
  });
};

const same = (op: PrimitiveName, params: Params, member: (m: Matrix) => number | number[] | Matrix) =>
  fc.assert(
    fc.property(matrix, (x) => expectSame(numeric.apply(op, [x], params), member(toMatrix(x)))),
    options,
  );

describe('bit for bit as ml-matrix:', () => {
  const reductions = ['sum', 'mean', 'product', 'max', 'min'] as const;
  test.each(reductions)('%s', (name) => {
    same(name, {}, (m) => m[name]());
    same(name, { by: null }, (m) => m[name]());
    same(name, { by: 'row' }, (m) => m[name]('row'));
    same(name, { by: 'column' }, (m) => m[name]('column'));
  });

  test('norm, trace, transpose', () => {
    same('norm', {}, (m) => m.norm());
    same('norm', { type: 'frobenius' }, (m) => m.norm('frobenius'));
    same('norm', { type: 'max' }, (m) => m.norm('max'));
    same('trace', {}, (m) => m.trace());
    same('transpose', {}, (m) => m.transpose());
  });

  test('mmul, also where rows of B do not count', () => {
    const factors = fc
      .tuple(extent, extent, extent, fc.integer({ min: 0, max: 2 }), fc.constantFrom(number, finite))
      .chain(([r, n, c, more, element]) => fc.tuple(array([r, n], element), array([n + more, c], element)));
    fc.assert(
      fc.property(factors, ([a, b]) =>
        expectSame(numeric.apply('mmul', [a, b]), toMatrix(a).mmul(toMatrix(b))),
      ),
      options,
    );
  });

  test('dot, of shapes that differ too', () => {
    const sides = fc.tuple(extent, extent).chain(([r, c]) => fc.tuple(array([r, c]), array([c, r])));
    fc.assert(
      fc.property(sides, ([a, b]) => expectSame(numeric.apply('dot', [a, b]), toMatrix(a).dot(toMatrix(b)))),
      options,
    );
  });
});

const inBytes = (body: string) =>
  `(() => { const v = new DataView(new ArrayBuffer(8)); v.setFloat64(0, x); ${body}; })()`;

describe('bit for bit as JavaScript:', () => {
  const operators = {
    neg: '-x',
    add: 'x + y',
    sub: 'x - y',
    mul: 'x * y',
    div: 'x / y',
    mod: 'x % y',
    pow: 'x ** y',
    highWord: inBytes('return v.getUint32(0)'),
    lowWord: inBytes('return v.getUint32(4)'),
    withLowWord: inBytes('v.setUint32(4, y); return v.getFloat64(0)'),
  };
  const members: Record<string, string> = { maximum: 'max', minimum: 'min' };
  const auxiliary = ['chain', 'prefers', 'equal'];
  const names = (Object.keys(elementwise) as ElementwiseName[]).filter((name) => !auxiliary.includes(name));

  test.each(names)('%s', (name) => {
    const source = operators[name as keyof typeof operators] ?? `Math.${members[name] ?? name}(x, y)`;
    const arity = elementwise[name].partials.length;
    const plain = new Function('x', 'y', `return ${arity === 1 ? source.replace(', y', '') : source}`) as (
      x: number,
      y: number,
    ) => number;
    fc.assert(
      fc.property(number, number, (x, y) => {
        const operands = [x, y].slice(0, arity).map((value) => numeric.constant(value));
        expectSame(numeric.apply(name, operands), plain(x, y));
        expect(numbers[name](x, y)).toBe(plain(x, y));
      }),
      options,
    );
  });

  test('Math.pow is the operator **', () => {
    fc.assert(
      fc.property(number, number, (x, y) =>
        expectSame(numeric.apply('pow', [x, y].map(numeric.constant)), Math.pow(x, y)),
      ),
      options,
    );
  });

  test('maximumOf, minimumOf and hypotOf of any number of arguments', () => {
    const list = fc.integer({ min: 0, max: 6 }).chain((n) => array([n]));
    fc.assert(
      fc.property(list, (x) => {
        expectSame(numeric.apply('maximumOf', [x]), Math.max(...x.data));
        expectSame(numeric.apply('minimumOf', [x]), Math.min(...x.data));
        expectSame(numeric.apply('hypotOf', [x]), Math.hypot(...x.data));
      }),
      options,
    );
  });
});

describe('broadcasting', () => {
  const iota = (shape: Shape): Tensor => ({
    shape,
    data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => i),
  });
  test.each<[Shape, Shape, Shape, number[]]>([
    [[], [], [], [0]],
    [[], [3], [3], [0, 10, 20]],
    [[3], [1], [3], [0, 1, 2]],
    [[2, 3], [], [2, 3], [0, 1, 2, 3, 4, 5]],
    [[2, 3], [3], [2, 3], [0, 11, 22, 3, 14, 25]],
    [
      [2, 3],
      [1, 3],
      [2, 3],
      [0, 11, 22, 3, 14, 25],
    ],
    [
      [2, 3],
      [2, 1],
      [2, 3],
      [0, 1, 2, 13, 14, 15],
    ],
    [
      [2, 1],
      [1, 3],
      [2, 3],
      [0, 10, 20, 1, 11, 21],
    ],
    [[2, 1], [3], [2, 3], [0, 10, 20, 1, 11, 21]],
    [[1], [1, 1], [1, 1], [0]],
    [[0, 3], [3], [0, 3], []],
    [[2, 1], [0], [2, 0], []],
  ])('x + 10 y of %j and %j', (a, b, shape, data) => {
    const tens = numeric.apply('mul', [numeric.constant(10), iota(b)]);
    expect(numeric.apply('add', [iota(a), tens])).toEqual({ shape, data: Float64Array.from(data) });
  });

  test.each<[PrimitiveName, Shape[], Params, RegExp]>([
    ['add', [[2, 3], [2]], {}, /2×3 and 2 do not broadcast/],
    ['mul', [[3], [4]], {}, /3 and 4 do not broadcast/],
    [
      'mmul',
      [
        [2, 3],
        [2, 3],
      ],
      {},
      /mmul of 2×3 and 2×3/,
    ],
    ['mmul', [[3], [3, 1]], {}, /mmul of 3, which is not a matrix/],
    ['dot', [[3], [4]], {}, /dot of 3 and 4/],
    ['sum', [[3]], { by: 'row' }, /by row of 3, which is not a matrix/],
    ['reshape', [[2, 3]], { shape: [5] }, /reshape of 2×3 to 5/],
    ['broadcastTo', [[2, 3]], { shape: [3] }, /2×3 does not broadcast to 3/],
    ['take', [[3]], { indices: [3], shape: [1] }, /1 indices into 3 for 1/],
    ['scatter', [[2]], { indices: [0], shape: [3] }, /1 indices into 3 for 2/],
    ['sin', [[], []], {}, /2 operands of sin x/],
  ])('%s of %j %j is refused with the shapes named', (op, shapes, params, message) => {
    expect(() => numeric.apply(op, shapes.map(iota), params)).toThrow(message);
  });
});
