/** A part of the largest element that rounding leaves of what should be 0. */
const rounding = 1e-12;

/**
 * Why a matrix has no inverse, as the rest of a sentence about it: `its columns 1 and 3 are equal`. Looks for a column or row of zeros,
 * for columns that are multiples of one another, and for columns that others add up to; undefined where it finds none.
 *
 * @param data row by row
 */
export function deficiency(data: Float64Array, rows: number, columns: number): string | undefined {
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!);
  const row = (i: number) => data.subarray(i * columns, (i + 1) * columns);
  const isZero = (numbers: Float64Array) => numbers.every((x) => x === 0);
  if (!data.every(Number.isFinite)) return 'it has elements that are not finite';
  for (let j = 0; j < columns; j++) if (isZero(column(j))) return `its column ${j + 1} is all 0`;
  for (let i = 0; i < rows; i++) if (isZero(row(i))) return `its row ${i + 1} is all 0`;
  return dependence(Array.from({ length: columns }, (_, j) => column(j)));
}

/** Why a symmetric matrix is not positive definite. */
export function indefiniteness(data: Float64Array, n: number): string | undefined {
  for (let i = 0; i < n; i++) {
    const x = data[i * n + i]!;
    if (x < 0) return `element ${i + 1} of its diagonal is negative`;
  }
  return deficiency(data, n, n) ?? negativePivot(data, n);
}

/** Elimination of a symmetric matrix: the first element of the diagonal that it makes negative. */
function negativePivot(data: Float64Array, n: number): string | undefined {
  const left = Float64Array.from(data);
  for (let k = 0; k < n; k++) {
    const pivot = left[k * n + k]!;
    if (pivot < 0)
      return `elimination leaves ${String(Number(pivot.toPrecision(3))).replace('-', '−')} of element ${k + 1} of its diagonal`;
    for (let i = k + 1; i < n; i++) {
      const factor = left[i * n + k]! / pivot;
      for (let j = k; j < n; j++) left[i * n + j]! -= factor * left[k * n + j]!;
    }
  }
  return undefined;
}

/** The first column that those before it give, by elimination of each from the later ones, with the columns that give it. */
function dependence(columns: readonly Float64Array[]): string | undefined {
  const left = columns.map((column) => Float64Array.from(column));
  // what each column is now, of those that it was made of
  const parts = columns.map((_, j) => Float64Array.from(columns, (__, k) => (j === k ? 1 : 0)));
  for (const [j, own] of left.entries()) {
    const size = largest(columns[j]!);
    const pivot = own.reduce((most, x, i) => (Math.abs(x) > Math.abs(own[most]!) ? i : most), 0);
    if (Math.abs(own[pivot]!) <= rounding * size) return said(columns, parts[j]!, j);
    for (let k = j + 1; k < left.length; k++) {
      const factor = left[k]![pivot]! / own[pivot]!;
      for (let i = 0; i < own.length; i++) left[k]![i]! -= factor * own[i]!;
      left[k]![pivot] = 0;
      for (let i = 0; i < columns.length; i++) parts[k]![i]! -= factor * parts[j]![i]!;
    }
  }
  return undefined;
}

function said(columns: readonly Float64Array[], parts: Float64Array, j: number): string {
  const size = largest(columns[j]!);
  const others = [...parts.keys()].filter(
    (k) => k !== j && Math.abs(parts[k]!) * largest(columns[k]!) > 1e-9 * size,
  );
  if (others.length > 1) {
    const names = others.map((k) => k + 1);
    return `its column ${j + 1} is a sum of multiples of columns ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  }
  const [k = j] = others;
  const isEqual = columns[k]!.every((x, i) => x === columns[j]![i]);
  return `its columns ${k + 1} and ${j + 1} are ${isEqual ? 'equal' : 'multiples of each other'}`;
}

const largest = (numbers: Float64Array): number =>
  numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
