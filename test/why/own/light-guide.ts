interface Layer {
  index: number;
  thickness: number;
}

/** Sideways way of a ray through a stack of plates. */
function shift(layers: readonly Layer[], angle: number): number {
  let sum = 0;
  let [n, theta] = [1, angle];
  for (const { index, thickness } of layers) {
    theta = Math.asin((n / index) * Math.sin(theta));
    n = index;
    sum += thickness * Math.tan(theta);
  }
  return sum;
}

/**
 * Where a ray leaves a coupler of glass, an air gap and glass again, in millimetres.
 * @trace exit([2.0, 0.1, 3.5], 1.52, 1.31)
 */
export function exit(thickness: number[], glass: number, angle: number): number {
  const indices = [glass, glass + 0.24, 0.93 * 1.0003, glass];
  const plates = thickness.map((one, i) => ({ index: indices[i]!, thickness: one }));
  const place = shift(plates, angle);
  return place;
}
