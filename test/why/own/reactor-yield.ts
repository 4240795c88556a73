const GAS_CONSTANT = 8.314e-3;
const STEPS = 40;

/** Rate constant by Arrhenius: prefactor a second, activation energy, temperature in kelvin. */
function rateConstant(prefactor: number, energy: number, kelvin: number): number {
  return prefactor * Math.exp(-energy / (GAS_CONSTANT * kelvin));
}

/** Temperature along a tubular reactor that is heated evenly. */
function temperature(inlet: number, heating: number, step: number): number {
  return inlet + (heating * step) / STEPS;
}

/**
 * Share of the educt that has reacted at the outlet of a tubular reactor.
 * @trace conversion(350, 60, 52000)
 */
export function conversion(inlet: number, heating: number, energy: number): number {
  let left = 1;
  for (let step = 0; step < STEPS; step++) {
    const k = rateConstant(4e6, energy, temperature(inlet, heating, step));
    left /= 1 + (k * 20) / STEPS;
  }
  return 1 - left;
}
