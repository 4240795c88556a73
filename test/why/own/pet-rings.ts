import { Matrix } from 'ml-matrix';

const scan = new Matrix([
  [412, 398, 405, 421],
  [388, 371, 379, 390],
  [455, 449, 440, 461],
]);

/** Counts as they would be if all rings of detectors were equally sensitive. */
function corrected(counts: Matrix, sensitivity: readonly number[]): Matrix {
  const image = counts.clone();
  sensitivity.forEach((value, ring) => {
    image.getRowVector(ring).div(value);
  });
  return image;
}

/**
 * How much the rings of a scanner differ from one another when they look at an even source.
 * @trace unevenness([0.98, 0.93, 1.09])
 */
export function unevenness(sensitivity: number[]): number {
  const image = corrected(scan, sensitivity);
  const rings = image.mean('row');
  const mean = image.mean();
  const squares = rings.map((ring) => (ring / mean - 1) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / rings.length;
}
