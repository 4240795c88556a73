type Stage = 'pup' | 'juvenile' | 'adult';

const counted: ReadonlyArray<readonly [stage: string, animals: number]> = [
  ['pup', 310],
  ['juvenile', 420],
  ['adults', 655],
];

class Colony {
  readonly #animals = new Map<Stage, number>();

  constructor(census: Map<string, number>) {
    for (const stage of ['pup', 'juvenile', 'adult'] as const) {
      this.#animals.set(stage, census.get(stage) ?? 0);
    }
  }

  get(stage: Stage): number {
    return this.#animals.get(stage)!;
  }

  /** The breeding season comes first, then the winter. */
  nextYear(births: number, survival: Record<Stage, number>): this {
    const pups = births * this.get('adult');
    const adults = survival.adult * this.get('adult') + 0.3 * survival.juvenile * this.get('juvenile');
    const juveniles = survival.pup * this.get('pup') + 0.7 * survival.juvenile * this.get('juvenile');
    this.#animals.set('pup', pups).set('juvenile', juveniles).set('adult', adults);
    return this;
  }

  get total(): number {
    return [...this.#animals.values()].reduce((sum, n) => sum + n, 0);
  }
}

/**
 * Seals in the colony in the summer after the census.
 * @trace nextSummer(0.38, 0.92)
 */
export function nextSummer(births: number, adultSurvival: number): number {
  const colony = new Colony(new Map(counted));
  return colony.nextYear(births, { pup: 0.55, juvenile: 0.8, adult: adultSurvival }).total;
}
