import { Matrix } from 'ml-matrix';

/* Two programs that run, give a number, and are wrong. Explain says where. */

/**
 * Heating of a room towards a temperature. The gradient by the gain is zero: why?
 * @trace heating(21, 4)
 */
export function heating(wanted: number, gain: number): number {
  let room = 12;
  let energy = 0;
  for (let hour = 0; hour < 6; hour++) {
    const demand = gain * (wanted - room);
    const power = Math.min(2, demand);
    energy += power;
    room += 0.6 * power - 0.1 * (room - 8);
  }
  return energy + (room - wanted) ** 2;
}

/**
 * Two steps of gradient descent from w; the second is to start where the first one did.
 * @trace descent(new Matrix([[1, 0.5], [-0.5, 2]]), Matrix.columnVector([0.4, -0.2]), 0.1)
 */
export function descent(x: Matrix, w: Matrix, rate: number): number {
  const gradient = x.transpose().mmul(x.mmul(w));
  const small = w.sub(Matrix.mul(gradient, rate));
  const large = Matrix.sub(w, Matrix.mul(gradient, 2 * rate));
  return x.mmul(small).norm() - x.mmul(large).norm();
}
