import { Matrix } from 'ml-matrix';

/** Part of an information that one cell has; nothing if it never occurs. */
function cell(joint: number, row: number, column: number): number {
  return joint > 0 ? joint * Math.log2(joint / (row * column)) : 0;
}

/** Information in bits between what was shown and what was answered. */
function mutual(shares: Matrix): number {
  const [rows, columns] = [shares.sum('row'), shares.sum('column')];
  let bits = 0;
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries()) bits += cell(shares.get(i, j), row, column);
  }
  return bits;
}

/**
 * Bits that a tester of smells passes on; some smells are never taken for one another.
 * @trace bits([[18, 2, 0], [3, 14, 1], [0, 4, 22]], 1.5)
 */
export function bits(answers: number[][], sharpness: number): number {
  const powers = new Matrix(answers).pow(sharpness);
  return mutual(powers.div(powers.sum()));
}
