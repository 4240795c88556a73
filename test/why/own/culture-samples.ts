interface Sample {
  taken: Date;
  density: number;
}

const inoculated = new Date(Date.UTC(2023, 9, 3, 17, 45));

const later = (date: Date, hours: number): Date => new Date(date.getTime() + hours * 3_600_000);
const hoursBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 3_600_000;

/** The samples that the robot took, every few hours after a first wait. */
function samples(wait: number, pause: number): Sample[] {
  const densities = [0.06, 0.19, 0.55, 0.98];
  let taken = later(inoculated, wait);
  return densities.map((density) => {
    const sample = { taken, density };
    taken = later(taken, pause);
    return sample;
  });
}

/**
 * Misfit of logistic growth to optical densities of a culture.
 * @trace misfit({ wait: 2.25, pause: 1.5 }, 0.8, 1.4)
 */
export function misfit(timing: { wait: number; pause: number }, rate: number, capacity: number): number {
  let sum = 0;
  for (const { taken, density } of samples(timing.wait, timing.pause)) {
    const hours = hoursBetween(inoculated, taken);
    const grown = capacity / (1 + (capacity / 0.01 - 1) * Math.exp(-rate * hours));
    sum += (Math.log(grown) - Math.log(density)) ** 2;
  }
  return sum;
}
