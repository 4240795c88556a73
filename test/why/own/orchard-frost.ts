interface Station {
  readonly east: number;
  readonly north: number;
}

const stations: readonly Station[] = [
  { east: -1, north: 0.5 },
  { east: 4.5, north: 1 },
  { east: 2, north: 6 },
  { east: 7, north: 5.5 },
];

/** A surface through readings: near stations count more than far ones. */
function surface(readings: readonly number[], power: number): (east: number, north: number) => number {
  return (east, north) => {
    const { sum, weights } = stations.reduce(
      (so, at, i) => {
        const distance = Math.hypot(east - at.east, north - at.north);
        const weight = 1 / distance ** power;
        return { sum: so.sum + weight * readings[i]!, weights: so.weights + weight };
      },
      { sum: 0, weights: 0 },
    );
    return sum / weights;
  };
}

/**
 * Mean temperature of a row of trees that leads past the stations.
 * @trace rowTemperature([-1.2, 0.4, -2.5, 0.1], 2)
 */
export function rowTemperature(readings: number[], power: number): number {
  const at = surface(readings, power);
  let total = 0;
  for (let k = 0; k <= 5; k++) total += at(k, 3 * k);
  const mean = total / 6;
  return mean;
}
