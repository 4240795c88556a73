const halfLives = new Map([
  ['I-131', 8.02],
  ['Cs-137', 10_976],
  ['Sr-90', 10_512],
]);

interface Sample {
  isotope: string;
  activity: number;
}

/** Activity that is left after some days. */
function remaining({ isotope, activity }: Sample, days: number): number {
  const halfLife = halfLives.get(isotope);
  if (halfLife === undefined) throw new RangeError(`no half-life of ${isotope}`);
  return activity * 2 ** (-days / halfLife);
}

/**
 * Activity of a mixed sample in kilobecquerel, with a line for the journal.
 * @trace total([{ isotope: 'I-131', activity: 42 }, { isotope: 'Cs-137', activity: 7.5 }], 12)
 */
export function total(samples: Sample[], days: number): number {
  const shares: Record<string, number> = {};
  for (const sample of samples) shares[sample.isotope] = remaining(sample, days);
  const sum = Object.values(shares).reduce((a, b) => a + b, 0);
  console.log(`day ${Math.floor(days)}: ${sum.toPrecision(4)} kBq`);
  return sum;
}
