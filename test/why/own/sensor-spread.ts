type Point = readonly [east: number, north: number];

const distance = ([a, b]: Point, [c, d]: Point): number => Math.sqrt((a - c) ** 2 + (b - d) ** 2);

/** Mean correlation of all stations of one network with all of another. */
function meanCorrelation(some: readonly Point[], others: readonly Point[], range: number): number {
  const all = some.flatMap((p) => others.map((q) => Math.exp(-distance(p, q) / range)));
  return all.reduce((sum, c) => sum + c, 0) / all.length;
}

function* grid(width: number, cells: number): Generator<Point> {
  const step = width / cells;
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) yield [(i + 0.5) * step, (j + 0.5) * step];
  }
}

/**
 * How much a network of soil probes leaves unexplained of the mean over a field of 100 m.
 * @trace unexplained([[22, 31], [74, 28], [47, 83]], 45)
 */
export function unexplained(probes: Point[], range: number): number {
  const field = [...grid(100, 4)];
  const within = meanCorrelation(probes, probes, range);
  const between = meanCorrelation(probes, field, range);
  return within - 2 * between + 0.34;
}
