/**
 * Rosenbrock's function in any number of dimensions, on plain numbers.
 * @trace rosenbrock(randn(100))
 */
export function rosenbrock(x: number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    sum += 100 * (x[i + 1] - x[i] * x[i]) ** 2 + (1 - x[i]) ** 2;
  }
  return sum;
}
