/** Windows for short pieces of sound, each made once. */
class Windows {
  readonly #made = new Map<number, number[]>();

  hann(length: number): number[] {
    const known = this.#made.get(length);
    if (known) return known;
    const phase = (n: number) => (2 * Math.PI * (n + 0.5)) / length;
    const window = Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos(phase(n)));
    this.#made.set(length, window);
    return window;
  }
}

function weighted(frame: readonly number[], windows: Windows): number[] {
  const product = windows.hann(frame.length);
  for (const [n, sample] of frame.entries()) product[n]! *= sample;
  return product;
}

function* framesOf(samples: readonly number[], length: number): Generator<number[]> {
  for (let at = 0; at + length <= samples.length; at += length) yield samples.slice(at, at + length);
}

/**
 * Power of speech over frames, louder ones counting more.
 * @trace power([0.2, 0.7, -0.4, 0.1, 0.9, -0.8, 0.6, 0.3, -0.5, 0.4, 0.2, -0.1], 1.2)
 */
export function power(samples: number[], exponent: number): number {
  const windows = new Windows();
  let total = 0;
  for (const frame of framesOf(samples, 4)) {
    const energy = weighted(frame, windows).reduce((sum, x) => sum + x * x, 0);
    total += energy ** exponent;
  }
  return total;
}
