import { Matrix } from 'ml-matrix';

const fixes = Object.freeze([1.1, 2.3, 2.8, 4.2, 5.1]);

interface Track {
  state: Matrix;
  covariance: Matrix;
}

/** Position and velocity a second later. */
function predict({ state, covariance }: Track, noise: number): Track {
  const f = new Matrix([
    [1, 1],
    [0, 1],
  ]);
  const spread = f.mmul(covariance).mmul(f.transpose()).add(Matrix.eye(2).mul(noise));
  return { state: f.mmul(state), covariance: spread };
}

function update({ state, covariance }: Track, fix: number, error: number): Track {
  const gain = covariance.getColumnVector(0).div(covariance.get(0, 0) + error);
  const correction = gain.clone().mul(fix - state.get(0, 0));
  const shrink = Matrix.eye(2).sub(gain.mmul(Matrix.rowVector([1, 0])));
  return { state: state.clone().add(correction), covariance: shrink.mmul(covariance) };
}

/**
 * Velocity of a cyclist after five fixes.
 * @trace velocity(0.05, 0.4)
 */
export function velocity(noise: number, error: number): number {
  let track: Track = { state: Matrix.columnVector([0, 1]), covariance: Matrix.eye(2) };
  for (const fix of fixes) track = update(predict(track, noise), fix, error);
  return track.state.get(1, 0);
}
