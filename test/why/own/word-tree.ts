import { Matrix } from 'ml-matrix';

/** Words as rows inside the unit disc. */
const parents = Object.freeze([0, 0, 1, 1]);

function squaredNorm(v: Matrix): number {
  return v.dot(v);
}

/** Distance in the Poincaré disc. */
function distance(u: Matrix, v: Matrix): number {
  const apart = squaredNorm(Matrix.sub(u, v));
  const shrink = (1 - squaredNorm(u)) * (1 - squaredNorm(v));
  return Math.acosh(1 + (2 * apart) / shrink);
}

/**
 * Loss of a hyperbolic embedding of a small taxonomy: distances of words from their parents.
 * @trace loss(new Matrix([[0.1, 0.05], [0.3, -0.2], [0.5, -0.1], [0.4, -0.45]]))
 */
export function loss(words: Matrix): number {
  let sum = 0;
  for (const [word, parent] of parents.entries()) {
    sum += distance(words.getRowVector(word), words.getRowVector(parent));
  }
  return sum / parents.length;
}
