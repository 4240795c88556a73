import type { SiteTable } from '../shared/sites.ts';
import type { Range } from '../shared/span.ts';

/** Collects the sites of a file while it is written. */
export class Sites {
  readonly #base: number;
  readonly #ranges: number[] = [];
  readonly #texts: (string | undefined)[] = [];
  readonly #operands: (Int32Array | undefined)[] = [];

  constructor(base: number) {
    this.#base = base;
  }

  /** Adds a site; returns its number. */
  add(range: Range, text?: string, operands?: readonly Range[]): number {
    const number = this.#base + this.#texts.length;
    this.#ranges.push(...range);
    this.#texts.push(text);
    this.#operands.push(operands?.length ? Int32Array.from(operands.flat()) : undefined);
    return number;
  }

  table(): SiteTable {
    return { ranges: Int32Array.from(this.#ranges), texts: this.#texts, operands: this.#operands };
  }
}
