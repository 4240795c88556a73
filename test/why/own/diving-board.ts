import { Matrix } from 'ml-matrix';

/** Stiffness of a piece of a beam; each end can move and turn. */
function piece(length: number, rigidity: number): Matrix {
  const l = length;
  return new Matrix([
    [12, 6 * l, -12, 6 * l],
    [6 * l, 4 * l * l, -6 * l, 2 * l * l],
    [-12, -6 * l, 12, -6 * l],
    [6 * l, 2 * l * l, -6 * l, 4 * l * l],
  ]).mul(rigidity / l ** 3);
}

/** Stiffness of a board of pieces in a row. */
function assemble(lengths: readonly number[], rigidity: number): Matrix {
  const size = 2 * (lengths.length + 1);
  const board = Matrix.zeros(size, size);
  for (const [node, length] of lengths.entries()) {
    const part = piece(length, rigidity);
    const first = node;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++)
        board.set(first + i, first + j, board.get(first + i, first + j) + part.get(i, j));
    }
  }
  return board;
}

/**
 * Energy that a diving board stores when it bends.
 * @trace stored([1.2, 0.8, 0.8], [0, 0, -0.04, -0.06, -0.1, -0.09, -0.18, -0.1], 900)
 */
export function stored(lengths: number[], bend: number[], rigidity: number): number {
  const u = Matrix.columnVector(bend);
  const energy = u.transpose().mmul(assemble(lengths, rigidity)).mmul(u).get(0, 0) / 2;
  return energy;
}
