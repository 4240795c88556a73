import { CholeskyDecomposition, Matrix } from 'ml-matrix';

const soundings = Object.freeze([12.2, 14.9, 17.1, 20.3, 22.8]);

/** Powers of the sounding around the middle of them, in tens. */
function design(middle: number, degree: number): Matrix {
  const rows = soundings.map((x) => Array.from({ length: degree + 1 }, (_, k) => ((x - middle) / 5) ** k));
  return new Matrix(rows);
}

/**
 * Reading of a calibrated probe, by least squares and normal equations.
 * @trace reading([1.02, 1.21, 1.33, 1.57, 1.78], 18.5, 17.4)
 */
export function reading(volts: number[], at: number, middle: number): number {
  const x = design(middle, 2);
  const turned = x.transpose();
  const normal = turned.mmul(x).add(Matrix.eye(3, 3, 1e-6));
  const coefficients = new CholeskyDecomposition(normal).solve(turned.mmul(Matrix.columnVector(volts)));
  const t = (at - middle) / 5;
  return coefficients.to1DArray().reduceRight((sum, coefficient) => sum * t + coefficient, 0);
}
