import { Matrix } from 'ml-matrix';

function aboutZ(angle: number): Matrix {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return new Matrix([
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1],
  ]);
}

function aboutX(angle: number): Matrix {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return new Matrix([
    [1, 0, 0],
    [0, c, -s],
    [0, s, c],
  ]);
}

/**
 * Part of the signal that an antenna on a mast catches, of a station in a direction.
 * @trace caught(0.5, 0.9, [0.6, 0.64, 0.48])
 */
export function caught(azimuth: number, elevation: number, station: number[]): number {
  const turn = Matrix.mul(aboutZ(azimuth), aboutX(elevation));
  const axis = turn.mmul(Matrix.columnVector([0, 1, 0]));
  const cosine = axis.dot(Matrix.columnVector(station));
  return cosine ** 2;
}
