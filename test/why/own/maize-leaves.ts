const BASE = 8;
const CEILING = 34;

const clamp = (low: number, high: number, x: number) => Math.min(high, Math.max(low, x));

interface Weather {
  readonly mean: number;
  readonly swing: number;
}

/** The weather of a day of the season. */
const weatherOf = (day: number): Weather => ({
  mean: 13 + 7.5 * Math.sin((2 * Math.PI * (day - 100)) / 365),
  swing: 5 + 1.5 * Math.sin((2 * Math.PI * (day - 80)) / 365),
});

/** Temperatures of a day, every three hours. */
const hours = ({ mean, swing }: Weather) =>
  Array.from({ length: 8 }, (_, i) => mean + swing * Math.sin((2 * Math.PI * (3 * i - 8)) / 24));

/** Degrees above the base, averaged over a day; there is no growth below the base and none more above the ceiling. */
function degrees(temperatures: readonly number[], warming: number): number {
  const useful = temperatures.map((t) => clamp(t + warming, BASE, CEILING) - BASE);
  return useful.reduce((sum, t) => sum + t, 0) / useful.length;
}

/**
 * Leaves of maize at midsummer, for a warmer season.
 * @trace leaves(1.5, 41)
 */
export function leaves(warming: number, phyllochron: number): number {
  let thermal = 0;
  for (let day = 125; day <= 172; day++) thermal += degrees(hours(weatherOf(day)), warming);
  const count = 2 + thermal / phyllochron;
  return count;
}
