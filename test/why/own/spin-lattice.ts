type Site = readonly [row: number, column: number];

/** Couplings of a site of a lattice to the site on its right and to the one below. */
class Couplings {
  readonly #strengths = new Map<Site, [right: number, below: number]>();

  set(site: Site, right: number, below: number): this {
    this.#strengths.set(site, [right, below]);
    return this;
  }

  of(site: Site): readonly [right: number, below: number] {
    return this.#strengths.get(site) ?? [0, 0];
  }
}

const spins = [
  [1, -1, 1],
  [1, 1, -1],
  [-1, 1, 1],
];

/**
 * Energy of a lattice of spins in a field.
 * @trace energy([[0.8, 1.1], [0.7, 0.9], [1.2, 0.6]], 0.3)
 */
export function energy(strengths: [number, number][], field: number): number {
  const couplings = new Couplings();
  strengths.forEach(([right, below], row) => {
    for (let column = 0; column < 3; column++) couplings.set([row, column], right, below);
  });
  const at = (row: number, column: number) => spins[row]?.[column] ?? 0;
  let total = 0;
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const [right, below] = couplings.of([row, column]);
      const pull = right * at(row, column + 1) + below * at(row + 1, column) + field;
      total -= at(row, column) * pull;
    }
  }
  return total;
}
