import { Matrix, inverse } from 'ml-matrix';

const step = new Matrix([
  [1, 0.5],
  [0, 1],
]);
const sees = Matrix.rowVector([1, 0]);
const readings = Object.freeze([0.2, 0.9, 1.1, 1.8, 2.2, 2.9]);

/**
 * Drift of a buoy by a filter of Kalman that sees its place only.
 * @trace drift(0.02, 0.3)
 */
export function drift(jitter: number, blur: number): number {
  const identity = Matrix.eye(2);
  let state = Matrix.columnVector([0, 0]);
  let doubt = Matrix.eye(2, 2, 4);
  for (const reading of readings) {
    state = step.mmul(state);
    doubt = step
      .mmul(doubt)
      .mmul(step.transpose())
      .add(Matrix.eye(2, 2, jitter));
    const innovation = sees.mmul(doubt).mmul(sees.transpose()).add(blur);
    const gain = doubt.mmul(sees.transpose()).mmul(inverse(innovation));
    state.add(Matrix.mul(gain, reading - state.get(0, 0)));
    doubt = identity.sub(gain.mmul(sees)).mmul(doubt);
  }
  const speed = state.get(1, 0);
  return speed;
}
