/** How often a bacterium spells an amino acid by each of its codons; one of them it never uses. */
const observed = Object.freeze([0.47, 0.31, 0, 0.22]);

/** Positive shares that sum to one. */
function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - top));
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / total);
}

/** Information in nats that a model lacks; what does not occur adds nothing. */
function divergence(shares: readonly number[], model: readonly number[]): number {
  let sum = 0;
  for (const [i, share] of shares.entries()) {
    sum += share > 0 ? share * Math.log(share / model[i]!) : 0;
  }
  return sum;
}

/**
 * Loss of a model of codon usage, by scores that are sharpened before.
 * @trace loss([0.4, 0.1, -1.5, -0.2], 1.3)
 */
export function loss(scores: number[], sharpness: number): number {
  return divergence(observed, softmax(scores.map((score) => sharpness * score)));
}
