/** Bessel function of the first kind and order 0. */
function j0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 120; k++) {
    term *= -((x / 2) ** 2) / (k * k);
    sum += term;
  }
  return sum;
}

interface Mode {
  readonly slowness: number; // s/km
  readonly strength: number;
}

const modes: readonly Mode[] = [
  { slowness: 0.31, strength: 1 },
  { slowness: 0.26, strength: 0.4 },
];

/**
 * Vertical motion of the ground at a distance (km) and frequency (Hz) from a point force.
 * @trace groundMotion(42, 0.6, 0.004)
 */
export function groundMotion(distance: number, frequency: number, absorption: number): number {
  const omega = 2 * Math.PI * frequency;
  const motion = modes
    .map(({ slowness, strength }) => strength * j0(omega * slowness * distance))
    .reduce((sum, part) => sum + part, 0);
  return motion * Math.exp(-absorption * distance);
}
