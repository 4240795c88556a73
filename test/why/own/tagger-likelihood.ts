const TAGS = ['noun', 'verb', 'other'] as const;
type Tag = (typeof TAGS)[number];

/** Log of a sum of exponentials; -Infinity is a chance of none. */
function logSum(logs: readonly number[]): number {
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  if (top === -Infinity) return -Infinity;
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}

const lexicon: Record<string, Partial<Record<Tag, number>>> = {
  fish: { noun: -1.2, verb: -2.1 },
  can: { verb: -1.4, noun: -3.5 },
  swim: { verb: -1.9 },
};

const emission = (word: string, tag: Tag) => lexicon[word]?.[tag] ?? -Infinity;

/**
 * Log likelihood of a sentence in a hidden Markov model; the chance of staying with a tag is given, and a score of the end.
 * @trace sentence(0.25, 0.4)
 */
export function sentence(stay: number, end: number): number {
  const move = Math.log((1 - stay) / (TAGS.length - 1));
  const keep = Math.log(stay);
  let forward: number[] = [Math.log(0.6), Math.log(0.4), -Infinity];
  for (const word of ['fish', 'can', 'swim']) {
    forward = TAGS.map(
      (tag, j) => emission(word, tag) + logSum(forward.map((alpha, i) => alpha + (i === j ? keep : move))),
    );
  }
  return logSum(forward) - end;
}
