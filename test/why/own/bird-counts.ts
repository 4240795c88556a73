const skylarks = [14, 17, 12, 19, 22, 18, 25, 21, 27, 24, 30, 26];

/** Moving average over a year and so many years before and after it; years at the ends are left out. */
function smooth(counts: readonly number[], reach: number): number[] {
  const width = 2 * reach + 1;
  const out: number[] = [];
  for (let year = reach; year < counts.length - reach; year++) {
    const around = counts.slice(year - reach, year + reach);
    out.push(around.reduce((sum, count) => sum + count, 0) / width);
  }
  return out;
}

/**
 * Birds per square kilometre in the best smoothed years, the larger the power the more the best counts.
 * @trace peakDensity(0.62, 6)
 */
export function peakDensity(detection: number, power: number): number {
  const area = 3.5;
  const densities = smooth(
    skylarks.map((count) => count / detection),
    2,
  ).map((birds) => birds / area);
  const mean = densities.reduce((sum, d) => sum + d ** power, 0) / densities.length;
  return mean ** (1 / power);
}
