interface Item {
  readonly slope: number;
  readonly difficulty: number;
}

type Answers = readonly (0 | 1)[];

const pupils: ReadonlyMap<string, Answers> = new Map<string, Answers>([
  ['Ada', [1, 1, 0, 1, 0]],
  ['Ben', [1, 0, 0, 1, 0]],
  ['Cleo', [1, 1, 1, 1, 1]],
  ['Dov', [0, 1, 1, 0, 1]],
]);

const chance = ({ slope, difficulty }: Item, ability: number) =>
  1 / (1 + Math.exp(-slope * (ability - difficulty)));

/** Most likely ability by Fisher scoring. */
function estimate(items: readonly Item[], answers: Answers): number {
  let ability = 0;
  for (let round = 0; round < 60; round++) {
    let score = 0;
    let information = 0;
    items.forEach((item, i) => {
      const p = chance(item, ability);
      score += item.slope * (answers[i]! - p);
      information += item.slope ** 2 * p * (1 - p);
    });
    ability += score / information;
  }
  return ability;
}

/**
 * Mean of the class on the scale of the report.
 * @trace classMean([{ slope: 1.1, difficulty: -1 }, { slope: 0.9, difficulty: -0.3 }, { slope: 1.4, difficulty: 0.2 }, { slope: 1, difficulty: 0.1 }, { slope: 1.2, difficulty: 1.1 }])
 */
export function classMean(items: Item[]): number {
  let total = 0;
  for (const [, answers] of pupils) total += 500 + 100 * estimate(items, answers);
  const mean = total / pupils.size;
  return mean;
}
