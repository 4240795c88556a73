import { Matrix } from 'ml-matrix';

// Landmarks of two neighbouring brain slices, in mm
const fixed = new Matrix([
  [0, 0],
  [12.1, 3.4],
  [8.7, -6.2],
  [-5.5, 9.9],
]);
const moving = new Matrix([
  [0, 0],
  [11.8, 3.9],
  [8.9, -5.8],
  [-5.9, 9.6],
]);

const rotation = (angle: number) =>
  new Matrix([
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ]);

/**
 * Mean distance of the landmarks after a rotation (radians) and a scaling.
 * @trace registrationError([0.01, 1])
 */
export function registrationError(pose: [angle: number, scale: number]): number {
  const [angle, scale] = pose;
  const apart = moving.mmul(rotation(angle)).mul(scale).sub(fixed);
  let error = 0;
  for (let i = 0; i < apart.rows; i++) {
    error += apart.getRowVector(i).norm();
  }
  return error / apart.rows;
}
