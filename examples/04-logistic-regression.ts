/*
 * Differentiating through training itself. The loop is ordinary code: the trace holds what all its iterations did,
 * and the gradient of the final loss by the learning rate says whether to go faster or slower.
 */
import { Matrix } from 'ml-matrix';

export const points = new Matrix([
  [-1.2, 0.4],
  [-0.7, -0.9],
  [-0.3, 0.8],
  [0.4, -0.6],
  [0.9, 0.7],
  [1.4, -0.2],
]);
export const labels = Matrix.columnVector([0, 0, 0, 1, 1, 1]);

/**
 * Loss after ten steps of gradient descent from zero.
 * @trace train(0.5, points, staticArg(labels))
 */
export function train(learningRate: number, x: Matrix, y: Matrix): number {
  const w = Matrix.zeros(x.columns, 1);
  for (let step = 0; step < 10; step++) {
    const error = sigmoid(x.mmul(w)).sub(y);
    const slope = x.transpose().mmul(error);
    w.sub(slope.mul(learningRate / x.rows));
  }
  return crossEntropy(sigmoid(x.mmul(w)), y);
}

/** 1 / (1 + e⁻ᶻ), entry by entry. */
function sigmoid(z: Matrix): Matrix {
  return Matrix.div(Matrix.ones(z.rows, z.columns), Matrix.mul(z, -1).exp().add(1));
}

/** −mean(y log p + (1 − y) log(1 − p)). */
function crossEntropy(p: Matrix, y: Matrix): number {
  let sum = 0;
  for (let i = 0; i < y.rows; i++) {
    const likelihood = y.get(i, 0) === 1 ? p.get(i, 0) : 1 - p.get(i, 0);
    sum -= Math.log(likelihood);
  }
  return sum / y.rows;
}
