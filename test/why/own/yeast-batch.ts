interface Broth {
  cells: number;
  sugar: number;
  ethanol: number;
}

class Reactor {
  readonly history: Broth[] = [];
  #now: Broth;

  constructor(start: Broth) {
    this.#now = start;
  }

  /** What the reactor holds now; the caller may keep it. */
  get state(): Broth {
    return JSON.parse(JSON.stringify(this.#now)) as Broth;
  }

  advance(hours: number, growth: number): void {
    const { cells, sugar, ethanol } = this.#now;
    const rate = ((growth * sugar) / (0.8 + sugar)) * (1 - ethanol / 90);
    this.history.push(this.#now);
    this.#now = {
      cells: cells + hours * rate * cells,
      sugar: sugar - (hours * rate * cells) / 0.12,
      ethanol: ethanol + hours * rate * cells * 3.6,
    };
  }
}

/**
 * Grams of ethanol in a litre when the batch is harvested.
 * @trace ethanolAt(6, 0.31)
 */
export function ethanolAt(harvest: number, growth: number): number {
  const reactor = new Reactor({ cells: 0.5, sugar: 120, ethanol: 0 });
  for (let hour = 0; hour < harvest; hour++) reactor.advance(1, growth);
  const { ethanol } = reactor.state;
  return ethanol;
}
