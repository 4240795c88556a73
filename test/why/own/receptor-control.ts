interface Well {
  readonly agonist: number;
  readonly response: number;
}

/** Wells of a plate; the first is the control without any agonist. */
const wells: readonly Well[] = [
  { agonist: 0, response: 3.2 },
  { agonist: 0.5, response: 11.5 },
  { agonist: 2, response: 42.1 },
  { agonist: 8, response: 78.4 },
  { agonist: 32, response: 92.7 },
];

interface Curve {
  base: number;
  top: number;
  half: number;
  steepness: number;
}

function response({ base, top, half, steepness }: Curve, agonist: number): number {
  const bound = agonist ** steepness / (half ** steepness + agonist ** steepness);
  return base + (top - base) * bound;
}

/**
 * Mean square of what a dose-response curve misses.
 * @trace misfit({ base: 2, top: 97, half: 2.4, steepness: 1.35 })
 */
export function misfit(curve: Curve): number {
  const errors = wells.map((well) => response(curve, well.agonist) - well.response);
  return errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
}
