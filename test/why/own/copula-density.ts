import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Correlations of shares, bonds and gold. */
function correlations(sharesBonds: number, sharesGold: number, bondsGold: number): Matrix {
  return new Matrix([
    [1, sharesBonds, sharesGold],
    [sharesBonds, 1, bondsGold],
    [sharesGold, bondsGold, 1],
  ]);
}

/** Logarithm of a determinant by the triangular factor. */
function logDeterminant(matrix: Matrix): number {
  const lower = new CholeskyDecomposition(matrix).lowerTriangularMatrix;
  let sum = 0;
  for (let i = 0; i < lower.rows; i++) {
    sum += 2 * Math.log(lower.get(i, i));
  }
  return sum;
}

/**
 * Information that the three markets have about one another, in nats.
 * @trace information(0.85, 0.8, 0.2)
 */
export function information(sharesBonds: number, sharesGold: number, bondsGold: number): number {
  const nats = -0.5 * logDeterminant(correlations(sharesBonds, sharesGold, bondsGold));
  return nats;
}
