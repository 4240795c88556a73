import { Matrix, inverse } from 'ml-matrix';

/** Leaf area index along a transect: [metres, index]. */
const plots: [number, number][] = [
  [0, 3.1],
  [10, 3.4],
  [20, 2.9],
  [30, 3.3],
  [40, 3.9],
  [50, 3.6],
  [60, 4.1],
  [70, 4.0],
  [80, 4.4],
  [90, 4.1],
  [100, 3.7],
  [110, 3.8],
];

const kernel = (a: number, b: number, reach: number) => Math.exp(-0.5 * ((a - b) / reach) ** 2);

/**
 * Leaf area index between the plots, by simple kriging about the mean.
 * @trace leafArea(44, 300)
 */
export function leafArea(at: number, reach: number): number {
  const places = plots.map(([x]) => x);
  const mean = plots.reduce((sum, [, index]) => sum + index, 0) / plots.length;
  const residuals = Matrix.columnVector(plots.map(([, index]) => index - mean));
  const covariance = new Matrix(places.map((a) => places.map((b) => kernel(a, b, reach))));
  const weights = Matrix.rowVector(places.map((x) => kernel(at, x, reach))).mmul(inverse(covariance));
  const index = mean + weights.mmul(residuals).get(0, 0);
  return index;
}
