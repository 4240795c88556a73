import { pack, unpack } from './frame.ts';

/** Voltage of a quarter bridge in millivolt, by strain in microstrain. */
function bridge(strain: number, supply: number, gauge: number): number {
  return (supply * gauge * strain) / 4e3;
}

/**
 * Largest bending moment in newton metre along a beam, from strains as a receiver gets them.
 * @trace moment([120.4, 310.7, 455.2, 288.9], 5, staticArg(2.05))
 */
export function moment(strains: number[], supply: number, gauge: number): number {
  const sent = strains.map((strain) => bridge(strain, supply, gauge));
  const received = unpack(pack(sent));
  const stiffness = 84;
  return Math.max(...received.map((voltage) => (stiffness * voltage * 4) / (5 * gauge)));
}
