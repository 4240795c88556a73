class Compartments {
  private readonly rates = new Map<string, number>();

  constructor(contact: number, recovery: number, waning: number) {
    this.rates.set('contact', contact);
    this.rates.set('recovery', recovery);
    this.rates.set('wane', waning);
  }

  private rate(name: string): number {
    return this.rates.get(name) ?? 0.01;
  }

  *days(count: number): Generator<[number, number, number]> {
    let [s, i, r] = [0.99, 0.01, 0];
    for (let day = 0; day < count; day++) {
      const infections = this.rate('contact') * s * i;
      const recoveries = this.rate('recovery') * i;
      const lost = this.rate('waning') * r;
      s += lost - infections;
      i += infections - recoveries;
      r += recoveries - lost;
      yield [s, i, r];
    }
  }
}

/**
 * Share of people who are infectious at the end of a season.
 * @trace attackRate(0.35, 0.12, 0.03)
 */
export function attackRate(contact: number, recovery: number, waning: number): number {
  let last = 0;
  for (const [, infectious] of new Compartments(contact, recovery, waning).days(30)) last = infectious;
  return last;
}
