/** Mean without the lowest and the highest marks. */
function trimmedMean(marks: readonly number[], trim: number): number {
  const sorted = [...marks].sort((a, b) => a - b);
  const kept = sorted.slice(trim, sorted.length - trim);
  return kept.reduce((a, b) => a + b, 0) / kept.length;
}

/** How far a judge is from the others, by weights that fall from the first judge on. */
function disagreement(marks: readonly number[], centre: number): number {
  let sum = 0;
  for (const [judge, mark] of marks.entries()) sum += (mark - centre) ** 2 / (judge + 1);
  return sum;
}

/**
 * Score of a dive: its trimmed mean by its difficulty, less a share of the disagreement.
 * @trace score([7.5, 8, 6.5, 8.5, 7], 2.8)
 */
export function score(marks: number[], difficulty: number): number {
  const mean = trimmedMean(marks, 1);
  return difficulty * mean * 3 - 0.1 * disagreement(marks, mean);
}
