/** The slope of a function at a place. */
function slope(f: (x: number) => number, x: number): number {
  const h = 4 * Number.EPSILON;
  return (f(x + h) - f(x)) / h;
}

/** Passengers of a ferry by the fare: some have no choice, others stay away the sooner the dearer it is. */
const passengers =
  (captive: number, interested: number, patience: number) =>
  (fare: number): number =>
    captive + interested / (1 + Math.exp(fare - patience));

/**
 * By how many percent the passengers of a ferry become fewer when the fare rises by one percent.
 * @trace elasticity(3.4, 120, 480, 4.1)
 */
export function elasticity(fare: number, captive: number, interested: number, patience: number): number {
  const demand = passengers(captive, interested, patience);
  const change = slope(demand, fare);
  return (-change * fare) / demand(fare);
}
