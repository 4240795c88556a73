/** A program to measure: a `@trace` case of a file in `programs`. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Index of the case in its file. */
  readonly index: number;
  /** Most that a gradient in single precision may be off, relative to its largest number. */
  readonly single: number;
}

const workload = (id: string, title: string, file: string, index = 0, single = 1e-4): Workload => ({
  id,
  title,
  file,
  index,
  single,
});

export const workloads: readonly Workload[] = [
  workload('W1', 'linear regression, 1000×20', 'linear'),
  workload('W2', 'logistic regression, 2000×50', 'logistic'),
  workload('W3', 'network 64-128-128-10, batch 128', 'network'),
  workload('W4a', 'Σ(a·sin b + exp(b·c)) + 5, n = 4', 'seed', 0),
  workload('W4b', 'the same, n = 64', 'seed', 1),
  workload('W4c', 'the same, n = 256', 'seed', 2),
  workload('W5a', 'Rosenbrock in 100 dimensions, scalars', 'rosenbrock'),
  workload('W5b', 'Runge–Kutta, 46,000 scalar operations', 'pendulum', 0, 1e-2),
  workload('W6', 'product of five 512×512 matrices', 'chain'),
  workload('W7', '10,000 additions of 4×4 matrices', 'additions', 0, 1e-2),
];
