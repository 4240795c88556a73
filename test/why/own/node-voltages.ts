type Row = number[];

/** Conductances between three nodes and ground, with the currents that are fed in as the last column. */
function equations(siemens: readonly number[], currents: readonly number[]): Row[] {
  const [a, b, c, ground] = siemens as [number, number, number, number];
  return [
    [a + c + ground, -a, -c, currents[0]!],
    [-a, a + b + ground, -b, currents[1]!],
    [-c, -b, b + c + ground, currents[2]!],
  ];
}

/** Gauss without pivoting: the matrix is dominated by its diagonal. */
function eliminate(rows: Row[]): number[] {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]!;
    for (const row of rows.slice(k + 1)) {
      for (let j = k; j <= n; j++) row[j]! -= (row[k]! / pivot[k]!) * pivot[j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const known = x.reduce((sum, value, j) => sum + rows[k]![j]! * value, 0);
    x[k] = (rows[k]![n]! - known) / rows[k]![k]!;
  }
  return x;
}

/**
 * Voltage of the last node of a circuit.
 * @trace voltage([0.5, 0.2, 0.1, 0.05], [1, 0, -0.3])
 */
export function voltage(siemens: number[], currents: number[]): number {
  const volts = eliminate(equations(siemens, currents));
  return volts[2]!;
}
