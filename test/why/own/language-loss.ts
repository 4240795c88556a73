import { Matrix } from 'ml-matrix';

const embedding = new Matrix([
  [0.2, -0.5],
  [1.1, 0.4],
  [-0.3, 0.9],
]);
const following = Object.freeze([1, 2, 0]);

/** Sum of the exponentials of each row. */
function partition(logits: Matrix): number[] {
  return logits.exp().sum('row');
}

/**
 * Cross-entropy of the words that follow three words, by a model with one linear layer.
 * @trace loss(new Matrix([[0.5, -0.2, 0.8], [-0.6, 0.3, 0.7]]))
 */
export function loss(weights: Matrix): number {
  const logits = embedding.mmul(weights);
  const sums = partition(logits);
  let entropy = 0;
  for (const [row, word] of following.entries()) {
    entropy += Math.log(sums[row]!) - logits.get(row, word);
  }
  return entropy / following.length;
}
