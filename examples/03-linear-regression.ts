/*
 * Least squares. The gradient of the loss by the weights says how to change them; at the best weights it is zero.
 */
import { Matrix, solve } from 'ml-matrix';

export const heights = [1.5, 1.6, 1.7, 1.8, 1.9];
export const weights = [52, 58, 66, 75, 83];
/** A column of ones for the intercept, a column of heights. */
export const x = new Matrix(heights.map((height) => [1, height]));
export const y = Matrix.columnVector(weights);

/**
 * Mean squared error of the line `intercept + slope · height`.
 * @trace guess: loss(Matrix.columnVector([-50, 70]), staticArg(x), staticArg(y))
 * @trace best: loss(solve(x, y, true), staticArg(x), staticArg(y))
 */
export function loss(w: Matrix, inputs: Matrix, targets: Matrix): number {
  const error = Matrix.sub(inputs.mmul(w), targets);
  return Matrix.mul(error, error).sum() / targets.rows;
}

/**
 * The weight that the fitted line predicts, as a function of all the data: the gradient passes through the solver
 * and says how much each measurement pulls at the prediction.
 * @trace predict(heights, weights, 1.75)
 */
export function predict(measuredHeights: number[], measuredWeights: number[], height: number): number {
  const design = new Matrix(measuredHeights.map((h) => [1, h]));
  const normal = design.transpose().mmul(design);
  const moments = design.transpose().mmul(Matrix.columnVector(measuredWeights));
  const w = solve(normal, moments);
  return w.get(0, 0) + w.get(1, 0) * height;
}
