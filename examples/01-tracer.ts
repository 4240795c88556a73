/*
 * What a trace is: the operations that the inputs went through, in order, whatever the code around them looked like.
 * Static arguments are known while tracing: what is computed from them alone leaves no equation.
 */
import { Matrix } from 'ml-matrix';

/**
 * Four equations: reshape, mmul, add, add. Reshaping `b` and summing `c` are done beforehand, on plain numbers.
 * @trace f(randn(4, 12), staticArg(randn(3, 6)), { c: staticArg(randn(2, 2)) })
 */
export function f(a: Matrix, b: Matrix, { c }: { c: Matrix }): Matrix {
  const tall = reshape(a, 24, 2);
  const product = tall.mmul(reshape(b, 2, 9));
  const shifted = Matrix.add(product, c.sum());
  return Matrix.add(shifted, 4);
}

/** The same numbers, row by row, in another shape. */
function reshape(m: Matrix, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, m.to1DArray());
}
