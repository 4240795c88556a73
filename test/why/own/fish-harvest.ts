import { Matrix } from 'ml-matrix';

const ages = Object.freeze([120, 60, 25]);

/** What becomes of the ages in a year in which a part of the grown fish is caught. */
function fished(leslie: Matrix, catchShare: number): Matrix {
  const year = new Matrix(JSON.parse(JSON.stringify(leslie)) as number[][]);
  for (let age = 1; age < year.rows; age++) {
    year.mulRow(age, 1 - catchShare);
  }
  return year;
}

/**
 * Fish in ten years.
 * @trace stock(new Matrix([[0, 1.3, 2.1], [0.5, 0, 0], [0, 0.6, 0.2]]), 0.12)
 */
export function stock(leslie: Matrix, catchShare: number): number {
  const year = fished(leslie, catchShare);
  let fish = Matrix.columnVector([...ages]);
  for (let k = 0; k < 10; k++) {
    fish = year.mmul(fish);
  }
  return fish.sum();
}
