import { Matrix } from 'ml-matrix';

const A = new Matrix([
  [1, 0.1, 0],
  [0, 0.98, 0.1],
  [0, 0, 0.9],
]);
const B = Matrix.columnVector([0, 0.005, 0.1]);

const Q = Matrix.diag([1, 0.2, 0.05]);

/** Deviation of the quadcopter from its set point: position, speed, tilt. */
function* fly(start: Matrix, gain: Matrix, steps: number): Generator<{ x: Matrix; u: number }> {
  let x = start;
  for (let k = 0; k < steps; k++) {
    const u = -gain.mmul(x).get(0, 0);
    yield { x, u };
    x = A.mmul(x).add(Matrix.mul(B, u));
  }
}

/**
 * Quadratic cost of a flight to the set point.
 * @trace flightCost([0.9, 1.4, 1.1], 0.3)
 */
export function flightCost(gains: number[], effort: number): number {
  const start = Matrix.columnVector([1, 0.4, -0.2]);
  let cost = 0;
  for (const { x, u } of fly(start, Matrix.rowVector(gains), 40)) {
    const error = Q.mmul(x).mmul(x.transpose()).get(0, 0);
    cost += error + effort * u * u;
  }
  return cost;
}
