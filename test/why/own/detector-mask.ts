import { Matrix } from 'ml-matrix';

/** Pixels of a detector that are read: dead columns are zero. */
function readMask(rows: number, columns: number, dead: ReadonlySet<number>): Matrix {
  const mask = Matrix.ones(rows, columns);
  for (let j = 0; j < columns; j++) if (dead.has(j)) mask.setColumn(j, new Array<number>(rows).fill(0));
  return mask;
}

/**
 * How far a model of two sources is from what a detector has seen.
 * @trace fit(new Matrix([[2, 3, 1], [4, 1, 2]]), 0.8, 1.5)
 */
export function fit(observed: Matrix, background: number, emissivity: number): number {
  const mask = readMask(observed.rows, observed.columns, new Set([2]));
  const model = Matrix.ones(observed.rows, observed.columns).mul(background);
  for (let i = 0; i < observed.rows; i++) model.set(i, 2, emissivity * (i + 1));
  const misfit = Matrix.sub(Matrix.mul(model, mask), Matrix.mul(observed, mask));
  return misfit.norm('frobenius') ** 2;
}
