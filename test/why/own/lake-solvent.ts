import { Matrix } from 'ml-matrix';

const exchange = new Matrix([
  [-0.3, 0.2, 0],
  [0.3, -0.5, 0.1],
  [0, 0.3, -0.1],
]);

interface Spill {
  basin: number;
  kilograms: number;
}

function afterSpills(spills: readonly Spill[]): Matrix {
  const load = Matrix.zeros(3, 1);
  for (const { basin, kilograms } of spills) load.set(basin, 0, load.get(basin, 0) + kilograms);
  return load;
}

/**
 * Kilograms of solvent in the last of three basins after some days of exchange and evaporation.
 * @trace lastBasin(12, 0.04)
 */
export function lastBasin(days: number, evaporation: number): number {
  const load = afterSpills([
    { basin: 0, kilograms: 40 },
    { basin: 1, kilograms: 5 },
  ]);
  const perStep = Matrix.mul(exchange, 0.5);
  for (let step = 0; step < 2 * days; step++) {
    const moved = perStep.mmul(load);
    const lost = Matrix.mul(load, 0.5 * evaporation);
    load.add(moved);
    Matrix.sub(load, lost);
  }
  return load.get(2, 0);
}
