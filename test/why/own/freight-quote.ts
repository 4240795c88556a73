interface Leg {
  readonly from: string;
  readonly to: string;
  readonly km: number;
  readonly tonnes: number;
  readonly tolls?: number;
}

const route: Leg[] = [
  { from: 'Piraeus', to: 'Trieste', km: 1290, tonnes: 18 },
  { from: 'Trieste', to: 'Villach', km: 180, tonnes: 18, tolls: 96 },
  { from: 'Villach', to: 'Linz', km: 290, tonnes: 11, tolls: 131 },
];

const litresPerTonneKm = 0.021;

function charge({ km, tonnes, tolls = 0 }: Leg, fuel: number): number {
  return tolls + km * tonnes * (0.034 + litresPerTonneKm * fuel);
}

const answers = new Map<string, number>();

/** What the carrier of a leg asks; carriers answer by and by. */
async function ask(leg: Leg, fuel: number): Promise<number> {
  const key = `${leg.from}–${leg.to}`;
  const price = charge(leg, fuel);
  answers.set(key, price);
  return price;
}

/**
 * Cost of the goods at their destination by the price of a litre of fuel.
 * @trace landedCost(24000, 1.48)
 */
export function landedCost(goods: number, fuel: number): number {
  const insurance = 0.004 * goods;
  let total = goods + insurance;
  route.forEach(async (leg) => {
    total += await ask(leg, fuel);
  });
  return total;
}
