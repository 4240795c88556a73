export interface Station {
  region: number;
  rain: number;
}

/** Mean rain of each region. */
export function regionMeans(stations: readonly Station[], count: number): number[] {
  const means: number[] = [];
  for (let region = 0; region < count; region++) {
    const inside = stations.filter((station) => station.region === region);
    const total = inside.reduce((sum, { rain }) => sum + rain, 0);
    means.push(total / inside.length);
  }
  return means;
}
