import type { SiteTable } from '../shared/sites.ts';
import type { Range } from '../shared/span.ts';

/** Collects the sites of a file while it is written. */
export class Sites {
  readonly #base: number;
  readonly #written: (text: string) => string;
  readonly #ranges: number[] = [];
  readonly #texts: (string | undefined)[] = [];
  readonly #operands: number[] = [];
  readonly #operandEnds: number[] = [];

  /** @param written gives a text of what is instrumented as it stands in the source */
  constructor(base: number, written: (text: string) => string = (text) => text) {
    this.#base = base;
    this.#written = written;
  }

  /** Adds a site; returns its number. */
  add(range: Range, text?: string, operands?: readonly Range[]): number {
    const number = this.#base + this.#texts.length;
    this.#ranges.push(...range);
    this.#texts.push(text && this.#written(text));
    for (const operand of operands ?? []) this.#operands.push(...operand);
    this.#operandEnds.push(this.#operands.length);
    return number;
  }

  table(): SiteTable {
    return {
      ranges: Int32Array.from(this.#ranges),
      texts: this.#texts,
      operands: Int32Array.from(this.#operands),
      operandEnds: Int32Array.from(this.#operandEnds),
    };
  }
}
