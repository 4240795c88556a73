import { Matrix } from 'ml-matrix';

/** Scores of five people in five items. */
const raw = new Matrix([
  [3, 4, 3, 5, 2],
  [2, 2, 1, 3, 1],
  [5, 4, 4, 5, 4],
  [1, 2, 2, 2, 1],
  [4, 3, 4, 4, 5],
]);

/**
 * Cronbach's alpha of weighted items, less a penalty on the spread of the weights.
 * @trace alpha([1, 0.8, 1.2, 1, 0.9], 0.1)
 */
export function alpha(weights: number[], penalty: number): number {
  const scores = raw.clone().mulRowVector(weights);
  const k = scores.columns;
  const ofItems = scores.variance('column').reduce((sum, one) => sum + one, 0);
  const totals = Matrix.columnVector(scores.sum('row'));
  const [ofTotals] = totals.variance('column');
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  const spread = weights.reduce((sum, w) => sum + (w - mean) ** 2, 0);
  return (k / (k - 1)) * (1 - ofItems / ofTotals!) - penalty * spread;
}
