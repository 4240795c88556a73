interface Girder {
  readonly length: number;
  readonly expansion: number;
  temperature: number;
}

/** Warms girders in the sun; those further south get more. */
function warm(girders: readonly Girder[], sun: number): void {
  for (const [i, part] of girders.entries()) {
    const girder = { ...part };
    girder.temperature += sun * (1 + 0.1 * i);
  }
}

/** How much longer a girder is than at ten degrees, in millimetres. */
function lengthening({ length, expansion, temperature }: Girder): number {
  return 1000 * length * expansion * (temperature - 10);
}

/**
 * Gap in millimetres that is left at the end of a bridge on a sunny day.
 * @trace gapLeft(40, 12, 18.5)
 */
export function gapLeft(gap: number, sun: number, air: number): number {
  const girders: Girder[] = [30, 45, 30].map((length) => ({ length, expansion: 1.2e-5, temperature: air }));
  warm(girders, sun);
  return girders.reduce((left, girder) => left - lengthening(girder), gap);
}
