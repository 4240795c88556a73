/** Heights on a grid, row by row. */
class Terrain {
  private readonly heights: Float64Array;
  private readonly width: number;

  constructor(rows: readonly number[][]) {
    this.heights = Float64Array.from(rows.flat());
    this.width = rows[0]!.length;
  }

  at(row: number, column: number): number {
    return this.heights[row * this.width + column]!;
  }

  /** How rough the terrain is: the sum of its slopes. */
  roughness(): number {
    let sum = 0;
    for (let row = 0; (row + 1) * this.width < this.heights.length; row++) {
      for (let column = 0; column + 1 < this.width; column++) {
        const here = this.at(row, column);
        sum += Math.hypot(this.at(row, column + 1) - here, this.at(row + 1, column) - here);
      }
    }
    return sum;
  }
}

const scan = [
  [2.1, 2.3, 2.2, 2.6],
  [2.0, 2.4, 2.4, 2.4],
  [1.8, 2.1, 2.4, 2.5],
];

/**
 * Cost of smoothed heights: how far they are from a laser scan, and how rough.
 * @trace cost([[2.1, 2.3, 2.2, 2.6], [2.0, 2.4, 2.4, 2.4], [1.8, 2.1, 2.4, 2.5]], 0.3)
 */
export function cost(heights: number[][], smoothness: number): number {
  const misfit = heights.flatMap((row, i) => row.map((height, j) => (height - scan[i]![j]!) ** 2));
  return misfit.reduce((a, b) => a + b, 0) + smoothness * new Terrain(heights).roughness();
}
