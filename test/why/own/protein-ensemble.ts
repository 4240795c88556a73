import { Matrix } from 'ml-matrix';

/** Places of three atoms, a row each. */
type Conformer = readonly (readonly number[])[];

const conformers: readonly Conformer[] = [
  [
    [0, 0, 0],
    [1.5, 0.1, 0],
    [2.1, 1.4, 0.2],
  ],
  [
    [0.1, 0, 0.1],
    [1.4, 0.3, 0.1],
    [2.3, 1.2, 0.6],
  ],
  [
    [-0.1, 0.1, 0],
    [1.6, 0, -0.1],
    [1.9, 1.6, -0.3],
  ],
];

/** Mean of the shapes. */
function average(shapes: readonly Matrix[]): Matrix {
  return shapes.reduce((sum, shape) => sum.add(shape)).div(shapes.length);
}

/**
 * How far the atoms of a loop move about their mean place.
 * @trace flexibility(1.08)
 */
export function flexibility(scale: number): number {
  const shapes = conformers.map((rows) => new Matrix(rows.map((row) => [...row])).mul(scale));
  const mean = average(shapes);
  let sum = 0;
  for (const shape of shapes) {
    const apart = Matrix.sub(shape, mean);
    sum += apart.dot(apart);
  }
  const motion = Math.sqrt(sum / shapes.length);
  return motion;
}
