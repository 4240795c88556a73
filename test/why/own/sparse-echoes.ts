import { Matrix } from 'ml-matrix';

/** Pulses as they arrive from three depths. */
const pulses = new Matrix([
  [0.9, 0.1, 0],
  [0.4, 0.8, 0.2],
  [0.1, 0.5, 0.9],
  [0, 0.2, 0.3],
]);
const received = Matrix.columnVector([0.7, 0.4, 0.6, 0.2]);

/** Each entry nearer to zero by a width, and zero if it is smaller. */
function shrink(values: Matrix, width: number): Matrix {
  const shrunk = values.to1DArray().map((value) => Math.sign(value) * Math.max(Math.abs(value) - width, 0));
  return Matrix.columnVector(shrunk);
}

/**
 * Error of the sparse echoes that iterative shrinkage finds.
 * @trace misfit(0.08, 0.2)
 */
export function misfit(step: number, penalty: number): number {
  let echoes = Matrix.zeros(3, 1);
  for (let pass = 0; pass < 40; pass++) {
    const error = pulses.mmul(echoes).sub(received);
    const moved = Matrix.sub(echoes, pulses.transpose().mmul(error).mul(step));
    echoes = shrink(moved, penalty);
  }
  const error = pulses.mmul(echoes).sub(received);
  return 0.5 * error.dot(error) + penalty * Matrix.abs(echoes).sum();
}
