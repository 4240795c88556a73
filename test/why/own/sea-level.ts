import { Matrix, solve } from 'ml-matrix';

const years = Object.freeze([1993, 1997, 2001, 2005, 2009, 2013, 2017, 2021]);

/** Powers of the time, a row a year. */
function powers(times: readonly number[], degree: number): Matrix {
  return new Matrix(times.map((t) => Array.from({ length: degree + 1 }, (_, k) => t ** k)));
}

/** Coefficients of a polynomial by least squares. */
function polynomial(x: Matrix, y: Matrix): Matrix {
  const gram = x.transpose().mmul(x);
  return solve(gram, x.transpose().mmul(y));
}

/**
 * Mean sea level in millimetres in 2025 by a trend of fifth degree.
 * @trace forecast([0, 11.2, 24.1, 33.9, 45.6, 63.2, 84.8, 99.4], 2025)
 */
export function forecast(levels: number[], year: number): number {
  const x = powers(years, 5);
  const coefficients = polynomial(x, Matrix.columnVector(levels));
  const level = powers([year], 5).mmul(coefficients).get(0, 0);
  return level;
}
