import { Matrix } from 'ml-matrix';

/** Returns in percent: a row is a month, a column a fund. */
const history = new Matrix([
  [1.2, 0.4, -0.6],
  [-0.8, 0.9, 0.3],
  [0.5, -1.1, 1.4],
]);

/** Covariance of the funds. */
function covarianceOf(returns: Matrix): Matrix {
  const deviations = returns.clone().center('column');
  return deviations.mmul(deviations.transpose()).div(returns.rows - 1);
}

/**
 * Variance of a mix of three funds, and a charge for being far from equal shares.
 * @trace risk([0.5, 0.3, 0.2], 0.1)
 */
export function risk(shares: number[], charge: number): number {
  const weights = Matrix.columnVector(shares);
  const variance = weights.transpose().mmul(covarianceOf(history)).mmul(weights).get(0, 0);
  const uneven = shares.reduce((sum, share) => sum + (share - 1 / 3) ** 2, 0);
  return variance + charge * uneven;
}
