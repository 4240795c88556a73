type Reading = readonly [hour: number, milligals: number];

const readings: readonly Reading[] = [
  [0, 980665.112],
  [1.5, 980665.131],
  [3.1, 980665.168],
  [4.4, 980665.179],
  [6.2, 980665.224],
  [7.9, 980665.251],
];

interface Moments {
  n: number;
  mean: number;
  squares: number;
}

function* corrected(drift: number): Generator<number> {
  for (const [hour, milligals] of readings) yield milligals - drift * hour;
}

/** One more value, after Welford. */
function update({ n, mean, squares }: Moments, value: number): Moments {
  const before = value - mean;
  const next = mean + before / (n + 1);
  return { n: n + 1, mean: next, squares: squares + before * (value - next) };
}

/**
 * Scatter of the gravimeter at the base station, drift taken off, in microgals.
 * @trace scatter(0.012)
 */
export function scatter(drift: number): number {
  let moments: Moments = { n: 0, mean: readings[0]![1], squares: 0 };
  for (const value of corrected(drift)) moments = update(moments, value);
  return 1000 * Math.sqrt(moments.squares / (moments.n - 1));
}
