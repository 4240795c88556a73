/** Overlapping runs of words in a text. */
function shingles(text: string, size: number): Set<string> {
  const words = text.toLowerCase().split(/\W+/).filter(Boolean);
  return new Set(words.slice(0, words.length - size + 1).map((_, i) => words.slice(i, i + size).join(' ')));
}

const corpus = [
  'The quick brown fox jumps over the lazy dog and runs into the wood',
  'A quick brown fox jumped over a lazy dog and ran into the dark wood',
  'Lazy dogs sleep in the sun while the quick brown fox is on its way',
];

/** Chance that two of so many keys share a hash of some bits, as in the birthday problem. */
const collision = (keys: number, bits: number) => 1 - Math.exp((-keys * (keys - 1)) / 2 / 2 ** bits);

/**
 * Expected cost of wrongly merged documents, in cents per corpus; growth is by how much more text there will be.
 * @trace mergeCost(12, 2.5e18, { bits: 64 })
 */
export function mergeCost(growth: number, price: number, { bits = 32 }: { bits?: number }): number {
  const seen = new Set(corpus.flatMap((text) => [...shingles(text, 3)]));
  const risk = collision(growth * seen.size, bits);
  const cost = price * risk;
  return cost;
}
