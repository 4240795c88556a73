import { Matrix } from 'ml-matrix';

/** Logarithms of contents relative to their mean, as geochemists compare them. */
function centredLogRatios(contents: Matrix): Matrix {
  const logs = Matrix.log(contents);
  const geometric = logs.mean('row');
  return logs.subRowVector(geometric);
}

/** How much the elements vary over the samples. */
function spread(ratios: Matrix): number {
  return ratios.variance('column').reduce((sum, variance) => sum + variance, 0);
}

/**
 * Variation of copper, zinc, lead and silver in samples of ore.
 * @trace variation(new Matrix([[1.2, 0.4, 0.1, 0.02], [0.8, 0.9, 0.3, 0.05], [2.1, 0.3, 0.2, 0.01]]), 0.005)
 */
export function variation(contents: Matrix, limit: number): number {
  const detected = Matrix.add(contents, limit);
  const total = spread(centredLogRatios(detected));
  return total;
}
