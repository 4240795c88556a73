import type { Matrix } from 'ml-matrix';

const scaled = (m: Matrix): Matrix => m.div(Math.sqrt(m.rows));

/**
 * Sum of a product of five matrices.
 * @trace chain(scaled(randn(512, 512)), scaled(randn(512, 512)), scaled(randn(512, 512)), scaled(randn(512, 512)), scaled(randn(512, 512)))
 */
export function chain(a: Matrix, b: Matrix, c: Matrix, d: Matrix, e: Matrix): number {
  return a.mmul(b).mmul(c).mmul(d).mmul(e).sum();
}
