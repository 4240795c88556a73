/*
 * The storage of ml-matrix objects, recognised by their properties: several copies of ml-matrix may be loaded, and the plain session
 * knows none of them.
 */

/** A matrix that is read and written element by element. */
export interface Elements {
  readonly rows: number;
  readonly columns: number;
  get(i: number, j: number): unknown;
  set(i: number, j: number, value: unknown): unknown;
}

/** Whether this is an ml-matrix object of any class. */
export function isMatrix(value: object): value is Elements {
  return (value as { klass?: unknown }).klass === 'Matrix';
}

/** The rows of a matrix that stores its numbers as `Matrix` does; null for anything else. */
export function matrixRows(value: object): Float64Array[] | null {
  const { data } = value as { data?: unknown };
  if (!isMatrix(value) || !Array.isArray(data)) return null;
  for (let i = 0; i < data.length; i++) if (!(data[i] instanceof Float64Array)) return null;
  return data as Float64Array[];
}

/** Whether this is a SymmetricMatrix or a DistanceMatrix, which keep their numbers in a private field. */
export function isSymmetricMatrix(value: object): value is Elements & { clone(): object } {
  return isMatrix(value) && (value as { klassType?: unknown }).klassType === 'SymmetricMatrix';
}

/**
 * Whether the class of this object, or one that it extends, has private fields; only the class's text tells. The private fields of
 * `Matrix` itself (recognised by `addRow`) do not count: only its constructor uses them.
 */
export function hasPrivateFields(object: object): boolean {
  for (
    let o = Object.getPrototypeOf(object) as object | null;
    o;
    o = Object.getPrototypeOf(o) as object | null
  ) {
    if (Object.hasOwn(o, 'addRow')) continue;
    const constructor: unknown = Object.getOwnPropertyDescriptor(o, 'constructor')?.value;
    if (typeof constructor === 'function' && hasPrivateText(constructor)) return true;
  }
  return false;
}
const toText = Function.prototype.toString;

/** Whether the text of a class has a private name. That of a class of ml-matrix is long, and never changes. */
function hasPrivateText(constructor: object): boolean {
  let known = privateTexts.get(constructor);
  if (known === undefined) privateTexts.set(constructor, (known = toText.call(constructor).includes('#')));
  return known;
}
const privateTexts = new WeakMap<object, boolean>();

/** All elements, row by row. */
export function elementsOf(
  matrix: Elements,
  get: (i: number, j: number) => unknown = (i, j) => matrix.get(i, j),
): unknown[] {
  const { rows, columns } = matrix;
  return Array.from({ length: rows * columns }, (_, k) => get(Math.floor(k / columns), k % columns));
}

/** Fields of a matrix that say where its elements stand. */
export const placing: ReadonlySet<string> = new Set([
  'rows', 'columns', 'row', 'column', 'startRow', 'startColumn', 'rowIndices', 'columnIndices',
]); // prettier-ignore
