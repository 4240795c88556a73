type Core = readonly [years: number, depth: number];

/** Depths in millimetre to which a bridge had turned to carbonate when cores were drilled. */
const cores: readonly Core[] = [
  [0, 0],
  [3, 5.1],
  [8, 8.4],
  [15, 11.9],
  [27, 15.2],
];

/** Front of carbonate after some years. */
const front = (diffusion: number, years: number): number => Math.sqrt(2 * diffusion * years);

/**
 * Squared error of the law of the square root.
 * @trace error(4.2, 0.3)
 */
export function error(diffusion: number, cover: number): number {
  let sum = 0;
  for (const [years, depth] of cores) {
    const expected = Math.max(front(diffusion, years) - cover, 0);
    sum += (expected - depth) ** 2;
  }
  return sum / cores.length;
}
