/** The conductances of a membrane, which rise with its temperature. */
class Membrane {
  temperature: number;
  readonly conductance: number;
  #factor: number | undefined;

  constructor(temperature: number, conductance: number) {
    this.temperature = temperature;
    this.conductance = conductance;
  }

  get factor(): number {
    this.#factor ??= 3 ** ((this.temperature - 6.3) / 10);
    return this.#factor;
  }
}

/**
 * @trace charge(6.3, 18, 0.3)
 */
export function charge(rest: number, warm: number, conductance: number): number {
  const membrane = new Membrane(rest, conductance);
  const slow = membrane.factor * membrane.conductance;
  membrane.temperature = warm;
  const fast = membrane.factor * membrane.conductance;
  return slow + 10 * fast;
}
