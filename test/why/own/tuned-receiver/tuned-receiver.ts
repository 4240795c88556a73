import { impedance, withTrimmer, type Circuit } from './circuit.ts';

const stations = Object.freeze([0.95, 1, 1.08]);

/** Current in milliampere that an aerial of some millivolt drives. */
function current(circuit: Circuit, frequency: number, millivolt: number): number {
  return millivolt / impedance(circuit, frequency);
}

/**
 * How far the wanted station stands out from its neighbours.
 * @trace selectivity(20, 8, 2)
 */
export function selectivity(trimmer: number, resistance: number, millivolt: number): number {
  const circuit: Circuit = { resistance, inductance: 250, capacitance: 85 };
  if (trimmer > 0) withTrimmer(circuit, trimmer);

  const [below, wanted, above] = stations.map((frequency) => current(circuit, frequency, millivolt));
  return (2 * wanted!) / (below! + above!);
}
