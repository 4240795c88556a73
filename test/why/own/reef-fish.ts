type Counts = Record<string, number>;

const reference: Counts = { damselfish: 41, parrotfish: 12, wrasse: 23, grouper: 3 };

const shares = (counts: Counts): Map<string, number> => {
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  return new Map(Object.entries(counts).map(([species, count]) => [species, count / total]));
};

/** Hellinger distance of two communities. */
function distance(a: Counts, b: Counts): number {
  const [p, q] = [shares(a), shares(b)];
  let sum = 0;
  for (const species of new Set([...p.keys(), ...q.keys()])) {
    const here = Math.sqrt(p.get(species) ?? 0);
    const there = Math.sqrt(q.get(species) ?? 0);
    sum += (here - there) ** 2;
  }
  return Math.sqrt(sum / 2);
}

/**
 * How far a bleached reef is from the reference.
 * @trace turnover({ damselfish: 55, parrotfish: 4, wrasse: 17, grouper: 0 })
 */
export function turnover(bleached: Record<string, number>): number {
  return distance(bleached, reference);
}
