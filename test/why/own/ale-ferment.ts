interface Wort {
  sugar: number;
  yeast: number;
  alcohol: number;
}

interface Strain {
  readonly growth: number;
  readonly half: number;
  readonly limit: number;
}

/** Rates of change in a wort, per day. */
function rates({ sugar, yeast, alcohol }: Wort, { growth, half, limit }: Strain): Wort {
  const grown = growth * yeast * (sugar / (half + sugar)) * (1 - alcohol / limit);
  return { sugar: -grown / 0.07, yeast: grown - 0.05 * yeast, alcohol: (0.48 * grown) / 0.07 };
}

/** The wort after some days at constant rates. */
function after(wort: Wort, change: Wort, days: number): Wort {
  for (const key of ['sugar', 'yeast', 'alcohol'] as const) wort[key] += days * change[key];
  return wort;
}

/** One step of Heun. */
function step(wort: Wort, strain: Strain, days: number): Wort {
  const first = rates(wort, strain);
  const guess = after(wort, first, days);
  const second = rates(guess, strain);
  const mean: Wort = {
    sugar: (first.sugar + second.sugar) / 2,
    yeast: (first.yeast + second.yeast) / 2,
    alcohol: (first.alcohol + second.alcohol) / 2,
  };
  return after(wort, mean, days);
}

/**
 * Alcohol after two days, in grams per litre.
 * @trace alcohol(110, 1.1)
 */
export function alcohol(sugar: number, growth: number): number {
  let wort: Wort = { sugar, yeast: 0.9, alcohol: 0 };
  for (let k = 0; k < 8; k++) wort = step(wort, { growth, half: 35, limit: 95 }, 0.25);
  const grams = wort.alcohol;
  return grams;
}
