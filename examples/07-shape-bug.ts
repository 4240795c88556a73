/*
 * A wrong shape. ml-matrix does not compare the inner dimensions of a product: with too few columns on the left it
 * ignores the rest of the right matrix and returns numbers, with too many it dies in `undefined`, far from the cause.
 */
import type { Matrix } from 'ml-matrix';

/**
 * The bias column was forgotten: x has 3 columns, w has 4 rows. The product is computed, and wrong.
 * @trace silent: score(randn(5, 3), randn(4, 1))
 * @trace loud: score(randn(5, 4), randn(3, 1))
 */
export function score(x: Matrix, w: Matrix): number {
  const scores = x.mmul(w);
  return scores.sum();
}
