import { Matrix, solve } from 'ml-matrix';
import { split } from './split.ts';

/** Least squares without a bias: the last column by the others. */
function fit(data: Matrix, ridge: number): Matrix {
  const last = data.columns - 1;
  const x = data.subMatrix(0, data.rows - 1, 0, last - 1);
  const gram = x.transpose().mmul(x).add(Matrix.eye(last).mul(ridge));
  return solve(gram, x.transpose().mmul(data.getColumnVector(last)));
}

/**
 * Squared error of a forecast of soil moisture on two days that it has not seen; four days are to train with.
 * @trace error(new Matrix([[1, 0.2, 0.5], [0.8, 0.9, 0.9], [0.1, 1.1, 0.6], [0.6, 0.4, 0.5], [0.3, 0.7, 0.9], [0.9, 0.1, 0.2]]), 0.05)
 */
export function error(days: Matrix, ridge: number): number {
  const { train, test } = split(days, 4);
  const weights = fit(train, ridge);
  const predicted = test.subMatrix(0, test.rows - 1, 0, 1).mmul(weights);
  const residual = Matrix.sub(predicted, test.getColumnVector(2));
  return residual.dot(residual) / test.rows;
}
