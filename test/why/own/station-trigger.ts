/** Mean and deviation of the latest readings, kept up to date with two sums. */
class Rolling {
  readonly #size: number;
  readonly #readings: number[] = [];
  #sum = 0;
  #squares = 0;

  constructor(size: number) {
    this.#size = size;
  }

  push(reading: number): this {
    this.#readings.push(reading);
    this.#sum += reading;
    this.#squares += reading * reading;
    if (this.#readings.length > this.#size) {
      const old = this.#readings.shift()!;
      this.#sum -= old;
      this.#squares -= old * old;
    }
    return this;
  }

  get deviation(): number {
    const n = this.#readings.length;
    const mean = this.#sum / n;
    return Math.sqrt(this.#squares / n - mean * mean);
  }
}

// m/s², vertical channel of a school seismometer
const trace = [
  9.807, 9.811, 9.802, 9.809, 9.804, 9.806, 9.807, 9.806, 9.806, 9.806, 9.806, 9.806, 9.806, 9.806, 9.823,
  9.771, 9.862, 9.794,
];

/**
 * How far the short-term deviation rises above the long-term one, at most; a softened trigger.
 * @trace triggerLevel(1.002, 0.001)
 */
export function triggerLevel(sensitivity: number, floor: number): number {
  const [short, long] = [new Rolling(4), new Rolling(10)];
  let level = 0;
  for (const volts of trace) {
    const reading = volts / sensitivity;
    const [sta, lta] = [short, long].map((window) => window.push(reading).deviation);
    const ratio = (sta! + floor) / (lta! + floor);
    level = Math.log(Math.exp(8 * level) + Math.exp(8 * ratio)) / 8;
  }
  return level;
}
