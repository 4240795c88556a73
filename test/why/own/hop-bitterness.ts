interface Addition {
  readonly grams: number;
  readonly alpha: number;
  readonly minutes: number;
}

/** A boil and the hops that go into it. */
class Boil {
  readonly #litres: number;
  readonly #additions: Addition[] = [];

  constructor(litres: number) {
    this.#litres = litres;
  }

  add(grams: number, alpha: number, minutes: number): this {
    this.#additions.push({ grams, alpha, minutes });
    return this;
  }

  /** Share of the alpha acids that ends up in the beer, after Tinseth. */
  static utilisation(minutes: number, gravity = 1.05): number {
    const bigness = 1.65 * 0.000125 ** (gravity - 1);
    return (bigness * (1 - Math.exp(-0.04 * minutes))) / 4.15;
  }

  /** International bitterness units of a wort of this gravity. */
  bitterness(gravity: number): number {
    if (gravity < 1) throw new RangeError('lighter than water');
    return this.#additions
      .map(({ grams, alpha, minutes }) => [(1000 * grams * alpha) / this.#litres, minutes] as const)
      .reduce((sum, [acids, minutes]) => sum + acids * Boil.utilisation(minutes), 0);
  }
}

/**
 * Bitterness of a pale ale by the gravity of its wort.
 * @trace paleAle(1.068)
 */
export function paleAle(gravity: number): number {
  const boil = new Boil(21).add(28, 0.102, 60).add(20, 0.055, 15).add(30, 0.055, 5);
  const units = boil.bitterness(gravity);
  return units;
}
