import type { Matrix } from 'ml-matrix';

/**
 * Mean of log(1 + e^(−y · xw)) for labels ±1.
 * @trace loss(randn(50, 1), staticArg(randn(2000, 50)), staticArg(randn(2000, 1).sign()))
 */
export function loss(w: Matrix, x: Matrix, y: Matrix): number {
  const margin = x.mmul(w).mul(y);
  return margin.neg().exp().log1p().sum() / x.rows;
}
