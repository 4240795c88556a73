type Base = 'A' | 'C' | 'G' | 'T';

const first = 'ACGTTGCAACGGATTCGATC'.repeat(40);
const second = 'ACGTTACAACGGCTTCGATT'.repeat(40);

/** Chances that a base stays, and that it becomes a certain other one, along a branch; after Jukes and Cantor. */
function chances(length: number): { same: number; other: number } {
  const decay = Math.exp((-4 / 3) * length);
  return { same: 0.25 + 0.75 * decay, other: 0.25 - 0.25 * decay };
}

/** Pairs of bases, site by site. */
function* sites(a: string, b: string): Generator<[Base, Base]> {
  for (let i = 0; i < Math.min(a.length, b.length); i++) yield [a[i] as Base, b[i] as Base];
}

function logLikelihood(length: number): number {
  const { same, other } = chances(length);
  let likelihood = 1;
  for (const [a, b] of sites(first, second)) likelihood *= 0.25 * (a === b ? same : other);
  return Math.log(Math.max(likelihood, Number.MIN_VALUE));
}

/**
 * Log likelihood of the branch between two beetles, by their sequences.
 * @trace support(0.2)
 */
export function support(length: number): number {
  const fit = logLikelihood(length);
  return fit;
}
