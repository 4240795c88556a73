/** Linear moments of floods by the order of their sizes. */
function moments(floods: readonly number[]): [mean: number, scale: number] {
  const sorted = [...floods].sort((a, b) => a - b);
  const n = sorted.length;
  let [b0, b1] = [0, 0];
  for (const [rank, flood] of sorted.entries()) {
    b0 += flood / n;
    b1 += (rank / (n - 1)) * (flood / n);
  }
  return [b0, 2 * b1 - b0];
}

const EULER = 0.5772156649;

/**
 * Flood that is exceeded once in some years, by the distribution of Gumbel.
 * @trace flood([312, 287, 455, 390, 268, 341], 100)
 */
export function flood(yearly: number[], years: number): number {
  const [mean, scale] = moments(yearly);
  const alpha = scale / Math.LN2;
  const location = mean - EULER * alpha;
  return location - alpha * Math.log(-Math.log(1 - 1 / years));
}
