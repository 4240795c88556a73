/** A series resonant circuit in ohm, microhenry and picofarad. */
export interface Circuit {
  readonly resistance: number;
  readonly inductance: number;
  readonly capacitance: number;
}

/** The circuit with a trimmer beside its capacitor. */
export function withTrimmer(circuit: Circuit, trimmer: number): Circuit {
  return { ...circuit, capacitance: circuit.capacitance + trimmer };
}

/** Magnitude of the impedance at a frequency in megahertz. */
export function impedance({ resistance, inductance, capacitance }: Circuit, frequency: number): number {
  const omega = 2 * Math.PI * frequency;
  const reactance = omega * inductance - 1e6 / (omega * capacitance);
  return Math.sqrt(resistance ** 2 + reactance ** 2);
}
