import type { Strided } from '../rules/strided.ts';
import { isPackable, multiplyPacked } from './packedProduct.ts';

/** Four columns of the right factor side by side, kept from call to call. */
let panel = new Float64Array(4 * 256);

/**
 * The product of an m×n and an n×p matrix, row by row into `out` from `at` on.
 *
 * Each element is added up from 0 in the order of the inner dimension, every product rounded before it is added: the
 * bits are those of the three plain loops. What is gained comes from doing sixteen elements at a time in registers, where there is
 * WebAssembly in its vectors; a product with one column is done here, since packing would cost as much as it.
 */
export function multiply(
  out: Float64Array,
  at: number,
  sizes: readonly [number, number, number],
  a: Strided,
  b: Strided,
): void {
  const [m, n, p] = sizes;
  if (isPackable && p !== 1 && n !== 0) return multiplyPacked(out, at, sizes, a, b);
  if (panel.length < 4 * n) panel = new Float64Array(4 * n);
  if (p === 1) return timesColumn(out, at, m, n, a, b);
  for (let j = 0; j < p; j += 4) {
    const width = Math.min(4, p - j);
    pack(b, n, j, width);
    for (let i = 0; i < m; i += 4) tile(out, at + i * p + j, p, Math.min(4, m - i), width, n, a, i);
  }
}

/** Columns `j` to `j + width` of a matrix with n rows; what is missing to four is zero. */
function pack({ data, at, row, column }: Strided, n: number, j: number, width: number): void {
  for (let q = 0; q < 4; q++) {
    let from = at + (j + q) * column;
    for (let k = 0, to = q; k < n; k++, to += 4, from += row) panel[to] = q < width ? data[from]! : 0;
  }
}

/** A block of up to 4×4 results; rows that are not wanted repeat the first one. */
function tile(
  out: Float64Array,
  at: number,
  stride: number,
  height: number,
  width: number,
  n: number,
  { data, at: start, row, column }: Strided,
  i: number,
): void {
  const b = panel;
  let r0 = start + i * row;
  let r1 = height > 1 ? r0 + row : r0;
  let r2 = height > 2 ? r0 + 2 * row : r0;
  let r3 = height > 3 ? r0 + 3 * row : r0;
  let [c00, c01, c02, c03] = [0, 0, 0, 0];
  let [c10, c11, c12, c13] = [0, 0, 0, 0];
  let [c20, c21, c22, c23] = [0, 0, 0, 0];
  let [c30, c31, c32, c33] = [0, 0, 0, 0];
  for (let k = 0, q = 0; k < n; k++, q += 4) {
    const b0 = b[q]!;
    const b1 = b[q + 1]!;
    const b2 = b[q + 2]!;
    const b3 = b[q + 3]!;
    const a0 = data[r0]!;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = data[r1]!;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = data[r2]!;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = data[r3]!;
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
    r0 += column;
    r1 += column;
    r2 += column;
    r3 += column;
  }
  store(out, at, width, c00, c01, c02, c03);
  if (height > 1) store(out, at + stride, width, c10, c11, c12, c13);
  if (height > 2) store(out, at + 2 * stride, width, c20, c21, c22, c23);
  if (height > 3) store(out, at + 3 * stride, width, c30, c31, c32, c33);
}

function store(out: Float64Array, at: number, width: number, c0: number, c1: number, c2: number, c3: number) {
  out[at] = c0;
  if (width > 1) out[at + 1] = c1;
  if (width > 2) out[at + 2] = c2;
  if (width > 3) out[at + 3] = c3;
}

/** A matrix times a column: four rows at a time, at fixed distances from the first; rows that are not wanted repeat it. */
function timesColumn(out: Float64Array, at: number, m: number, n: number, a: Strided, b: Strided): void {
  const column = panel;
  for (let k = 0, from = b.at; k < n; k++, from += b.row) column[k] = b.data[from]!;
  const { data, column: step } = a;
  for (let i = 0; i < m; i += 4) {
    const rest = m - i;
    const d1 = rest > 1 ? a.row : 0;
    const d2 = rest > 2 ? 2 * a.row : 0;
    const d3 = rest > 3 ? 3 * a.row : 0;
    let [c0, c1, c2, c3] = [0, 0, 0, 0];
    for (let k = 0, r = a.at + i * a.row; k < n; k++, r += step) {
      const x = column[k]!;
      c0 += data[r]! * x;
      c1 += data[r + d1]! * x;
      c2 += data[r + d2]! * x;
      c3 += data[r + d3]! * x;
    }
    store(out, at + i, Math.min(4, rest), c0, c1, c2, c3);
  }
}
