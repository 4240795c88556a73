import { Matrix, inverse, solve } from 'ml-matrix';

const hours = Object.freeze([1, 2, 3, 4, 5, 6]);

/** Times by two clocks of which the second is a little fast and slows down. */
function clocks(fast: number): Matrix {
  return new Matrix(hours.map((t) => [t, t * (1 + fast) - fast * t ** 2]));
}

/** Least squares. */
function fit(design: Matrix, values: Matrix): Matrix {
  const turned = design.transpose();
  return inverse(turned.mmul(design)).mmul(turned.mmul(values));
}

/**
 * Weight of the second clock in a signal that follows both, found from the signal again.
 * @trace weight(0.3, 0.7, 3e-8)
 */
export function weight(first: number, second: number, fast: number): number {
  const design = clocks(fast);
  const signal = design.mmul(Matrix.columnVector([first, second]));
  const found = fit(design, signal).get(1, 0);
  return found;
}
