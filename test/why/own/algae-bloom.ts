interface Water {
  nitrogen: number;
  phosphorus: number;
}

/** Growth of algae in a day, by what is scarcest. */
function growth({ nitrogen, phosphorus }: Water, light: number): number {
  const supply = [nitrogen / (nitrogen + 0.02), phosphorus / (phosphorus + 0.002), light / (light + 300)];
  return 0.9 * Math.min(...supply);
}

/** Light that is left under algae. */
function shaded(light: number, algae: number): number {
  return light * Math.exp(-0.08 * algae);
}

/**
 * Algae in a lake after two weeks, in milligrams a litre.
 * @trace bloom({ nitrogen: 1.4, phosphorus: 0.09 }, 2.5, 240)
 */
export function bloom(water: Water, start: number, light: number): number {
  let algae = start;
  for (let day = 0; day < 14; day++) {
    algae += algae * (growth(water, shaded(light, algae)) - 0.25);
  }
  return algae;
}
