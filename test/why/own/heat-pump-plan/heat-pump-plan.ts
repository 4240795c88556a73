import { heatingCost, planned, type House } from './house.ts';

/**
 * Cost of the dearest of three plans for a year: a heat pump, insulation alone, neither.
 * @trace dearest(3.4, 1.1, staticArg(68000))
 */
export function dearest(performance: number, losses: number, degreeHours: number): number {
  const today: House = { floor: 140, losses: 1.9, efficiency: 0.9, price: 0.11 };
  const plans: Partial<House>[] = [{ efficiency: performance, price: 0.29 }, { losses }, {}];
  let highest = 0;
  for (const plan of plans) {
    const cost = heatingCost(planned(today, plan), degreeHours);
    highest = Math.max(highest, cost);
  }
  return highest;
}
