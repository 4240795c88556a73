import { Matrix, solve } from 'ml-matrix';

type Place = readonly [x: number, y: number];

const beacons: readonly Place[] = Object.freeze([
  [0, 0],
  [10, 0],
  [0, 8],
  [9, 9],
] as Place[]);

/** One step of Gauss and Newton towards the place that fits the ranges. */
function improve(at: Place, ranges: readonly number[]): Place {
  const lengths = beacons.map(([x, y]) => Math.sqrt((at[0] - x) ** 2 + (at[1] - y) ** 2));
  const jacobian = new Matrix(
    beacons.map(([x, y], i) => [(at[0] - x) / lengths[i]!, (at[1] - y) / lengths[i]!]),
  );
  const residuals = Matrix.columnVector(ranges.map((range, i) => range - lengths[i]!));
  const normal = jacobian.transpose().mmul(jacobian);
  const step = solve(normal, jacobian.transpose().mmul(residuals));
  return [at[0] + step.get(0, 0), at[1] + step.get(1, 0)];
}

/**
 * How far east a boat is, by its ranges to four beacons.
 * @trace east([5.1, 7.3, 5.6, 7.5], 0.02)
 */
export function east(ranges: number[], delay: number): number {
  const corrected = ranges.map((range) => range - delay);
  let at: Place = [5, 5];
  for (let k = 0; k < 4; k++) at = improve(at, corrected);
  return at[0];
}
