/** Two fields take turns: one is read, the other written. */
class Pond {
  private now: Float64Array;
  private next: Float64Array;
  private readonly before: Float64Array;

  constructor(length: number) {
    this.now = new Float64Array(length);
    this.next = new Float64Array(length);
    this.before = new Float64Array(length);
  }

  drop(at: number, depth: number): void {
    this.now[at] = depth;
    this.before[at] = depth;
  }

  step(courant: number, damping: number): void {
    const { now, next, before } = this;
    for (let i = 1; i < now.length - 1; i++) {
      const bent = now[i - 1]! - 2 * now[i]! + now[i + 1]!;
      next[i] = now[i]! + (1 - damping) * (now[i]! - before[i]!) + courant ** 2 * bent;
    }
    before.set(now);
    [this.now, this.next] = [next, now];
  }

  get energy(): number {
    return this.now.reduce((sum, height, i) => sum + height ** 2 + (height - this.before[i]!) ** 2, 0);
  }
}

/**
 * Energy of a ripple in a pond after two drops.
 * @trace energyLeft([0.8, -0.5], 0.6, 0.02)
 */
export function energyLeft(depths: number[], courant: number, damping: number): number {
  const pond = new Pond(12);
  depths.forEach((depth, k) => pond.drop(3 + 4 * k, depth));
  for (let k = 0; k < 15; k++) pond.step(courant, damping);
  return pond.energy;
}
