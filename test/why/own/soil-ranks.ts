interface Plot {
  clay: number;
  humus: number;
  yield: number;
}

const plots: readonly Plot[] = [
  { clay: 0.21, humus: 2.3, yield: 5.1 },
  { clay: 0.34, humus: 2.9, yield: 5.0 },
  { clay: 0.12, humus: 1.62, yield: 4.2 },
  { clay: 0.27, humus: 3.4, yield: 6.4 },
  { clay: 0.41, humus: 3.1, yield: 4.9 },
  { clay: 0.18, humus: 1.9, yield: 4.4 },
];

/** Place of each number in the order of size, from 1. */
function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => 1 + sorted.indexOf(value));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, one, i) => sum + (one - mx) * (y[i]! - my), 0);
  return covariance(a, ma, b, mb) / Math.sqrt(covariance(a, ma, a, ma) * covariance(b, mb, b, mb));
}

/**
 * How well an index of the soil foretells the order of the yields.
 * @trace agreement(5.2, 0.9)
 */
export function agreement(clayWeight: number, humusWeight: number): number {
  const index = plots.map(({ clay, humus }) => humusWeight * humus - clayWeight * clay);
  const yields = plots.map((plot) => plot.yield);
  return correlation(ranks(index), ranks(yields));
}
