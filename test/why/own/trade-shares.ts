import { Matrix } from 'ml-matrix';

/** What goes from the country of the row to the country of the column. */
const traded = new Matrix([
  [31, 12, 7],
  [9, 26, 15],
  [4, 21, 44],
]);

/** Of all that a country uses, the share from each seller: a column sums to one. */
function importShares(flows: Matrix): Matrix {
  return flows.clone().divRowVector(flows.sum('column'));
}

/**
 * Price index of the second country, by prices of the sellers, after a tariff on the first.
 * @trace priceIndex([1.1, 0.9, 1.3], 0.2)
 */
export function priceIndex(prices: number[], tariff: number): number {
  const shares = importShares(traded);
  const paid = Matrix.columnVector(prices);
  paid.set(0, 0, paid.get(0, 0) * (1 + tariff));
  return shares.transpose().mmul(paid).get(1, 0);
}
