import { Matrix } from 'ml-matrix';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { assembled } from '../../../scripts/wasm.mts';
import { knownMember } from '../../../src/engine/matrix/knownTexts.ts';
import { transpose } from '../../../src/engine/rules/strided.ts';
import { multiply } from '../../../src/engine/kernels/multiply.ts';
import { isPackable } from '../../../src/engine/kernels/packedProduct.ts';
import { productModule } from '../../../src/engine/kernels/productModule.ts';
import { randoms } from '../../support/checkRules.ts';
import { record } from '../../support/trace.ts';

const special = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -2.2e-308, 1e-308, 1e308, -Number.MAX_VALUE];
const next = randoms(5);
const integer = (below: number) => Math.floor(((next() + 1) / 2) * below);

/** Random numbers between −1 and 1; on an average one of `rarity` is special. */
const numbers = (count: number, rarity: number) =>
  Float64Array.from({ length: count }, () =>
    integer(rarity) === 0 ? special[integer(special.length)]! : next(),
  );

type Sizes = readonly [m: number, n: number, p: number];

/** Shapes up to `most`; the small ones, where a block is not full, are frequent. */
function randomShape(most: number): Sizes {
  const size = () => 1 + integer(next() < 0 ? most : 9);
  return [size(), size(), size()];
}

/** How many elements of a random product differ from those of ml-matrix, or of what is around the result from what was there. */
function differences(kernel: typeof multiply, [m, n, p]: Sizes, turnA: boolean, turnB: boolean): number {
  // Many special numbers in a row make all NaN.
  const rarity = [4, 8 * n, Infinity, Infinity][integer(4)]!;
  const [a, b] = [numbers(m * n, rarity), numbers(n * p, rarity)];
  const expected = Matrix.from1DArray(m, n, a)
    .mmul(Matrix.from1DArray(n, p, b))
    .to1DArray();
  // stored by columns, so that the kernel reads them as transposes
  const left = turnA ? transpose({ shape: [m, n], data: a }) : a;
  const right = turnB ? transpose({ shape: [n, p], data: b }) : b;
  const out = new Float64Array(m * p + 3).fill(7);
  kernel(
    out,
    2,
    [m, n, p],
    { data: left, at: 0, row: turnA ? 1 : n, column: turnA ? m : 1 },
    { data: right, at: 0, row: turnB ? 1 : p, column: turnB ? n : 1 },
  );
  return out.filter((x, i) => !Object.is(x, i < 2 || i > m * p + 1 ? 7 : expected[i - 2])).length;
}

/** The shapes whose product has another bit somewhere, in all four ways to store the factors. */
const differing = (kernel: typeof multiply, shapes: readonly Sizes[]) =>
  shapes.filter((sizes, i) => differences(kernel, sizes, i % 2 === 1, i % 4 > 1) > 0);

/** A shape in each of the four ways. */
const turned = (shapes: readonly Sizes[]) => shapes.flatMap((sizes) => [sizes, sizes, sizes, sizes]);
const repeated = (count: number, most: number) => Array.from({ length: count }, () => randomShape(most));
const empty = turned([
  [0, 2, 3],
  [2, 0, 3],
  [2, 3, 0],
  [2, 0, 1],
]);

afterEach(() => vi.unstubAllGlobals());

describe('the product kernel', () => {
  it('has the bits of ml-matrix, whatever the shapes and numbers, for factors as they are and transposed', () => {
    expect(isPackable).toBe(true);
    expect(differing(multiply, [...empty, ...repeated(800, 130)])).toEqual([]);
  });

  it('has them where blocks of rows, columns and the inner dimension go on from one another', () => {
    const shapes = turned([
      [3, 1030, 6],
      [97, 5, 4],
      [2, 3, 1027],
      [195, 513, 2],
    ]);
    expect(differing(multiply, shapes)).toEqual([]);
  });

  it.each([
    ['WebAssembly', undefined],
    ['vectors in it', { Module: () => expect.fail('no such opcode') }],
  ])('has them without %s', async (_, WebAssembly) => {
    vi.stubGlobal('WebAssembly', WebAssembly);
    vi.resetModules();
    const { multiply: fallback } = await import('../../../src/engine/kernels/multiply.ts');
    const { isPackable } = await import('../../../src/engine/kernels/packedProduct.ts');
    expect(isPackable).toBe(false);
    expect(differing(fallback, [...empty, ...repeated(400, 40)])).toEqual([]);
  });

  it('runs the assembled text of product.wat', async () => {
    expect(await assembled('product')).toBe(productModule);
  });

  it('stands for the text of mmul that is installed, and for no other', () => {
    const { mmul } = Matrix.prototype;
    expect(knownMember('mmul', mmul, Matrix)).not.toBeNull();
    expect(knownMember('mmul', (other: Matrix) => mmul.call(null as never, other), Matrix)).toBeNull();
    expect(knownMember('add', (other: Matrix) => mmul.call(null as never, other), Matrix)).toBeNull();
  });

  it('is not used where the program changed what mmul asks', async () => {
    const body = 'Matrix.checkMatrix = (m) => Matrix.mul(m, 2); return a.mmul(a).sum();';
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(3, 3)) */\nexport function f(a) { ${body} }`;
    const { checkMatrix } = Matrix;
    const run = await record(source).finally(() => Object.assign(Matrix, { checkMatrix }));
    const m = Matrix.from1DArray(3, 3, run.leaf('a').value);
    expect(run.outputs).toEqual([m.mmul(Matrix.mul(m, 2)).sum()]);
  });
});
