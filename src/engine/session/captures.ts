import { BindingFinder } from '../record/bindings.ts';
import type { SitePlaces } from '../record/sitePlaces.ts';
import { capture, type LeafRules, type Selection } from './leaves.ts';

/** The module-level bindings that a run has read: each becomes leaves at its first read, which later reads get too. */
export class Captures {
  readonly #places: SitePlaces;
  readonly #rules: LeafRules;
  readonly #finder: BindingFinder;
  /** By site of a read: the binding's file and name. */
  readonly #keys = new Map<number, string>();
  readonly #known = new Map<string, { readonly value: unknown; readonly replaced: unknown }>();
  readonly #seen = new Map<object, unknown>();

  constructor(places: SitePlaces, rules: LeafRules) {
    this.#places = places;
    this.#finder = new BindingFinder(places);
    this.#rules = rules;
  }

  /** Forgets an earlier run. */
  clear(): void {
    this.#known.clear();
    this.#seen.clear();
  }

  /**
   * The value that a read of a binding gives; the site's text is its name. A value that was assigned after the first read is no
   * input and stays as it is, as does an object with tracked numbers.
   */
  read(
    site: number,
    value: unknown,
    selection: Selection,
    isTracked: (value: object) => boolean = () => false,
  ): unknown {
    if (typeof value !== 'number' && (typeof value !== 'object' || value === null)) return value;
    const key = this.#keys.get(site) ?? this.#key(site);
    const known = this.#known.get(key);
    if (known) return Object.is(known.value, value) ? known.replaced : value;
    const isKnown = typeof value === 'object' && isTracked(value);
    const replaced = isKnown ? value : capture(value, this.#shown(site), selection, this.#rules, this.#seen);
    this.#known.set(key, { value, replaced });
    return replaced;
  }

  #key(site: number): string {
    const { file, name } = this.#finder.find(...this.#read(site));
    const key = `${file}\n${name}`;
    this.#keys.set(site, key);
    return key;
  }

  #shown(site: number): string {
    return this.#finder.shown(...this.#read(site));
  }

  /** The file of a read, and the name that stands there. */
  #read(site: number): [file: string, name: string] {
    return [this.#places.file(site)?.path ?? '', this.#places.text(site) ?? ''];
  }
}
