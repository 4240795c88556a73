interface Population {
  susceptible: number;
  infected: number;
  immune: number;
}

/** Moves a share of the susceptible to the immune. */
function vaccinate(population: Population, coverage: number, efficacy: number): void {
  const moved = population.susceptible * coverage * efficacy;
  population.susceptible -= moved;
  population.immune += moved;
}

/**
 * Largest share of people ill at once in a season of an epidemic, days as steps, after a campaign before it.
 * @trace peak(0.4, 0.35, staticArg(0.9))
 */
export function peak(coverage: number, contact: number, efficacy: number): number {
  const people: Population = { susceptible: 0.98, infected: 0.02, immune: 0 };
  let { susceptible, infected } = people;
  vaccinate(people, coverage, efficacy);

  let highest = infected;
  for (let day = 0; day < 60; day++) {
    const fresh = contact * susceptible * infected;
    susceptible -= fresh;
    infected += fresh - infected / 7;
    highest = Math.max(highest, infected);
  }
  return highest;
}
