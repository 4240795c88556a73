import { centreOf, dot } from './stats.ts';

/** Nitrogen given to the plots of a field, in kg per hectare, in the order of the plots. */
const nitrogen = [120, 40, 160, 0, 80, 200, 20];

/**
 * Response of wheat to nitrogen: tonnes per kilogram, by a line through the plots.
 * @trace response([7.9, 4.9, 8.4, 4.1, 7.2, 7.6, 5.3])
 */
export function response(yields: number[]): number {
  const [dose, harvest] = [centreOf(nitrogen), centreOf(yields)];
  const doses = nitrogen.map((x) => x - dose);
  const harvests = yields.map((y) => y - harvest);
  const slope = dot(doses, harvests) / dot(doses, doses);
  return slope;
}
