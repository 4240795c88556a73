import { Matrix } from 'ml-matrix';

/**
 * Ten thousand additions of small matrices.
 * @trace additions(randn(4, 4), randn(4, 4), staticArg(10000))
 */
export function additions(a: Matrix, b: Matrix, count: number): number {
  let sum = a;
  for (let i = 0; i < count; i++) sum = Matrix.add(sum, b);
  return sum.sum();
}
