import { Matrix } from 'ml-matrix';

const grades = new Matrix([
  [1, 0.6],
  [1, -0.9],
  [1, 1.4],
  [1, -0.2],
]);
const admitted = Matrix.columnVector([1, 0, 1, 1]);

/** Probabilities by the logistic function, in place on what is given. */
function logistic(scores: Matrix): Matrix {
  return scores.mul(-1).exp().add(1).pow(-1);
}

/** Mean gradient of the log loss, and of a ridge. */
function slope(w: Matrix, ridge: number): Matrix {
  const error = logistic(grades.mmul(w)).sub(admitted);
  return grades.transpose().mmul(error).div(admitted.rows).add(Matrix.mul(w, ridge));
}

/**
 * Weight of the grade after thirty steps of descent.
 * @trace weight(0.8, 0.1)
 */
export function weight(rate: number, ridge: number): number {
  let w = Matrix.zeros(2, 1);
  for (let k = 0; k < 30; k++) {
    w = w.sub(slope(w, ridge).mul(rate));
  }
  return w.get(1, 0);
}
