const periods = Object.freeze([12.42, 12, 25.82]);
const gauge = Object.freeze([2.1, 1.4, -0.3, -1.2, -0.9, 0.6, 1.8, 1.5]);

/** Height of the tide at an hour, above the mean. */
function tide(amplitudes: readonly number[], phases: readonly number[], hour: number): number {
  let height = 0;
  for (const [i, period] of periods.entries()) {
    const angle = (2 * Math.PI * hour) / period - phases[i]!;
    height += amplitudes[i]! * Math.cos(angle);
  }
  return height;
}

/**
 * Misfit of three tidal constituents to a gauge that is read every two hours, before the fit.
 * @trace misfit([0, 0, 0], [0.3, 0.1, 1.2], 0.5)
 */
export function misfit(amplitudes: number[], phases: number[], mean: number): number {
  let sum = 0;
  for (const [k, height] of gauge.entries()) {
    sum += (mean + tide(amplitudes, phases, 2 * k) - height) ** 2;
  }
  return sum / gauge.length;
}
