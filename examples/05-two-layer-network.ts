/*
 * A network with one hidden layer. Its weights are members of an object: they appear as `this.w1`, `this.b1`, …,
 * each beside its gradient, with nothing written for the backward pass.
 */
import type { Matrix } from 'ml-matrix';

export class Network {
  readonly w1: Matrix;
  readonly b1: number[];
  readonly w2: Matrix;
  readonly b2: number[];

  constructor(w1: Matrix, b1: number[], w2: Matrix, b2: number[]) {
    this.w1 = w1;
    this.b1 = b1;
    this.w2 = w2;
    this.b2 = b2;
  }

  /**
   * Softmax cross-entropy of a batch, `classes[i]` being the class of row i.
   * @trace new Network(randn(4, 5), randn(5), randn(5, 3), randn(3)).loss(staticArg(randn(6, 4)), [0, 1, 2, 0, 1, 2])
   */
  loss(batch: Matrix, classes: number[]): number {
    const hidden = batch.mmul(this.w1).addRowVector(this.b1).tanh();
    const logits = hidden.mmul(this.w2).addRowVector(this.b2);
    let sum = 0;
    for (const [i, wanted] of classes.entries()) {
      sum += logSumExp(logits.getRow(i)) - logits.get(i, wanted);
    }
    return sum / classes.length;
  }
}

/** log Σ eˣ; the largest x is taken out first, so that nothing overflows. */
function logSumExp(xs: number[]): number {
  const largest = Math.max(...xs);
  return largest + Math.log(xs.reduce((sum, x) => sum + Math.exp(x - largest), 0));
}
