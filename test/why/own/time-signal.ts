/** When the receiver was switched on, in seconds since 1970. */
const START = Date.UTC(2024, 4, 17, 9, 30, 12) / 1000;

/** A sender of time signals, as an antenna hears it. */
const sender = (frequency: number, delay: number, level: number) => ({
  at: (time: number): number => level * Math.cos(2 * Math.PI * frequency * (time - delay)),
});

/** Both parts of a signal against a local wave. */
function lockIn(signal: (time: number) => number, frequency: number, rate: number, count: number) {
  let [inPhase, quadrature] = [0, 0];
  for (let n = 0; n < count; n++) {
    const time = START + n / rate;
    const sample = signal(n / rate);
    const phase = 2 * Math.PI * frequency * time;
    inPhase += (2 / count) * sample * Math.cos(phase);
    quadrature += (2 / count) * sample * Math.sin(phase);
  }
  return { inPhase, quadrature };
}

/**
 * Distance of a sender of time signals in kilometres, from the phase of its wave.
 * @trace distance(77500, 1.3e-6, 0.25)
 */
export function distance(frequency: number, delay: number, level: number): number {
  const { inPhase, quadrature } = lockIn(sender(frequency, delay, level).at, 77500, 1e6, 200);
  const lag = Math.atan2(quadrature, inPhase) / (2 * Math.PI * frequency);
  return 299792.458 * lag;
}
