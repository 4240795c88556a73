import type { Shape } from '../../shared/tensor.ts';

/** The shape of a rectangular, non-empty array of numbers without holes; null of any other array. */
export function rectangular(
  array: readonly unknown[],
  isNumber: (x: unknown) => boolean = (x) => typeof x === 'number',
): Shape | null {
  if (array.length === 0) return null;
  const [first] = array;
  if (isNumber(first)) return array.every(isNumber) && isDense(array) ? [array.length] : null;
  if (!Array.isArray(first)) return null;
  const inner = rectangular(first, isNumber);
  if (!inner) return null;
  const same = array.every((row) => {
    const shape = Array.isArray(row) ? rectangular(row as unknown[], isNumber) : null;
    return shape && shape.length === inner.length && shape.every((n, i) => n === inner[i]);
  });
  return same && isDense(array) ? [array.length, ...inner] : null;
}

function isDense(array: readonly unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (!(i in array)) return false;
  return true;
}
