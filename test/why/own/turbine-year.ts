/** Hours of a year at each speed that the weather station on the hill has reported, in km/h. */
const station = Object.freeze({
  height: 10,
  bins: [
    { speed: 16, hours: 2400 },
    { speed: 22, hours: 3100 },
    { speed: 29, hours: 1900 },
    { speed: 37, hours: 1360 },
  ],
});

interface Turbine {
  cutIn: number;
  rated: number;
  kilowatts: number;
}

const turbine: Turbine = { cutIn: 3.5, rated: 12.5, kilowatts: 2300 };

function* hourly(hub: number, shear: number): Generator<[speed: number, hours: number]> {
  const factor = (hub / station.height) ** shear;
  for (const { speed, hours } of station.bins) yield [speed * factor, hours];
}

/** Power between cut-in and rated speed (m/s), cubic as the maker's sheet has it. */
function power(speed: number, { cutIn, rated, kilowatts }: Turbine): number {
  if (speed <= cutIn) return 0;
  const share = (speed ** 3 - cutIn ** 3) / (rated ** 3 - cutIn ** 3);
  return kilowatts * Math.min(share, 1);
}

/**
 * Gigawatt hours in a year.
 * @trace annual(92, 0.14)
 */
export function annual(hub: number, shear: number): number {
  let energy = 0;
  for (const [speed, hours] of hourly(hub, shear)) {
    energy += hours * power(speed, turbine);
  }
  return energy / 1e6;
}
