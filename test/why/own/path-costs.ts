const effort = [
  [1, 3, 1],
  [1, 5, 1],
  [4, 2, 1],
];

/**
 * The least effort from the first field to each of the last column.
 * @trace cheapest(1.5)
 */
export function cheapest(scale: number): number {
  const best: number[][] = new Array<number[]>(3).fill(new Array<number>(3).fill(0));
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const here = scale * effort[i]![j]!;
      const up = i > 0 ? best[i - 1]![j]! : Infinity;
      const left = j > 0 ? best[i]![j - 1]! : Infinity;
      best[i]![j] = here + (i + j === 0 ? 0 : Math.min(up, left));
    }
  }
  const last = best[0]![2]! + best[2]![2]!;
  return last;
}
