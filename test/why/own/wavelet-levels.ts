function split(signal: readonly number[]): [number[], number[]] {
  const low: number[] = [];
  const high: number[] = [];
  for (let i = 0; i + 1 < signal.length; i += 2) {
    low.push((signal[i]! + signal[i + 1]!) / 2);
    high.push((signal[i]! - signal[i + 1]!) / 2);
  }
  return [low, high];
}

/**
 * Roughness of a signal, from its details on all levels but the finest.
 * @trace roughness([3, 5, 4, 8, 1, 0, 2, 6], 0.7)
 */
export function roughness(signal: number[], damping: number): number {
  const details: number[][] = [];
  let rest = signal;
  while (rest.length > 1) {
    const [low, high] = split(rest);
    details.push(high);
    rest = low;
  }
  let energy = 0;
  for (let level = 0; level < details.length; level++) {
    energy += damping ** level * details[level + 1]!.reduce((sum, d) => sum + d * d, 0);
  }
  return energy;
}
