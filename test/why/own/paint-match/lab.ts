export type Triple = readonly [number, number, number];

const WHITE: Triple = [0.9505, 1, 1.089];

/** CIE L*a*b* of tristimulus values. */
export function lab(xyz: Triple): Triple {
  const [x, y, z] = xyz.map((value, i) => Math.cbrt(value / WHITE[i]!)) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
