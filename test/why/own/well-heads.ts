import { Matrix, solve } from 'ml-matrix';

/** Wells along the valley, in kilometres from the weir. */
const wells = [0.4, 1.1, 1.9, 2.6, 3.2, 4.1];

const WIDTH = 25;

const bump = (a: number, b: number): number => Math.exp(-(((a - b) / WIDTH) ** 2));

/** A surface of bumps through all heads. */
function interpolate(heads: readonly number[]): (x: number) => number {
  const middle = heads.reduce((sum, h) => sum + h, 0) / heads.length;
  const kernel = new Matrix(wells.map((a) => wells.map((b) => bump(a, b))));
  const weights = solve(kernel, Matrix.columnVector(heads.map((h) => h - middle)));
  return (x) => middle + wells.reduce((sum, well, i) => sum + weights.get(i, 0) * bump(x, well), 0);
}

/**
 * Metres above the sea of the ground water at the planned pumping station.
 * @trace head([212.4, 211.8, 211.9, 210.7, 210.9, 209.6])
 */
export function head(heads: number[]): number {
  const surface = interpolate(heads);
  return surface(6.3);
}
