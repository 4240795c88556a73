import type { Tensor } from '../../shared/tensor.ts';

/** How near a matrix is to one whose columns are dependent. */
export interface Condition {
  /** ‖A‖·‖A⁻¹‖ in the 1-norm; ∞ where the columns are dependent as far as doubles can tell. */
  readonly number: number;
  /** Numbers, one a column and the largest ±1, by which the columns nearly add up to 0; empty where the number is ∞. */
  readonly dependence: Float64Array;
}

/**
 * The condition of a square or tall matrix whose columns, and rows where it is square, are first scaled alike: units of measurement
 * do no harm in elimination, so they do not count. Costs about as much as the inverse.
 */
export function conditionOf({ shape, data }: Tensor): Condition {
  const [rows, columns] = shape as readonly [number, number];
  const scaled = Float64Array.from(data);
  if (rows === columns) scaleRows(scaled, rows, columns);
  const factors = scaleColumns(scaled, rows, columns);
  const square = rows === columns ? scaled : triangleOf(scaled, rows, columns);
  const norm = norm1(square, columns);
  const inverse = inverseOf(square, columns);
  if (!inverse) return { number: Infinity, dependence: new Float64Array(0) };
  return { number: norm * norm1(inverse, columns), dependence: dependenceIn(inverse, columns, factors) };
}

function scaleRows(a: Float64Array, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++) {
    const row = a.subarray(i * columns, (i + 1) * columns);
    const most = row.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
    if (most > 0) for (let j = 0; j < columns; j++) row[j]! /= most;
  }
}

/** Makes every column a unit vector; what each was multiplied by. */
function scaleColumns(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) => {
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += a[i * columns + j]! ** 2;
    const factor = squares > 0 ? 1 / Math.sqrt(squares) : 1;
    for (let i = 0; i < rows; i++) a[i * columns + j]! *= factor;
    return factor;
  });
}

/** The triangular factor of a tall matrix, by Gram-Schmidt with every column cleared of those before it at once. */
function triangleOf(a: Float64Array, rows: number, n: number): Float64Array {
  const r = new Float64Array(n * n);
  const product = (j: number, k: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += a[i * n + j]! * a[i * n + k]!;
    return sum;
  };
  for (let k = 0; k < n; k++) {
    const length = Math.sqrt(product(k, k));
    r[k * n + k] = length;
    if (length === 0) continue;
    for (let i = 0; i < rows; i++) a[i * n + k]! /= length;
    for (let j = k + 1; j < n; j++) {
      const part = product(k, j);
      r[k * n + j] = part;
      for (let i = 0; i < rows; i++) a[i * n + j]! -= part * a[i * n + k]!;
    }
  }
  return r;
}

/** The inverse by elimination with row exchanges; null where a pivot is 0. */
function inverseOf(square: Float64Array, n: number): Float64Array | null {
  const a = Float64Array.from(square);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  const swap = (m: Float64Array, i: number, k: number) => {
    const row = m.slice(i * n, (i + 1) * n);
    m.copyWithin(i * n, k * n, (k + 1) * n);
    m.set(row, k * n);
  };
  const subtract = (m: Float64Array, from: number, row: number, factor: number) => {
    for (let j = 0; j < n; j++) m[from * n + j]! -= factor * m[row * n + j]!;
  };
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    const value = a[pivot * n + k]!;
    if (!(Math.abs(value) > 0)) return null;
    for (const m of [a, inverse]) {
      swap(m, k, pivot);
      for (let j = 0; j < n; j++) m[k * n + j]! /= value;
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + k]!;
      if (i === k || factor === 0) continue;
      subtract(inverse, i, k, factor);
      subtract(a, i, k, factor);
    }
  }
  return inverse;
}

function norm1(a: Float64Array, n: number): number {
  const sums = new Float64Array(n);
  a.forEach((x, at) => (sums[at % n]! += Math.abs(x)));
  return sums.reduce((most, x) => Math.max(most, x), 0);
}

/** The largest column of the inverse is nearly the direction in which the matrix is smallest. */
function dependenceIn(inverse: Float64Array, n: number, factors: Float64Array): Float64Array {
  let widest = 0;
  let most = 0;
  for (let j = 0; j < n; j++) {
    let squares = 0;
    for (let i = 0; i < n; i++) squares += inverse[i * n + j]! ** 2;
    if (squares > most) [most, widest] = [squares, j];
  }
  const direction = Float64Array.from(factors, (_, i) => inverse[i * n + widest]!);
  const largest = direction.reduce((m, x) => (Math.abs(x) > Math.abs(m) ? x : m), 0);
  return direction.map((x) => x / largest);
}
