/** Uniform draws, the same in every run. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

interface Book {
  readonly capital: number;
  readonly premium: number;
  readonly meanClaim: number;
}

/** Least surplus of an insurer over ten seasons with a few hailstorms each. */
function lowest({ capital, premium, meanClaim }: Book, draw: () => number): number {
  let surplus = capital;
  let least = surplus;
  for (let season = 0; season < 10; season++) {
    surplus += premium;
    const storms = 1 + Math.floor(4 * draw());
    for (let storm = 0; storm < storms; storm++) surplus -= -meanClaim * Math.log(draw());
    least = Math.min(least, surplus);
  }
  return least;
}

/**
 * What a hail insurer pays for its capital and, in the mean, for being ruined; in millions.
 * @trace cost(9.5, 5.4)
 */
export function cost(capital: number, premium: number): number {
  const draw = uniform(20240611);
  const book: Book = { capital, premium, meanClaim: 2 };
  const futures = Array.from({ length: 600 }, () => lowest(book, draw));
  const ruin = futures.filter((least) => least < 0).length / futures.length;
  return 0.06 * capital + 40 * ruin;
}
