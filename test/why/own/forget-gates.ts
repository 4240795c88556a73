import { Matrix } from 'ml-matrix';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function gates(pre: Matrix): Matrix {
  return new Matrix(pre.to2DArray().map((row) => row.map(logistic)));
}

/** State after an hour: what the gates keep, and what comes in. */
function next(state: Matrix, weights: Matrix, rain: number): Matrix {
  const keep = gates(state.mmul(weights));
  return Matrix.mul(state, keep).add(Matrix.mul(Matrix.sub(Matrix.ones(3, 3), keep), rain));
}

/**
 * Water in nine fields whose gates are square like the state.
 * @trace water(new Matrix([[0.4, -0.2, 0.1], [0.3, 0.5, -0.6], [-0.1, 0.2, 0.7]]), 0.8)
 */
export function water(weights: Matrix, start: number): number {
  let state = Matrix.eye(3, 3, start);
  for (const rain of [0.2, 0.9, 0.4, 0]) state = next(state, weights, rain);
  return state.sum();
}
