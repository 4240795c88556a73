import { Matrix } from 'ml-matrix';

const HEIGHT = 3;
const WIDTH = 4;

/** The picture of a detector, whose pixels come one row after another from the top. */
function picture(pixels: number[]): Matrix {
  return Matrix.from1DArray(WIDTH, HEIGHT, pixels);
}

/** Where the light is centred along an axis, in pixels. */
function centroid(profile: readonly number[]): number {
  const total = profile.reduce((a, b) => a + b, 0);
  return profile.reduce((sum, light, i) => sum + i * light, 0) / total;
}

/**
 * Distance of the centre of a galaxy from the upper left pixel, in pixels.
 * @trace offset([1, 2, 4, 3, 2, 5, 9, 6, 1, 3, 5, 4], 0.5)
 */
export function offset(pixels: number[], sky: number): number {
  const light = picture(pixels).sub(sky);
  const across = centroid(light.sum('column'));
  const down = centroid(light.sum('row'));
  const far = Math.sqrt(across ** 2 + down ** 2);
  return far;
}
