import { Matrix, solve } from 'ml-matrix';

interface Feed {
  ethanol: number;
  water: number;
}

/** Shares of ethanol and water in the two streams that leave a still. */
function purities(top: number, bottom: number): Matrix {
  return new Matrix([
    [top, bottom],
    [1 - top, 1 - bottom],
  ]);
}

/** Flow at the top and at the bottom, so that as much leaves as comes. */
function streams({ ethanol, water }: Feed, top: number, bottom: number): [number, number] {
  const feed = Matrix.rowVector([ethanol, water]);
  const flows = solve(purities(top, bottom), feed);
  return [flows.get(0, 0), flows.get(1, 0)];
}

/**
 * Profit of a still in an hour.
 * @trace profit({ ethanol: 30, water: 70 }, 0.92, 0.04)
 */
export function profit(feed: Feed, top: number, bottom: number): number {
  const [product, waste] = streams(feed, top, bottom);
  return 1.9 * product - 0.2 * waste - 0.4 * (feed.ethanol + feed.water);
}
