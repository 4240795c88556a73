type Row = readonly [temperature: number, enthalpy: number];

/** Enthalpy of saturated steam by temperature. */
const steam: readonly Row[] = [
  [100, 2675.6],
  [120, 2705.9],
  [140, 2733.4],
  [160, 2757.4],
  [180, 2777.2],
  [200, 2792.0],
];

/** Interpolates in a table; its first and last row hold beyond its ends. */
function lookUp(table: readonly Row[], wanted: number): number {
  const [first, last] = [table[0]!, table[table.length - 1]!];
  const x = Math.min(Math.max(wanted, first[0]), last[0]);
  const above = Math.max(
    1,
    table.findIndex(([temperature]) => temperature >= x),
  );
  const [[x0, y0], [x1, y1]] = [table[above - 1]!, table[above]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/**
 * Power of a turbine in kilowatt; temperatures are in kelvin.
 * @trace power(448, 389, 1.8)
 */
export function power(inlet: number, outlet: number, flow: number): number {
  const drop = lookUp(steam, inlet) - 0.9 * lookUp(steam, outlet);
  return flow * drop;
}
