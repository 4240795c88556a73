/** `[]` a number, `[n]` an array of numbers, `[r, c]` a matrix (longer: a nested array). */
export type Shape = readonly number[];

/** Numbers in row-major order with their shape; how numbers cross every boundary. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** The number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** Whether numbers are the same bit for bit, all NaN alike. */
export function sameBits(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** `4×4`, `12`, or `scalar`. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}

/** A count with its thousands set apart: `45,960`. */
export function countText(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Elements as nested arrays: one, an array, an array of rows. */
export type Nest<T> = T | Nest<T>[];

/** The elements of a shape as one, an array or an array of arrays; `element` is called with their row-major indices in order. */
export function nest<T>(shape: Shape, element: (index: number) => T): Nest<T> {
  let at = 0;
  const build = (dim: number): Nest<T> =>
    dim === shape.length ? element(at++) : Array.from({ length: shape[dim]! }, () => build(dim + 1));
  return build(0);
}

/** The name of a value's element by its row-major index: `x`, `x[1]`, `x[0][2]`. */
export function elementName(path: string, shape: Shape, at: number): string {
  let rest = at;
  const places: number[] = [];
  for (const length of shape.toReversed()) {
    places.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return path + places.map((place) => `[${place}]`).join('');
}

/** Elements named before the rest are only counted. */
const mostNamed = 4;

/** Some elements of a value in words: `x` for all, `x[0], x[2]`, `x[0], x[1], x[3], x[4] and 12 more`. */
export function elementNames(path: string, shape: Shape, elements: readonly number[] | null): string {
  if (elements === null) return path;
  const shown = elements.slice(0, mostNamed).map((at) => elementName(path, shape, at));
  return namesText(shown, elements.length);
}

/** The first of so many names, the others counted: `a, b, c, d and 12 more`. */
export function namesText(first: readonly string[], count: number): string {
  const more = count - first.length;
  return first.join(', ') + (more > 0 ? ` and ${countText(more)} more` : '');
}
