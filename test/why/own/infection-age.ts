/** Lower ends of the age bands of the survey. */
const EDGES = [0, 5, 15, 30, 50, 65, 80] as const;
const susceptible = [0.95, 0.6, 0.35, 0.2, 0.12, 0.1, 0.1];

interface Band {
  from: number;
  to: number;
}

const bands = EDGES.map((from, i): Band => ({ from, to: EDGES[i + 1] ?? Infinity }));

/**
 * Mean age at infection when each band has its own force of infection (per year).
 * @trace meanAge([0.12, 0.21, 0.09, 0.05, 0.04, 0.03, 0.03], 0.9)
 */
export function meanAge(force: number[], reporting: number): number {
  let cases = 0;
  let ages = 0;
  for (const [i, { from, to }] of bands.entries()) {
    const weight = reporting * force[i]! * susceptible[i]!;
    const age = (from + to) / 2;
    cases += weight;
    ages += weight * age;
  }
  return ages / cases;
}
