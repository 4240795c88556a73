import { Matrix } from 'ml-matrix';

/** How often a syllable of the chaffinch (row) was followed by another (column). */
const heard = [
  [14, 22, 3, 1],
  [2, 9, 31, 6],
  [5, 0, 12, 27],
  [19, 4, 8, 2],
];

function transitions(counts: Matrix): Matrix {
  return counts.clone().divColumnVector(counts.sum('row'));
}

function stationary(p: Matrix): Matrix {
  let share = new Matrix([[0.25, 0.25, 0.25, 0.25]]);
  for (let k = 0; k < 40; k++) share = share.mmul(p);
  return share;
}

/**
 * Bits that each syllable adds, when a bird prefers common transitions by some power.
 * @trace bits(1.3)
 */
export function bits(preference: number): number {
  const p = transitions(Matrix.pow(new Matrix(heard), preference));
  const surprise = Matrix.log2(p).neg();
  const perState = Matrix.mul(p, surprise).sum('row');
  const rate = stationary(p).dot(Matrix.columnVector(perState));
  return rate;
}
