/** Reported contacts per day: a row for each group that was asked, a column for each group that was met. */
const reported = [
  [8.1, 2.2, 1.1, 0.6, 0.3],
  [2.0, 11.4, 2.5, 1.0, 0.2],
  [1.2, 2.1, 7.9, 2.8, 0.9],
];
/** Thousands of people in each group that was met. */
const people = [61, 74, 190, 160, 88];

type Table = readonly (readonly number[])[];

const perPerson = (table: Table, sizes: readonly number[]): number[][] =>
  table.map((row, i) => row.map((contacts) => contacts / sizes[i]!));

/**
 * Infections per day among those asked, with shares of infectious people in each group that was met.
 * @trace infections([0.012, 0.02, 0.008, 0.005, 0.003], 0.06)
 */
export function infections(infectious: number[], transmission: number): number {
  const sick = infectious.map((share, group) => 1000 * share * people[group]!);
  const pressure = perPerson(reported, people).map((row) =>
    row.reduce((sum, rate, j) => sum + rate * sick[j]!, 0),
  );
  return pressure.reduce((sum, one) => sum + (1 - Math.exp((-transmission * one) / 1000)), 0);
}
