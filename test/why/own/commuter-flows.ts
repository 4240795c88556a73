import { Matrix } from 'ml-matrix';

const workers = [820, 430, 260];
const jobs = [640, 510, 360];
const minutes = new Matrix([
  [8, 24, 35],
  [22, 6, 18],
  [37, 17, 9],
]);

const ratio = (wanted: readonly number[], have: readonly number[]): number[] =>
  wanted.map((w, i) => w / have[i]!);

/** Balances a table to both margins, all in one matrix. */
function balance(seed: Matrix, rounds: number): Matrix {
  const table = seed.clone();
  for (let k = 0; k < rounds; k++) {
    table.mulColumnVector(ratio(workers, table.sum('row')));
    table.mulRowVector(ratio(jobs, table.sum('column')));
  }
  return table;
}

/**
 * Mean minutes on the way to work, when each minute deters by some share.
 * @trace meanMinutes(0.08)
 */
export function meanMinutes(deterrence: number): number {
  const seed = Matrix.mul(minutes, -deterrence).exp();
  const trips = balance(seed, 12);
  const total = trips.sum();
  return trips.mul(minutes).sum() / total;
}
