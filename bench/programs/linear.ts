import { Matrix } from 'ml-matrix';

/**
 * Mean squared error of a linear model.
 * @trace loss(randn(20, 1), staticArg(randn(1000, 20)), staticArg(randn(1000, 1)))
 */
export function loss(w: Matrix, x: Matrix, y: Matrix): number {
  const error = x.mmul(w).sub(y);
  return Matrix.mul(error, error).sum() / x.rows;
}
