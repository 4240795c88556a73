import { Matrix } from 'ml-matrix';

interface Flat {
  rooms: number;
  area: number;
  rent: number;
}

const flats: readonly Flat[] = Object.freeze([
  { rooms: 2, area: 5.1, rent: 8.4 },
  { rooms: 3, area: 7.4, rent: 11.2 },
  { rooms: 4, area: 9.8, rent: 14.6 },
] as Flat[]);

/** A row of numbers that describe a flat, areas in tens of square metres. */
function features({ rooms, area }: Flat): number[] {
  return [rooms, area].concat(1);
}

/**
 * Mean squared error of rents in hundreds: a basic rent first, then what a room and ten square metres add.
 * @trace misfit(new Matrix([[1.6], [0.5], [1.1]]))
 */
export function misfit(weights: Matrix): number {
  const design = new Matrix(flats.map(features));
  const predicted = design.mmul(weights);
  const residual = Matrix.sub(predicted, Matrix.columnVector(flats.map(({ rent }) => rent)));
  return residual.dot(residual) / flats.length;
}
