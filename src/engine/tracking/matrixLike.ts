/*
 * What an ml-matrix object stores its numbers in, known by its looks: several copies of ml-matrix may be loaded, and the plain
 * session knows none of them.
 */

/** A matrix that is read and written element by element. */
export interface Elements {
  readonly rows: number;
  readonly columns: number;
  get(i: number, j: number): unknown;
  set(i: number, j: number, value: unknown): unknown;
}

/** Is it an ml-matrix object of any class? */
export function isMatrix(value: object): value is Elements {
  return (value as { klass?: unknown }).klass === 'Matrix';
}

/** The rows of a matrix that stores its numbers as `Matrix` does; null for anything else. */
export function matrixRows(value: object): Float64Array[] | null {
  const { data } = value as { data?: unknown };
  if (!isMatrix(value) || !Array.isArray(data)) return null;
  return data.every((row) => row instanceof Float64Array) ? (data as Float64Array[]) : null;
}

/** Is it a SymmetricMatrix or a DistanceMatrix? Both keep their numbers in a private field. */
export function isSymmetricMatrix(value: object): value is Elements & { clone(): object } {
  return isMatrix(value) && (value as { klassType?: unknown }).klassType === 'SymmetricMatrix';
}

/**
 * Has the class of this object, or one that it extends, private fields? Nothing but the class's text tells. What `Matrix` itself
 * has (known by `addRow`) is for its constructor alone.
 */
export function hasPrivateFields(object: object): boolean {
  for (
    let o = Object.getPrototypeOf(object) as object | null;
    o;
    o = Object.getPrototypeOf(o) as object | null
  ) {
    if (Object.hasOwn(o, 'addRow')) continue;
    const constructor: unknown = Object.getOwnPropertyDescriptor(o, 'constructor')?.value;
    if (typeof constructor === 'function' && toText.call(constructor).includes('#')) return true;
  }
  return false;
}
const toText = Function.prototype.toString;

/** All elements, row by row. */
export function elementsOf(
  matrix: Elements,
  get: (i: number, j: number) => unknown = (i, j) => matrix.get(i, j),
): unknown[] {
  const { rows, columns } = matrix;
  return Array.from({ length: rows * columns }, (_, k) => get(Math.floor(k / columns), k % columns));
}

/** Fields of a matrix that say where its elements are, not what they are. */
export const placing: ReadonlySet<string> = new Set([
  'rows', 'columns', 'row', 'column', 'startRow', 'startColumn', 'rowIndices', 'columnIndices',
]); // prettier-ignore
