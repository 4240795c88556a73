import { signal } from '@preact/signals';

const mostPages = 64;

/**
 * Items fetched by number, a page at a time, when they are first asked for. After `renew` the old ones are shown until
 * the new ones are there: nothing blinks.
 */
export class Pages<T> {
  readonly #size: number;
  readonly #fetch: (slice: { from: number; count: number }) => Promise<readonly T[]>;
  /** Read by whoever reads an item, so that it is drawn again when items arrive. */
  readonly #arrived = signal(0);
  #pages = new Map<number, readonly T[] | null>();
  #old = new Map<number, readonly T[] | null>();

  constructor(fetch: (slice: { from: number; count: number }) => Promise<readonly T[]>, size = 64) {
    this.#fetch = fetch;
    this.#size = size;
  }

  /** An item, or undefined until it has arrived. */
  get(index: number): T | undefined {
    void this.#arrived.value;
    const number = Math.floor(index / this.#size);
    if (!this.#pages.has(number)) void this.#load(number);
    const page = this.#pages.get(number) ?? this.#old.get(number);
    return page?.[index - number * this.#size];
  }

  /** Everything is to be fetched anew. */
  renew(): void {
    this.#old = this.#pages;
    this.#pages = new Map();
    this.#arrived.value++;
  }

  /** Takes items that came without being asked for, from the first of a page. */
  put(from: number, items: readonly T[]): void {
    this.#pages.set(Math.floor(from / this.#size), items);
    this.#arrived.value++;
  }

  async #load(number: number): Promise<void> {
    const pages = this.#pages;
    if (pages.size >= mostPages) pages.delete(pages.keys().next().value!);
    pages.set(number, null);
    try {
      const items = await this.#fetch({ from: number * this.#size, count: this.#size });
      pages.set(number, items);
    } catch {
      pages.delete(number); // asked for again when it is looked at again
      return;
    }
    if (pages === this.#pages || pages === this.#old) this.#arrived.value++;
  }
}
