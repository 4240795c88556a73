/*
 * A NaN born in the middle. Once there, it reaches everything; the trace names the line where it began.
 */

/**
 * Log-likelihood of counts under rates that fall along a line. The line goes below zero at the end.
 * @trace logLikelihood(2, -0.45, staticArg([3, 2, 2, 1, 0, 1]))
 */
export function logLikelihood(start: number, slope: number, counts: number[]): number {
  let sum = 0;
  for (const [time, count] of counts.entries()) {
    const rate = start + slope * time;
    sum += count * Math.log(rate) - rate;
  }
  return sum;
}
