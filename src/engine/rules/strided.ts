import type { Shape, Tensor } from '../../shared/tensor.ts';

/**
 * A matrix in storage: its element (i, j) stands at `at + i · row + j · column`. A transpose, and what broadcasting repeats,
 * are then a matter of reading.
 */
export interface Strided {
  readonly data: Float64Array;
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The strides of an operand that broadcasts to a result. Its shape is given as equations store it (rows −1: a scalar,
 * columns −1: an array); `flat` if the result is gone through as one row, since nothing repeats along its rows.
 */
export function broadcastStrides(
  data: Float64Array,
  at: number,
  rows: number,
  columns: number,
  flat: boolean,
): Strided {
  if (rows < 0 || rows * Math.abs(columns) === 1) return { data, at, row: 0, column: 0 };
  if (flat || columns < 0) return { data, at, row: 0, column: 1 };
  return { data, at, row: rows === 1 ? 0 : columns, column: columns === 1 ? 0 : 1 };
}

/** Whether an operand lets its result be gone through as one row: it is one number, or of the same shape. */
export function isFlat(rows: number, columns: number, resultRows: number, resultColumns: number): boolean {
  const same = rows === resultRows && columns === resultColumns;
  return same || rows < 0 || rows * Math.abs(columns) === 1;
}

/** A shape's two numbers, as equations store them. */
export const rowsOf = (shape: Shape): number => (shape.length === 0 ? -1 : shape[0]!);
export const columnsOf = (shape: Shape): number => (shape.length < 2 ? -1 : shape[1]!);

/** A transpose that is made only when somebody looks at its numbers. */
export class Transposed implements Tensor {
  readonly shape: Shape;
  readonly of: Tensor;
  #data: Float64Array | undefined;

  constructor(of: Tensor) {
    const [rows, columns] = of.shape as [number, number];
    this.shape = [columns, rows];
    this.of = of;
  }

  get data(): Float64Array {
    return (this.#data ??= transpose(this.of));
  }
}

/** A matrix or a transpose as a factor. */
export function factor(x: Tensor): Strided {
  if (x instanceof Transposed) return { data: x.of.data, at: 0, row: 1, column: x.shape[0]! };
  return { data: x.data, at: 0, row: x.shape[1]!, column: 1 };
}

/** The numbers of a transpose, row by row. */
export function transpose({ shape, data }: Tensor): Float64Array {
  const [rows, columns] = shape as [number, number];
  const result = new Float64Array(data.length);
  for (let j = 0, to = 0; j < columns; j++) {
    for (let i = 0, from = j; i < rows; i++, from += columns) result[to++] = data[from]!;
  }
  return result;
}
