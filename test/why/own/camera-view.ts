import { Matrix } from 'ml-matrix';

/** Three rows and four columns: lens and position of a camera that looks along z. */
function cameraMatrix(focal: number, position: readonly number[]): Matrix {
  const [x, y, z] = position as [number, number, number];
  return new Matrix([
    [focal, 0, 0, -focal * x],
    [0, focal, 0, -focal * y],
    [0, 0, 1, -z],
  ]);
}

/** Where a point of the world is seen in the picture. */
function project(camera: Matrix, point: readonly number[]): number[] {
  const world = Matrix.columnVector([...point]);
  const seen = camera.mmul(world);
  return [seen.get(0, 0) / seen.get(2, 0), seen.get(1, 0) / seen.get(2, 0)];
}

/**
 * Squared distance between where a corner is seen and where it was marked.
 * @trace reprojection(35, [0.2, -0.1, -4], [0.8, 0.5, 1])
 */
export function reprojection(focal: number, position: number[], corner: number[]): number {
  const at = project(cameraMatrix(focal, position), corner);
  return (at[0]! - 4.1) ** 2 + (at[1]! - 4.3) ** 2;
}
