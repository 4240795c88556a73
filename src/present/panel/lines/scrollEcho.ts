/** Scrolling that was asked for and is not reported yet, at most. */
const mostAsked = 64;

/**
 * Tells scrolling by a person from what comes back because it was asked for: an echo would scroll the other side again. An editor may
 * scroll in steps, and newer lines may be asked for before older ones are reported: all reports between them are echoes.
 */
export class ScrollEcho {
  #asked: number[] = [];
  #last: number;

  constructor(first = 1) {
    this.#last = first;
  }

  /** A line was made the first one without a person. */
  expect(line: number): void {
    this.#asked = [...this.#asked.slice(1 - mostAsked), line];
  }

  /** Whether a first line that is reported was asked for; what a person does ends that. */
  isEcho(line: number): boolean {
    const way = [this.#last, ...this.#asked];
    const isOnTheWay = this.#asked.length > 0 && Math.min(...way) <= line && line <= Math.max(...way);
    this.#last = line;
    this.#asked = isOnTheWay ? this.#asked.slice(this.#asked.indexOf(line) + 1) : [];
    return isOnTheWay;
  }
}
