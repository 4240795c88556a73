/** Mean of the last few waits at a toll gate, kept up to date at each car. */
class Window {
  readonly #kept: Float64Array;
  #sum = 0;
  #seen = 0;

  constructor(size: number) {
    this.#kept = new Float64Array(size);
  }

  push(wait: number): void {
    const kept = this.#kept;
    kept.copyWithin(0, 1);
    this.#sum += wait - kept[0]!;
    kept[kept.length - 1] = wait;
    this.#seen++;
  }

  get mean(): number {
    return this.#sum / Math.min(this.#seen, this.#kept.length);
  }
}

/** Waits of cars that come at these gaps, by Lindley's recursion. */
function waits(gaps: readonly number[], service: number): number[] {
  const result = [0];
  for (const gap of gaps) result.push(Math.max(0, result.at(-1)! + service - gap));
  return result;
}

/**
 * Highest mean of four waits in a row, for a time of service.
 * @trace worstMean(9.5, [7, 4, 12, 6, 3, 15, 9, 30, 5, 8, 11, 22])
 */
export function worstMean(service: number, gaps: number[]): number {
  const window = new Window(4);
  let worst = 0;
  for (const wait of waits(gaps, service)) {
    window.push(wait);
    worst = Math.max(worst, window.mean);
  }
  return worst;
}
