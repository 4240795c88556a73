/** Soft membership of a wind speed in the classes calm, breeze and storm. */
function membership(wind: number, sharpness: number): number[] {
  const scores = [4, 11, 22].map((centre) => Math.exp(-sharpness * (wind - centre) ** 2));
  const total = scores.reduce((a, b) => a + b, 0);
  return scores.map((score) => score / total);
}

/** Soft counts of changes from the class of the row to the class of the column. */
function transitions(winds: readonly number[], sharpness: number): number[][] {
  const counts: number[][] = new Array<number[]>(3).fill([0, 0, 0]);
  for (let t = 1; t < winds.length; t++) {
    const before = membership(winds[t - 1]!, sharpness);
    const after = membership(winds[t]!, sharpness);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) counts[i]![j]! += before[i]! * after[j]!;
    }
  }
  return counts;
}

/**
 * Share of hours that a breeze lasts for another hour, by hourly wind speeds.
 * @trace persistence([3.1, 9.5, 12.2, 11.8, 19.9, 24, 10.4, 5.2], 0.05)
 */
export function persistence(winds: number[], sharpness: number): number {
  const [, breeze] = transitions(winds, sharpness);
  const share = breeze![1]! / breeze!.reduce((a, b) => a + b, 0);
  return share;
}
