interface Rates {
  base: number;
  perKilo: number;
  fuel: number;
}

class Tariff {
  readonly #rates: Rates;

  constructor(rates: Rates) {
    this.#rates = rates;
  }

  /** Two kilograms are included. */
  charge(kilos: number): number {
    const { base, perKilo } = this.#rates;
    return base + kilos > 2 ? perKilo * (kilos - 2) : 0;
  }

  get surcharge(): number {
    return 1 + this.#rates.fuel;
  }
}

/**
 * What a shop pays for its parcels in a week, in euro, to compare tariffs by.
 * @trace invoice([3.4, 7.9, 12.5, 2.6], { base: 4.2, perKilo: 0.85, fuel: 0.06 })
 */
export function invoice(weights: number[], rates: Rates): number {
  const tariff = new Tariff(rates);
  const net = weights.map((kilos) => tariff.charge(kilos)).reduce((a, b) => a + b, 0);
  return net * tariff.surcharge;
}
