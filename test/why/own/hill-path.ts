interface Relief {
  columns: number;
  /** Heights in metres, one row after another from the north. */
  heights: number[];
}

/** Height at a place in cells from the north-west corner, interpolated both ways. */
function heightAt({ columns, heights }: Relief, row: number, column: number): number {
  const [i, j] = [Math.floor(row), Math.floor(column)];
  const [down, right] = [row - i, column - j];
  const corner = i * columns + j;
  const upper = heights[corner]! * (1 - right) + heights[corner + 1]! * right;
  const lower = heights[corner + columns]! * (1 - right) + heights[corner + columns + 1]! * right;
  return upper * (1 - down) + lower * down;
}

/**
 * Climbed and descended metres, squared and added, of a straight path with eight legs.
 * @trace effort({ columns: 4, heights: [310, 322, 341, 338, 305, 318, 352, 349, 298, 309, 330, 344] }, [0.2, 0.3], [1.7, 2.6])
 */
export function effort(relief: Relief, from: [number, number], to: [number, number]): number {
  const mix = (a: number, b: number, t: number) => a + t * (b - a);
  const along = Array.from({ length: 9 }, (_, k) =>
    heightAt(relief, mix(from[0], to[0], k / 8), mix(from[1], to[1], k / 8)),
  );
  return along.slice(1).reduce((sum, height, k) => sum + (height - along[k]!) ** 2, 0);
}
