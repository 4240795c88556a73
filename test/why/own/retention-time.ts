/** Mean of the detector before the sample arrives. */
function baseline(signal: number[], count: number): number {
  const quiet = signal.splice(0, count);
  return quiet.reduce((a, b) => a + b, 0) / quiet.length;
}

/** Where the light of a peak is centred, in readings. */
function centre(signal: readonly number[], zero: number): number {
  let [moment, area] = [0, 0];
  signal.forEach((reading, i) => {
    moment += i * (reading - zero);
    area += reading - zero;
  });
  return moment / area;
}

/**
 * Retention time of a peak in a chromatogram, in seconds since the injection.
 * @trace retention([2.1, 1.9, 2, 2.2, 3.8, 9.6, 14.2, 8.1, 3.1, 2], 0.5)
 */
export function retention(signal: number[], interval: number): number {
  const zero = baseline(signal, 3);
  const time = interval * centre(signal, zero);
  return time;
}
