import type { Matrix } from 'ml-matrix';

export interface Split {
  train: Matrix;
  test: Matrix;
}

/** The first rows to train with, the others to test with. */
export function split(data: Matrix, count: number): Split {
  return {
    train: data.subMatrix(0, count, 0, data.columns - 1),
    test: data.subMatrix(count, data.rows - 1, 0, data.columns - 1),
  };
}
