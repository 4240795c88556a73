import { Matrix } from 'ml-matrix';

/** Rescaled range of a row of yearly flows, after Hurst. */
class RescaledRange {
  readonly #flows: Matrix;

  constructor(flows: readonly number[]) {
    this.#flows = Matrix.rowVector([...flows]);
  }

  get range(): number {
    const profile = this.#flows.sub(this.#flows.mean()).cumulativeSum();
    return profile.max() - profile.min();
  }

  get deviation(): number {
    return this.#flows.standardDeviation();
  }

  get ratio(): number {
    return this.range / this.deviation;
  }
}

/**
 * Exponent of the river's memory, from ten years at the gauge.
 * @trace exponent([112, 95, 130, 141, 138, 99, 84, 76, 91, 120])
 */
export function exponent(flows: number[]): number {
  const { ratio } = new RescaledRange(flows);
  const hurst = Math.log(ratio) / Math.log(flows.length / 2);
  return hurst;
}
