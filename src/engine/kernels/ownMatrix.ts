import { AbstractMatrix, Matrix as Library } from 'ml-matrix';
import type { Tensor } from '../../shared/tensor.ts';

/** The class of the engine's own ml-matrix that all matrices extend. */
export { AbstractMatrix };

/** A dense matrix of ml-matrix; its typings leave the rows out. */
export type Matrix = Library & { readonly data: readonly Float64Array[] };

/**
 * The engine's own ml-matrix evaluates the primitives of linear algebra. It gives the bits of the user's copy as long as both
 * compute alike, which a rule makes sure of when it records (`sameBits`): else the twin runs.
 */
export function matrixOf({ shape, data }: Tensor): Matrix {
  const [rows, columns] = shape as [number, number];
  const matrix = new Library(rows, columns) as Matrix;
  matrix.data.forEach((row, i) => row.set(data.subarray(i * columns, (i + 1) * columns)));
  return matrix;
}

/** The numbers of a matrix, row by row. */
export function numbersOf(matrix: Library): Float64Array {
  const numbers = new Float64Array(matrix.rows * matrix.columns);
  (matrix as Matrix).data.forEach((row, i) => numbers.set(row, i * matrix.columns));
  return numbers;
}

/** Runs `compute`; NaN throughout where ml-matrix refuses, as of a matrix that became singular in a replay. */
export function attempt(size: number, compute: () => Float64Array): Float64Array {
  try {
    const numbers = compute();
    return numbers.length === size ? numbers : new Float64Array(size).fill(NaN);
  } catch {
    return new Float64Array(size).fill(NaN);
  }
}
