const ONE = 1 << 12;
const step = Object.freeze([0, 1, 1, 1, 1, 1, 1, 1]);

/** A low-pass of first order, as it runs on a controller without floating point. */
class LowPass {
  private state = 0;
  private readonly weight: number;

  constructor(weight: number) {
    this.weight = (weight * ONE) | 0;
  }

  next(sample: number): number {
    this.state += (this.weight * (sample - this.state)) / ONE;
    return this.state;
  }
}

/**
 * Squared error of a step response against the wanted one, to choose the weight by.
 * @trace misfit(0.37, 0.45)
 */
export function misfit(weight: number, wanted: number): number {
  const filter = new LowPass(weight);
  let sum = 0;
  let target = 0;
  for (const sample of step) {
    target += wanted * (sample - target);
    sum += (filter.next(sample) - target) ** 2;
  }
  return sum;
}
