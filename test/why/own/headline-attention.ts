type Vector = readonly number[];

/** Which tokens of the headline are words; the others fill it up to a common length. */
const isWord: Vector = Object.freeze([1, 1, 1, 0, 0]);

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

function softmax(scores: Vector): number[] {
  const top = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - top));
  const total = exps.reduce((a, b) => a + b);
  return exps.map((e) => e / total);
}

/** Scores of the tokens for a query; nobody is to look at what fills up. */
function scoresOf(keys: readonly Vector[], query: Vector): number[] {
  const scale = 1 / Math.sqrt(query.length);
  return keys.map((key, t) => {
    const bias = (1 - isWord[t]!) * -Infinity;
    return scale * dot(key, query) + bias;
  });
}

/**
 * Sentiment that a query reads from a headline.
 * @trace sentiment([[0.4, 1.1], [-0.3, 0.8], [0.9, -0.2], [0, 0], [0, 0]], [1.2, -0.5], [0.7, -0.4, 0.2, 0, 0])
 */
export function sentiment(keys: number[][], query: number[], values: number[]): number {
  const weights = softmax(scoresOf(keys, query));
  const read = dot(weights, values);
  return Math.tanh(read);
}
