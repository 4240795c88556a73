type Build = 'timber' | 'brick' | 'concrete' | 'steel';

interface House {
  readonly build: Build;
  readonly sum: number;
  readonly excess?: number;
  readonly zone?: { readonly flood: number };
}

/** Rates of the tariff; what is missing takes the general one. */
const tariff = new Map<Build, number>([
  ['timber', 0.0042],
  ['brick', 0.0027],
  ['concrete', 0.0021],
]);
const GENERAL = 0.003;

function rateOf({ build, zone }: House, loading: number): number {
  const exposure = zone?.flood ?? 0;
  return tariff.get(build) ?? GENERAL + loading * exposure;
}

function* premiums(houses: Iterable<House>, loading: number): Generator<number> {
  for (const house of houses) {
    const { sum, excess = 250 } = house;
    const rebate = 1 - 0.12 * (1 - Math.exp(-excess / 800));
    yield rateOf(house, loading) * sum * rebate;
  }
}

/**
 * Premiums of a street by the river, for a loading of the rate by exposure to floods.
 * @trace street(0.0018)
 */
export function street(loading: number): number {
  const houses: House[] = [
    { build: 'brick', sum: 310_000, zone: { flood: 0.8 } },
    { build: 'timber', sum: 195_000, excess: 1000, zone: { flood: 0.55 } },
    { build: 'concrete', sum: 540_000, excess: 500 },
    { build: 'brick', sum: 280_000, zone: { flood: 0.3 } },
  ];
  let income = 0;
  for (const premium of premiums(houses, loading)) income += premium;
  return income;
}
