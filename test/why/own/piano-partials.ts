/** Frequencies of the partials of a low string, in Hz, and how sure their peaks are. */
const peaks = [
  { partial: 1, hertz: 55.41, sure: 0.7 },
  { partial: 2, hertz: 110.9, sure: 1 },
  { partial: 3, hertz: 166.71, sure: 1 },
  { partial: 4, hertz: 222.9, sure: 0.9 },
  { partial: 6, hertz: 337.2, sure: 0.8 },
  { partial: 8, hertz: 455.1, sure: 0.6 },
] as const;

/** Tuning constant of the biweight, for an efficiency of 95 %. */
const TUNING = 4.685;

const cents = (a: number, b: number) => 1200 * Math.log2(a / b);

/** A stiff string, whose partials are sharper the higher they are. */
class Wire {
  constructor(hertz: number, stiffness: number) {
    this.#hertz = hertz;
    this.#stiffness = stiffness;
  }
  readonly #hertz: number;
  readonly #stiffness: number;

  partial(n: number): number {
    return n * this.#hertz * Math.sqrt(1 + this.#stiffness * n * n);
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Tukey's loss: quadratic for small residuals, bounded for outliers. */
function biweight(residual: number): number {
  const u = residual / TUNING;
  return Math.abs(u) < 1 ? 1 - (1 - u * u) ** 3 : 1;
}

/**
 * Misfit of a stiff string to the peaks of a recording.
 * @trace misfit(54.6, 0.0004)
 */
export function misfit(hertz: number, stiffness: number): number {
  const wire = new Wire(hertz, stiffness);
  const residuals = peaks.map(({ partial, hertz: peak }) => cents(peak, wire.partial(partial)));
  const spread = 1.4826 * median(residuals.map(Math.abs));
  const losses = residuals.map((residual, i) => peaks[i]!.sure * biweight(residual));
  console.debug(`spread ${spread.toFixed(1)} cents`);
  return losses.reduce((sum, loss) => sum + loss, 0);
}
