import { Matrix } from 'ml-matrix';

/** A layer's weights, scaled so that what goes in and what comes out are of one size, and its bias. */
interface Layer {
  readonly w: Matrix;
  readonly b: number[];
}

const layer = (w: Matrix, b: number[]): Layer => ({ w: w.div(Math.sqrt(w.rows)), b });

/**
 * Softmax cross-entropy of a network 64-128-128-10 on a batch of 128; `targets` has a one a row.
 * @trace loss([layer(randn(64, 128), randn(128)), layer(randn(128, 128), randn(128)), layer(randn(128, 10), randn(10))], staticArg(randn(128, 64)), staticArg(oneHot(128, 10)))
 */
export function loss(layers: Layer[], batch: Matrix, targets: Matrix): number {
  let x = batch;
  for (const [i, { w, b }] of layers.entries()) {
    x = x.mmul(w).addRowVector(b);
    if (i < layers.length - 1) x.tanh();
  }
  const likelihood = Matrix.mul(x, targets).sum();
  const normalizer = Matrix.columnVector(x.exp().sum('row')).log().sum();
  return (normalizer - likelihood) / batch.rows;
}

function oneHot(rows: number, columns: number): Matrix {
  const targets = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) targets.set(i, (7 * i) % columns, 1);
  return targets;
}
