/** The middle of some values, which an outlier hardly moves. */
export function centreOf(values: number[]): number {
  const ordered = values.sort((a, b) => a - b);
  const half = ordered.length >> 1;
  if (ordered.length % 2 === 1) return ordered[half]!;
  return (ordered[half - 1]! + ordered[half]!) / 2;
}

export const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
