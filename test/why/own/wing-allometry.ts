interface Bird {
  wing: number;
  mass: number;
}

/** Slope of the line of least squares. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [above, below] = [0, 0];
  for (const [i, xi] of x.entries()) {
    above += (xi - mx) * (y[i]! - my);
    below += (xi - mx) ** 2;
  }
  return above / below;
}

/**
 * How the mass of birds grows with their wings, as a power; 0 stands for what was not measured.
 * @trace exponent([{ wing: 7.4, mass: 12 }, { wing: 0, mass: 31 }, { wing: 12.6, mass: 58 }, { wing: 17.8, mass: 160 }, { wing: 24.1, mass: 430 }])
 */
export function exponent(birds: Bird[]): number {
  const wings = birds.map(({ wing }) => wing).filter((wing) => wing > 0);
  const masses = birds.map(({ mass }) => mass).filter((mass) => mass > 0);
  const power = slope(wings.map(Math.log), masses.map(Math.log));
  return power;
}
