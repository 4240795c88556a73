import type { Shape } from './tensor.ts';

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
  const more = elements.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
