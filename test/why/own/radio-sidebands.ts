/** The Bessel function of the first kind by its power series. */
function bessel(order: number, x: number): number {
  let term = 1;
  for (let k = 1; k <= order; k++) term *= x / 2 / k;
  let sum = term;
  for (let k = 1; k < 20; k++) {
    term *= -((x / 2) ** 2) / (k * (k + order));
    sum += term;
  }
  return sum;
}

/** Amplitudes of the carrier and its sidebands under frequency modulation; each follows from the two before. */
function sidebands(index: number, count: number): number[] {
  const amplitudes = [bessel(0, index), bessel(1, index)];
  for (let n = 1; n < count; n++) {
    amplitudes.push(((2 * n) / index) * amplitudes[n]! - amplitudes[n - 1]!);
  }
  return amplitudes;
}

/**
 * Level of the eleventh sideband of a transmitter in decibel below its carrier.
 * @trace spurious(3.1, 4)
 */
export function spurious(deviation: number, tone: number): number {
  const [carrier, ...others] = sidebands(deviation / tone, 12);
  const level = 20 * Math.log10(Math.abs(others[10]! / carrier!));
  return level;
}
