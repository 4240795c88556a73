import { Matrix, MatrixSubView } from 'ml-matrix';

const SIZE = 2;

/** All square patches of an image, each without its mean. */
function patches(image: Matrix): MatrixSubView[] {
  const list: MatrixSubView[] = [];
  for (let row = 0; row + SIZE <= image.rows; row++) {
    for (let column = 0; column + SIZE <= image.columns; column++) {
      const patch = new MatrixSubView(image, row, row + SIZE - 1, column, column + SIZE - 1);
      patch.sub(patch.mean());
      list.push(patch);
    }
  }
  return list;
}

/**
 * Mean contrast of the patches of a radar image.
 * @trace contrast(new Matrix([[3, 5, 4, 8], [2, 9, 7, 6], [1, 4, 8, 5]]), 0.5)
 */
export function contrast(image: Matrix, gain: number): number {
  const bright = Matrix.mul(image, gain);
  const list = patches(bright);
  const energies = list.map((patch) => patch.to1DArray().reduce((sum, pixel) => sum + pixel ** 2, 0));
  const mean = energies.reduce((sum, energy) => sum + energy, 0) / list.length;
  return mean;
}
