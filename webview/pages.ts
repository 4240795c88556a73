import { signal } from '@preact/signals';

const mostPages = 64;
/** At a fast wheel the extension's answer comes some frames later. */
const pagesAhead = 4;

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
  /** The first item that was looked at last. */
  #from = 0;
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

  /** Items `from` up to `to` of `count` are looked at: those that come next, if it goes on like this, are fetched too. */
  ahead(from: number, to: number, count: number): void {
    const by = from < this.#from ? -1 : 1;
    if (from === this.#from) return;
    this.#from = from;
    const edge = Math.floor((by > 0 ? to : from) / this.#size);
    for (let page = edge + by; Math.abs(page - edge) <= pagesAhead; page += by) {
      const isThere = page >= 0 && page * this.#size < count;
      if (isThere && !this.#pages.has(page)) void this.#load(page);
    }
  }

  /** Everything is to be fetched anew. */
  renew(): void {
    this.#from = 0;
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
