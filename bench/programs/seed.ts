import { Matrix } from 'ml-matrix';

const scaled = (m: Matrix): Matrix => m.div(Math.sqrt(m.rows));

/**
 * Σ (a · sin b + exp(b · c)) + 5; the larger inputs are scaled, so that exp does not overflow.
 * @trace small: f(randn(4, 4), randn(4, 4), randn(4, 4))
 * @trace medium: f(scaled(randn(64, 64)), scaled(randn(64, 64)), scaled(randn(64, 64)))
 * @trace large: f(scaled(randn(256, 256)), scaled(randn(256, 256)), scaled(randn(256, 256)))
 */
export function f(a: Matrix, b: Matrix, c: Matrix): number {
  const waves = a.mmul(Matrix.sin(b));
  const growth = Matrix.exp(b.mmul(c));
  return Matrix.add(waves, growth).sum() + 5;
}
