import { Matrix } from 'ml-matrix';

/** Columns that are orthogonal and of length 1, and span the same. */
function orthonormal(columns: Matrix): Matrix {
  const out = columns.clone();
  for (let j = 0; j < columns.columns; j++) {
    const given = columns.getColumnVector(j);
    const rest = given.clone();
    for (let i = 0; i < j; i++) {
      const unit = out.getColumnVector(i);
      rest.sub(Matrix.mul(unit, unit.dot(given)));
    }
    out.setColumn(j, rest.div(rest.norm()));
  }
  return out;
}

/** Powers 0, 1, 2, ... of the distance from the axis. */
function powers(count: number, focus: number): Matrix {
  const radii = Array.from({ length: 14 }, (_, k) => focus + k / 40);
  return new Matrix(radii.map((r) => Array.from({ length: count }, (_, power) => r ** power)));
}

/**
 * Shape of a mirror that is left after its modes have been taken out.
 * @trace roughness(0.8, 3.1)
 */
export function roughness(focus: number, ripple: number): number {
  const modes = orthonormal(powers(9, focus));
  const surface = Matrix.columnVector(Array.from({ length: 14 }, (_, k) => Math.cos(ripple * k)));
  const fitted = modes.mmul(modes.transpose().mmul(surface));
  const left = Matrix.sub(surface, fitted).norm();
  return left;
}
