type Complex = readonly [re: number, im: number];

/** The index with its bits in reverse. */
function reversed(index: number, bits: number): number {
  let out = 0;
  for (let k = 0; k < bits; k++) out |= ((index >> k) & 1) << (bits - 1 - k);
  return out;
}

/** Fourier transform of a signal whose length is a power of two. */
function transform(signal: readonly number[]): Complex[] {
  const bits = Math.log2(signal.length);
  const out: Complex[] = signal.map((_, n) => [signal[reversed(n, bits)]!, 0]);
  for (let half = 1; half < out.length; half <<= 1) {
    for (let n = 0; n < out.length; n++) {
      if (n & half) continue;
      const angle = (-Math.PI * (n % half)) / half;
      const [[a, b], [c, d]] = [out[n]!, out[n + half]!];
      const turned = [c * Math.cos(angle) - d * Math.sin(angle), c * Math.sin(angle) + d * Math.cos(angle)];
      out[n] = [a + turned[0]!, b + turned[1]!];
      out[n + half] = [a - turned[0]!, b - turned[1]!];
    }
  }
  return out;
}

/**
 * Power of one line in the spectrum of a motor's current.
 * @trace power([0.1, 0.9, 0.4, -0.8, -0.2, 0.7, 0.3, -1.1], staticArg(2), 1.5)
 */
export function power(current: number[], line: number, gain: number): number {
  const [re, im] = transform(current.map((sample) => gain * sample))[line]!;
  return (re * re + im * im) / current.length;
}
