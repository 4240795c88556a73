import { Matrix, solve } from 'ml-matrix';

/** Second differences of a line of cells between cold ends. */
function laplacian(cells: number, conductivity: number): Matrix {
  const matrix = Matrix.eye(cells, cells, 2 * conductivity);
  for (let k = 1; k < cells; k++) {
    matrix.set(k, k - 1, -conductivity);
    matrix.set(k - 1, k, -conductivity);
  }
  return matrix;
}

/** Temperatures of a plate whose cells are heated, by conduction down and across. */
function temperatures(heat: Matrix, down: number, across: number): Matrix {
  const { rows, columns } = heat;
  const inColumns = Matrix.eye(columns).kroneckerProduct(laplacian(rows, down));
  const inRows = laplacian(columns, across).kroneckerProduct(Matrix.eye(rows));
  const source = Matrix.columnVector(heat.to1DArray());
  const solution = solve(Matrix.add(inColumns, inRows), source);
  return Matrix.from1DArray(rows, columns, solution.to1DArray());
}

/**
 * Hottest cell of a plate with laminate that conducts better across than down.
 * @trace hottest(new Matrix([[0, 2, 0, 0], [0, 0, 0, 1], [3, 0, 0, 0]]), 0.4, 1.1)
 */
export function hottest(heat: Matrix, down: number, across: number): number {
  const peak = temperatures(heat, down, across).max();
  return peak;
}
