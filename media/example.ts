/*
 * GradLens runs what is marked with @trace and shows, at the end of each line, its value and how the result depends on it.
 * Change anything and trace again: Ctrl+K G.
 */

/** Heights that were measured, one an hour. */
const heights = [2.1, 1.9, 1.3, 1.1, 0.7];

/**
 * How far a straight line is from the measurements, on a logarithmic scale.
 * @trace misfit(2.2, 0.4)
 */
export function misfit(start: number, fall: number): number {
  let sum = 0;
  for (let hour = 0; hour < heights.length; hour++) {
    const expected = start - fall * hour;
    const error = Math.log(expected) - Math.log(heights[hour]);
    sum += error ** 2;
  }
  return sum;
}

/** The distance of two points: not marked yet. */
export function distance(from: number[], to: number[]): number {
  let sum = 0;
  for (let i = 0; i < from.length; i++) sum += (from[i] - to[i]) ** 2;
  return Math.sqrt(sum);
}
