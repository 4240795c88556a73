/** Each sample is the sum of those before it, weighted by the response from now backwards. */
function convolve(signal: readonly number[], response: number[]): number[] {
  const taps = response.reverse();
  const out: number[] = [];
  for (let n = taps.length - 1; n < signal.length; n++) {
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += taps[k]! * signal[n - taps.length + 1 + k]!;
    out.push(sum);
  }
  return out;
}

interface Stereo {
  left: number[];
  right: number[];
}

/**
 * How much the two channels differ behind the same echo; equal channels should give 0.
 * @trace width({ left: [0, 0, 1, 0.4, 0.1, -0.2], right: [0, 0, 1, 0.4, 0.1, -0.2] }, [1, 0.5, 0.2])
 */
export function width({ left, right }: Stereo, response: number[]): number {
  const wet: number[][] = [];
  for (const channel of [left, right]) wet.push(convolve(channel, response));
  const difference = wet[0]!.reduce((sum, sample, n) => sum + (sample - wet[1]![n]!) ** 2, 0);
  return difference;
}
