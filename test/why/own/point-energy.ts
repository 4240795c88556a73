type Point = readonly [x: number, y: number];

/** Distance of two points. */
function distance(a: Point, b: Point): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
}

/** Similarity of two points by an exponential kernel. */
function kernel(a: Point, b: Point, range: number): number {
  return Math.exp(-distance(a, b) / range);
}

/**
 * How evenly boreholes cover a field: the sum of all entries of their exponential covariance.
 * @trace crowding([[0, 0], [3, 1], [1, 4]], 2.5)
 */
export function crowding(holes: Point[], range: number): number {
  let sum = 0;
  for (const one of holes) {
    for (const other of holes) sum += kernel(one, other, range);
  }
  return sum / holes.length ** 2;
}
