interface Gauging {
  hours: readonly number[];
  width: number;
}

const station: Gauging = Object.freeze({ hours: [0, 1, 2.5, 4, 6, 9], width: 14 });

/** Discharge over a weir in cubic metres a second, by the height of the water over its crest. */
function discharge(height: number, width: number, coefficient: number): number {
  return (2 / 3) * coefficient * width * Math.sqrt(2 * 9.81) * height ** 1.5;
}

/**
 * Volume of a flood in cubic metres, by the trapezoidal rule.
 * @trace volume([0.2, 0.35, 0.8, 0.95, 0.6, 0.3], 0.62)
 */
export function volume(heights: number[], coefficient: number): number {
  const { hours, width } = station;
  const flow = heights.map((height) => discharge(height, width, coefficient));
  let total = 0;
  for (let i = 0; i < flow.length; i++) {
    const seconds = 3600 * (hours[i + 1]! - hours[i]!);
    total += (seconds * (flow[i]! + flow[i + 1]!)) / 2;
  }
  return total;
}
