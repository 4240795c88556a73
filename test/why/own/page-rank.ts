const links = Object.freeze([[1, 2], [2], [0], [0, 2]]);

/** One round of the power method: what each page gets from those that link to it. */
function round(ranks: number[], damping: number): void {
  const received = ranks.map(() => (1 - damping) / ranks.length);
  for (const [page, targets] of links.entries()) {
    for (const target of targets) received[target]! += (damping * ranks[page]!) / targets.length;
  }
  for (let page = 0; page < ranks.length; page++) ranks[page] = received[page]!;
}

/** Sum of absolute differences. */
function change(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0);
}

/**
 * Rank of the third page, when the ranks have settled.
 * @trace rankOfThird(0.85)
 */
export function rankOfThird(damping: number): number {
  const ranks = [0.25, 0.25, 0.25, 0.25];
  for (let k = 0; k < 100; k++) {
    const last = ranks;
    round(ranks, damping);
    if (change(ranks, last) < 1e-9) break;
  }
  const rank = ranks[2]!;
  return rank;
}
