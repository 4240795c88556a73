import type { Shape, Tensor } from '../../shared/tensor.ts';
import type { Interpreter } from './interpreter.ts';

/** The notation in which the rules of linear algebra are written, in any interpreter. */
export interface LinearAlgebra<V> {
  mmul(...factors: V[]): V;
  t(x: V): V;
  add(x: V, y: V): V;
  sub(x: V, y: V): V;
  /** Elementwise, with broadcasting. */
  mul(x: V, y: V): V;
  neg(x: V): V;
  /** (X + Xᵀ) / 2. */
  symmetric(x: V): V;
  /** The elements where `weight(i, j)` is not 0, times it. */
  weighted(x: V, weight: (i: number, j: number) => number): V;
  /** A list of numbers as a row or as a column. */
  row(x: V): V;
  column(x: V): V;
  /** The diagonal matrix of a list, and the diagonal of a square matrix. */
  diagonal(x: V): V;
  diagonalOf(x: V): V;
  identity(n: number): V;
  shape(x: V): Shape;
}

/** Linear algebra in an interpreter. */
export function linearAlgebra<V>(k: Interpreter<V>): LinearAlgebra<V> {
  const square = (n: number, weight: (i: number, j: number) => number): Tensor => ({
    shape: [n, n],
    data: Float64Array.from({ length: n * n }, (_, at) => weight(Math.floor(at / n), at % n)),
  });
  const places = (n: number) => Array.from({ length: n }, (_, i) => i * (n + 1));
  const self: LinearAlgebra<V> = {
    mmul: (...factors) => factors.reduce((a, b) => k.apply('mmul', [a, b])),
    t: (x) => k.apply('transpose', [x]),
    add: (x, y) => k.apply('add', [x, y]),
    sub: (x, y) => k.apply('sub', [x, y]),
    mul: (x, y) => k.apply('mul', [x, y]),
    neg: (x) => k.apply('neg', [x]),
    symmetric: (x) => k.apply('symmetric', [x]),
    weighted: (x, weight) => k.apply('chain', [k.constant(square(k.shape(x)[0]!, weight)), x]),
    row: (x) => k.apply('reshape', [x], { shape: [1, k.shape(x)[0]!] }),
    column: (x) => k.apply('reshape', [x], { shape: [k.shape(x)[0]!, 1] }),
    diagonal: (x) => {
      const [n] = k.shape(x) as [number];
      return k.apply('scatter', [x], { indices: places(n), shape: [n, n] });
    },
    diagonalOf: (x) => {
      const [n] = k.shape(x) as [number];
      return k.apply('take', [x], { indices: places(n), shape: [n] });
    },
    identity: (n) => k.constant(square(n, (i, j) => (i === j ? 1 : 0))),
    shape: (x) => k.shape(x),
  };
  return self;
}
