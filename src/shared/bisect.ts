/** Index of the first of ascending numbers that is not below `x`; their count if all are. */
export function firstNotBelow(ascending: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the last of ascending numbers that is not above `x`, by bisection; −1 if all are above. */
export function lastNotAbove(ascending: ArrayLike<number>, x: number, count = ascending.length): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
