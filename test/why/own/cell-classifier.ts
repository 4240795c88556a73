import { Matrix } from 'ml-matrix';

const cells = new Matrix([
  [12.1, 0.42, 3.3],
  [17.8, 0.31, 2.1],
  [9.6, 0.77, 4.8],
  [14.4, 0.52, 2.9],
  [20.2, 0.25, 1.4],
]);
const isCancer = Matrix.columnVector([0, 1, 0, 0, 1]);

/** Each unit with mean 0 and deviation 1 over the batch. */
function batchNorm(units: Matrix): Matrix {
  const mean = units.mean('column');
  const deviation = units.standardDeviation('column', { mean });
  return units.clone().subRowVector(mean).divRowVector(deviation);
}

/** Two units that see the cells. */
function hidden(weights: Matrix, bias: readonly number[]): Matrix {
  return batchNorm(cells.mmul(weights).addRowVector([...bias])).tanh();
}

/**
 * Squared error of a network with one hidden layer.
 * @trace loss(new Matrix([[0.1, -0.2], [1.4, 0.6], [-0.3, 0.5]]), [0.4, -0.7], [0.9, -0.5])
 */
export function loss(weights: Matrix, bias: number[], out: number[]): number {
  const error = hidden(weights, bias).mmul(Matrix.columnVector(out)).sub(isCancer);
  return error.dot(error) / isCancer.rows;
}
