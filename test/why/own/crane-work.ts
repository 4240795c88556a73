import { Matrix } from 'ml-matrix';

type Vector = [x: number, y: number, z: number];

/** Inner product of a force and a displacement. */
function workOf(force: Vector, displacement: Vector): number {
  const [f, d] = [Matrix.columnVector(force), Matrix.columnVector(displacement)];
  return f.mmul(d).get(0, 0);
}

function displacement(from: Vector, to: Vector): Vector {
  return [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
}

/**
 * Work in joule that a crane does against gravity and a wind along the way of its hook.
 * @trace work([[0, 0, 0], [2, 0, 6], [5, 3, 9], [5, 4, 1]], 120, [15, -4, 0])
 */
export function work(way: Vector[], mass: number, wind: Vector): number {
  const force: Vector = [-wind[0], -wind[1], mass * 9.81 - wind[2]];
  let total = 0;
  for (let k = 1; k < way.length; k++) {
    total += workOf(force, displacement(way[k - 1]!, way[k]!));
  }
  return total;
}
