/** Pitches of a tune as steps of the scale, and what each note means to the listener. */
const tune = [0, 2, 4, 2, 5];

/** Shares of attention by scores; who has none has the score minus infinity. */
function shares(scores: readonly number[]): number[] {
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  const parts = scores.map((score) => Math.exp(score - top));
  const all = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / all);
}

/** What a listener expects after each note, from that note and those before it. */
function expectations(likeness: number, decay: number): number[] {
  return tune.map((note, now) => {
    const scores = tune.map((other, t) =>
      t > now ? -Infinity : -likeness * (note - other) ** 2 - decay * (now - t),
    );
    return shares(scores).reduce((sum, share, t) => sum + share * tune[t]!, 0);
  });
}

/**
 * How much a tune surprises.
 * @trace surprise(0.3, 0.5)
 */
export function surprise(likeness: number, decay: number): number {
  const expected = expectations(likeness, decay);
  return tune.slice(1).reduce((sum, note, i) => sum + (note - expected[i]!) ** 2, 0);
}
