const DEPTHS = 12;
const DAY = 0.05;

/** Share of the roots in each layer, as many as there are in the field book, in order of depth. */
const counts = [41, 66, 58, 37, 30, 19, 22, 11, 8, 5, 2, 1];

/** Middle of some counts, which stay as they are. */
function middle(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[ordered.length >> 1]!;
}

/** Water contents after one step, written to another list. */
function drain(from: Float64Array, to: Float64Array, uptake: number): void {
  const total = counts.reduce((sum, count) => sum + count);
  for (let i = 0; i < DEPTHS; i++) {
    const above = from[Math.max(i - 1, 0)]!;
    const below = from[Math.min(i + 1, DEPTHS - 1)]!;
    const own = from[i]!;
    to[i] = own + DAY * (4 * (above - 2 * own + below) - (uptake * counts[i]! * own) / total);
  }
}

/**
 * Water left in the upper half of the soil after a dry spell, for a rate at which roots take it up.
 * @trace left(1.3)
 */
export function left(uptake: number): number {
  let now = Float64Array.from({ length: DEPTHS }, (_, i) => 0.22 + 0.01 * i);
  let next = new Float64Array(DEPTHS);
  const deep = middle(counts) > 15 ? uptake : uptake / 2;
  for (let k = 0; k < 40; k++) {
    drain(now, next, deep);
    [now, next] = [next, now];
  }
  next.fill(0);
  const upper = now.subarray(0, DEPTHS / 2);
  const water = upper.reduce((sum, content) => sum + 10 * content, 0);
  return water;
}
