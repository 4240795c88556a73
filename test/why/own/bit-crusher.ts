/** One period of a sine, as a synthesizer plays it. */
function oscillator(level: number, length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) => level * Math.sin((2 * Math.PI * (n + 0.5)) / length));
}

class Converter {
  readonly steps: number;

  constructor(bits: number) {
    this.steps = 2 ** (bits - 1);
  }

  /** The sample as the hardware plays it. */
  play(sample: number): number {
    return Math.round(sample * this.steps) / this.steps;
  }
}

/**
 * Root mean square of a tone through a converter of three bits, to trim the level by.
 * @trace power(0.63, staticArg(3))
 */
export function power(level: number, bits: number): number {
  const converter = new Converter(bits);
  const tone = oscillator(level, 12);
  let sum = 0;
  for (const sample of tone) sum += converter.play(sample) ** 2;
  return Math.sqrt(sum / tone.length);
}
