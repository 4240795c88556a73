import { Matrix } from 'ml-matrix';

const hum = new Matrix([
  [0.3, -0.1, 0.4, 0.2],
  [0.1, 0.5, -0.2, 0.3],
]);

/** Signals of microphones with a gain and an offset for each. */
function adjusted(signals: Matrix, gains: readonly number[], offsets: readonly number[]): Matrix {
  const out = signals.clone();
  gains.forEach((gain, k) => {
    const row = out.getRowVector(k);
    row.mul(gain);
    out.setRow(k, row.add(offsets[k] ?? 0));
  });
  return out;
}

/**
 * Difference between two microphones that hear the same hum.
 * @trace difference([1.1, 0.8], [0.02, -0.05])
 */
export function difference(gains: number[], offsets: number[]): number {
  const out = adjusted(hum, gains, offsets);
  const apart = Matrix.sub(out.subMatrix(0, 0, 0, 3), out.subMatrix(1, 1, 0, 3));
  return apart.dot(apart);
}
