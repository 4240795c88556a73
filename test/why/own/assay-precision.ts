import { Matrix } from 'ml-matrix';

interface Limits {
  relative: number;
  weight: number;
}

/** Coefficients of variation; a column is a sample, a row a replicate. */
function variations(plate: Matrix): number[] {
  const means = plate.mean('column');
  const deviations = plate.standardDeviation('column');
  return deviations.map((deviation, j) => deviation / means[j]!);
}

/**
 * Penalty of an assay whose replicates scatter more than a share of their mean.
 * @trace penalty(new Matrix([[4.1, 0.5, 7.9], [4.4, 0.5, 8.3], [3.9, 0.5, 8.0]]), { relative: 0.02, weight: 3 })
 */
export function penalty(plate: Matrix, { relative, weight }: Limits): number {
  let sum = 0;
  for (const variation of variations(plate)) sum += weight * (variation / relative) + variation ** 2;
  return sum / plate.columns;
}
