/** Minimises a function of two numbers by gradient descent. */
export function descend(
  slope: (at: readonly [number, number]) => [number, number],
  start: [number, number],
  rate: number,
  steps: number,
): [number, number] {
  let at = start;
  for (let k = 0; k < steps; k++) {
    const [a, b] = slope(at);
    at = [at[0] - rate * a, at[1] - rate * b];
  }
  return at;
}
