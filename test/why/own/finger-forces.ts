import { Matrix } from 'ml-matrix';

interface Options {
  readonly gain?: number;
  readonly tolerance?: number;
  readonly rounds?: number;
}

/** Forces of the fingers to the wrench on what they hold: two components and a torque, for three contacts. */
function graspMatrix(angles: readonly number[], radius: number): Matrix {
  return new Matrix([
    angles.map((a) => -Math.cos(a)),
    angles.map((a) => -Math.sin(a)),
    angles.map((a, i) => (radius + 0.2 * i) * Math.sin(a + 0.4)),
  ]);
}

/** Forces that balance a wrench, by the iteration of Landweber. */
function balance(grasp: Matrix, wrench: Matrix, options: Options = {}): Matrix {
  const { gain = 0.3, tolerance = 1e-6, rounds = 400 } = options;
  const back = grasp.transpose();
  let forces = Matrix.zeros(grasp.columns, 1);
  for (let k = 0; k < rounds; k++) {
    const missing = Matrix.sub(wrench, grasp.mmul(forces));
    if (missing.abs().max() < tolerance) break;
    forces = Matrix.add(forces, back.mmul(missing).mul(gain));
  }
  return forces;
}

/**
 * Effort of three fingers that carry a weight.
 * @trace effort(4.2, 0.9)
 */
export function effort(weight: number, radius: number): number {
  const grasp = graspMatrix([0.3, 2.2, 4.4], radius);
  const forces = balance(grasp, Matrix.columnVector([0.2, -weight, 0.1]), { rounds: 60 });
  const total = forces.norm();
  return total;
}
