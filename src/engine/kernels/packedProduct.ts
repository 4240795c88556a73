import type { Strided } from '../rules/strided.ts';
import { productModule } from './productModule.ts';
import { instantiate } from './webAssembly.ts';

/** What product.wat exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** C += A · B: byte addresses of A, B and C; numbers of panels of A and of B; steps of the inner dimension. */
  multiply(a: number, b: number, c: number, rows: number, columns: number, depth: number): void;
}

/** The largest block that is multiplied at once: its rows of A stay in the processor's second-level cache. */
const most = { rows: 96, columns: 512, depth: 512 };

/** Where the kernel's memory has the panels of A, those of B and the rows of C. */
const placeOfA = 0;
const placeOfB = most.rows * most.depth;
const placeOfC = placeOfB + most.columns * most.depth;

// Made when this file is loaded, before a program can replace `WebAssembly`.
const kernel = instantiate<Kernel>(productModule);
const memory = kernel ? new Float64Array(kernel.memory.buffer) : new Float64Array(0);

/** Whether this process can run `multiplyPacked`. */
export const isPackable = kernel !== null;

/**
 * The product of an m×n and an n×p matrix by WebAssembly, row by row into `out` from `at` on; n must not be 0. Elements are added up
 * as in `multiply`: a block of the inner dimension goes on from the sums of the one before.
 */
export function multiplyPacked(
  out: Float64Array,
  at: number,
  [m, n, p]: readonly [number, number, number],
  a: Strided,
  b: Strided,
): void {
  for (let j = 0; j < p; j += most.columns) {
    const columns = Math.min(most.columns, p - j);
    for (let k = 0; k < n; k += most.depth) {
      const depth = Math.min(most.depth, n - k);
      pack(placeOfB, b.data, b.at + j * b.column + k * b.row, columns, b.column, depth, b.row);
      for (let i = 0; i < m; i += most.rows) {
        const rows = Math.min(most.rows, m - i);
        pack(placeOfA, a.data, a.at + i * a.row + k * a.column, rows, a.row, depth, a.column);
        multiplyBlock(out, at + i * p + j, p, rows, columns, depth, k > 0);
      }
    }
  }
}

/**
 * Packs lines that are `line` apart, each of `depth` numbers that are `step` apart, into panels of four. The last line stands for
 * those that the last panel lacks.
 */
function pack(
  to: number,
  data: Float64Array,
  from: number,
  lines: number,
  line: number,
  depth: number,
  step: number,
): void {
  for (let i = 0; i < lines; i += 4) {
    const last = lines - i - 1;
    const first = from + i * line;
    let p0 = first;
    let p1 = first + Math.min(1, last) * line;
    let p2 = first + Math.min(2, last) * line;
    let p3 = first + Math.min(3, last) * line;
    for (let k = 0; k < depth; k++, to += 4) {
      memory[to] = data[p0]!;
      memory[to + 1] = data[p1]!;
      memory[to + 2] = data[p2]!;
      memory[to + 3] = data[p3]!;
      p0 += step;
      p1 += step;
      p2 += step;
      p3 += step;
    }
  }
}

/** Multiplies the packed blocks into rows of `out` that are `stride` apart; `continues` from the sums that stand there. */
function multiplyBlock(
  out: Float64Array,
  at: number,
  stride: number,
  rows: number,
  columns: number,
  depth: number,
  continues: boolean,
): void {
  const [down, across] = [Math.ceil(rows / 4), Math.ceil(columns / 4)];
  const width = 4 * across;
  if (continues) {
    for (let i = 0, c = placeOfC, o = at; i < rows; i++, c += width, o += stride)
      for (let j = 0; j < columns; j++) memory[c + j] = out[o + j]!;
  } else memory.fill(0, placeOfC, placeOfC + 4 * down * width);
  kernel!.multiply(8 * placeOfA, 8 * placeOfB, 8 * placeOfC, down, across, depth);
  for (let i = 0, c = placeOfC, o = at; i < rows; i++, c += width, o += stride)
    for (let j = 0; j < columns; j++) out[o + j] = memory[c + j]!;
}
