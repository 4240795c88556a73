/*
 * A loop that goes wrong at a step. Of two hundred iterations one is the first with a NaN, and all after it have it; the trace shows
 * that one, and with `--iteration 13=136` the last good one before it.
 */

/**
 * Energy of a particle that approaches a wall and feels it more and more. The steps are a little too long: with step 137 it is
 * beyond the wall, where the distance has no root.
 * @trace energy(4, 0.03)
 */
export function energy(start: number, rate: number): number {
  let sum = 0;
  for (let step = 0; step < 200; step++) {
    const distance = start - 0.975 * rate * step;
    const root = Math.sqrt(distance);
    sum += rate * Math.exp(-root);
  }
  return sum;
}
