type Particle = readonly [x: number, y: number];

/** A bell of limited reach, as for smoothed particles: zero from twice the length on. */
function kernel(distance: number, length: number): number {
  const q = distance / length;
  const outer = Math.max(0, 2 - q) ** 3;
  const inner = Math.max(0, 1 - q) ** 3;
  return (5 / (14 * Math.PI * length ** 2)) * (outer - 4 * inner);
}

/** Mass by area at a place. */
function density(at: Particle, particles: readonly Particle[], length: number): number {
  return particles
    .map(([x, y]) => Math.sqrt((x - at[0]) ** 2 + (y - at[1]) ** 2 + 1e-9))
    .reduce((sum, distance) => sum + kernel(distance, length), 0);
}

/**
 * Pressure at a tap, with some of the particles out of reach.
 * @trace pressure([[0.1, 0.2], [0.9, 0.4], [0.5, 1.1], [3.2, 0.3], [4.1, 2.2]], 0.8)
 */
export function pressure(particles: Particle[], length: number): number {
  const rest = 0.2;
  return 50 * ((density([0.4, 0.5], particles, length) / rest) ** 3 - 1);
}
