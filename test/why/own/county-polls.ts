import { Matrix } from 'ml-matrix';

const polls: readonly Matrix[] = [
  new Matrix([
    [41, 35],
    [28, 44],
  ]),
  new Matrix([
    [39, 37],
    [31, 40],
  ]),
  new Matrix([
    [45, 30],
    [26, 47],
  ]),
];

/** Weighted mean of the polls. */
function pooled(weights: readonly number[]): Matrix {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return polls
    .reduce((sum, poll, i) => sum.add(Matrix.mul(poll, weights[i]!)), Matrix.zeros(2, 2))
    .div(total);
}

/**
 * Votes by which the first party leads, and how much the polls differ from their mean.
 * @trace lead([1, 0.6, 0.8], 0.05)
 */
export function lead(weights: number[], doubt: number): number {
  const mean = pooled(weights);
  const [first, second] = mean.sum('column');
  const scatter = polls.reduce((sum, poll) => sum + Matrix.sub(poll, mean).norm() ** 2, 0);
  return first! - second! - doubt * Math.sqrt(scatter);
}
