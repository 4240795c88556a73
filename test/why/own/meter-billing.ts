interface Device {
  watts: number;
  hours: number;
}

/** Meters of a house: energy in watt hours since they were built in, one register for each flat. */
class Meters {
  readonly #registers: Float32Array;

  constructor(readings: readonly number[]) {
    this.#registers = Float32Array.from(readings);
  }

  /** A minute passes with a load on the meter of a flat. */
  tick(flat: number, watts: number): void {
    this.#registers[flat]! += watts / 60;
  }

  read(flat: number): number {
    return this.#registers[flat]!;
  }
}

/**
 * What a flat pays for an evening, in cents.
 * @trace bill([{ watts: 60, hours: 3 }, { watts: 18, hours: 4 }], 0.034)
 */
export function bill(devices: Device[], price: number): number {
  const meters = new Meters([8_120_455, 21_740_310]);
  const before = meters.read(1);
  for (let minute = 0; minute < 240; minute++) {
    const running = devices.filter(({ hours }) => minute < 60 * hours);
    meters.tick(
      1,
      running.reduce((sum, { watts }) => sum + watts, 0),
    );
  }
  const cents = price * (meters.read(1) - before);
  return cents;
}
