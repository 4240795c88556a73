import type { Shape } from '../../shared/tensor.ts';

/** What is known of arrays: one that stands in many places is looked at once. */
export type Shapes = Map<readonly unknown[], Shape | null>;

/** Arrays in arrays deeper than this are not one rectangular array. */
const DEEPEST = 32;

/** The shape of a rectangular, non-empty array of numbers without holes; null of any other array. */
export function rectangular(
  array: readonly unknown[],
  isNumber: (x: unknown) => boolean = (x) => typeof x === 'number',
  known: Shapes = new Map(),
  depth = 1,
): Shape | null {
  if (array.length === 0 || depth > DEEPEST) return null;
  let shape = known.get(array);
  if (shape === undefined) known.set(array, (shape = shapeOf(array, isNumber, known, depth)));
  return shape;
}

function shapeOf(
  array: readonly unknown[],
  isNumber: (x: unknown) => boolean,
  known: Shapes,
  depth: number,
): Shape | null {
  const [first] = array;
  if (isNumber(first)) return isDense(array) && array.every(isNumber) ? [array.length] : null;
  if (!Array.isArray(first) || !isDense(array)) return null;
  const inner = rectangular(first, isNumber, known, depth + 1);
  if (!inner) return null;
  const same = array.every((row) => {
    const shape = Array.isArray(row) ? rectangular(row as unknown[], isNumber, known, depth + 1) : null;
    return shape && shape.length === inner.length && shape.every((n, i) => n === inner[i]);
  });
  return same ? [array.length, ...inner] : null;
}

/** Whether an array has no holes. */
export function isDense(array: readonly unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (!(i in array)) return false;
  return true;
}
