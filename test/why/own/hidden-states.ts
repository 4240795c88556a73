const LOG0 = -Infinity;
const SEEN = [0, 1, 1, 0];

function logAdd(a: number, b: number): number {
  if (a === LOG0) return b;
  if (b === LOG0) return a;
  const top = Math.max(a, b);
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top));
}

/**
 * Log probability of a sequence under a hidden Markov model.
 * @trace forward([0.9, 0.1], [[0.8, 0.2], [0.3, 0.7]], 0.75)
 */
export function forward(start: number[], moves: number[][], accuracy: number): number {
  const emit = (state: number, symbol: number) => Math.log(state === symbol ? accuracy : 1 - accuracy);
  let alpha = start.map((p, s) => Math.log(p) + emit(s, SEEN[0]!));
  for (const symbol of SEEN.slice(1)) {
    alpha = alpha.map((_, to) => {
      let sum = LOG0;
      for (let from = 0; from < alpha.length; from++)
        sum = logAdd(sum, alpha[from]! + Math.log(moves[from]![to]!));
      return sum + emit(to, symbol);
    });
  }
  let total = LOG0;
  for (const a of alpha) total = logAdd(total, a);
  return total;
}
