import { regionMeans, type Station } from './regions.ts';

/** Areas of the regions of a catchment in square kilometres. */
const areas = Object.freeze([42, 17, 30, 25]);
const regions = Object.freeze([0, 1, 1, 3, 0, 3]);

/**
 * Water in thousand cubic metres that a storm brought to a catchment, by the rain in millimetres at six stations.
 * @trace stormWater([12.5, 20.1, 18.4, 7.7, 14.2, 9.3], 0.02)
 */
export function stormWater(rain: number[], loss: number): number {
  const stations: Station[] = rain.map((amount, i) => ({ region: regions[i]!, rain: amount * (1 - loss) }));
  const means = regionMeans(stations, areas.length);
  let water = 0;
  for (const [i, area] of areas.entries()) water += area * means[i]!;
  return water;
}
