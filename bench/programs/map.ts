/**
 * The logistic map after so many rounds: five records a round, of which three are equations.
 * @trace logistic(2.9, 0.4, 200000)
 */
export function logistic(r: number, start: number, rounds: number): number {
  let x = start;
  for (let i = 0; i < rounds; i++) x = r * x * (1 - x);
  return x;
}
