const STEP = 0.002;

interface Circuit {
  battery: number;
  resistance: number;
  capacity: number;
}

/** A capacitor behind a resistor, with a leak. */
class Flash {
  #volts = 0;
  #last = 0;

  readonly #circuit: Circuit;

  constructor(circuit: Circuit) {
    this.#circuit = circuit;
  }

  get volts(): [now: number, last: number] {
    return [this.#volts, this.#last];
  }

  advance(): void {
    const { battery, resistance, capacity } = this.#circuit;
    const current = (battery - this.#volts) / resistance - this.#volts / 9000;
    this.#last = this.#volts;
    this.#volts += (STEP * current) / capacity;
  }
}

/**
 * Seconds until a flash is ready.
 * @trace ready({ battery: 320, resistance: 410, capacity: 0.0012 }, 270)
 */
export function ready(circuit: Circuit, threshold: number): number {
  const flash = new Flash(circuit);
  let seconds = 0;
  while (flash.volts[0] < threshold) {
    flash.advance();
    seconds += STEP;
  }
  return seconds;
}
