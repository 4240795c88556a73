/** Probability by the logistic function. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** Brier score of one forecast. */
export function brier(probability: number, outcome: number): number {
  return (probability - outcome) ** 2;
}
