import type { Box } from '../record/box.ts';
import { keysOf } from './brands.ts';

/** An iterator of a collection, and where its values hold keys: they are keys, or arrays that hold keys at these places. */
interface Watched {
  readonly collection: object;
  readonly places: readonly number[] | undefined;
}

const none: ReadonlyMap<number, number> = new Map();

/**
 * Maps and sets find numbers by their value, so the keys in them are plain numbers. The element id that each was put in with stands
 * here, and the number has it again when it comes out.
 */
export class KeyIds {
  readonly #ids = new WeakMap<object, Map<number, number>>();
  readonly #iterators = new WeakMap<object, Watched>();
  /** Collections that code which is not traced has at hand, how often each. */
  readonly #lowered = new Map<object, number>();
  readonly #box: (id: number) => Box;

  constructor(box: (id: number) => Box) {
    this.#box = box;
  }

  /** The ids of the tracked keys of a collection. */
  of(collection: object): ReadonlyMap<number, number> {
    return this.#ids.get(collection) ?? none;
  }

  /** The id of a key, 0 if it is not tracked. */
  id(collection: object, key: number): number {
    return this.#ids.get(collection)?.get(key) ?? 0;
  }

  /** Key `key` is now element `id`; 0: an untracked number, or no longer a key. */
  set(collection: object, key: number, id: number): void {
    const ids = this.#ids.get(collection);
    if (id === 0) ids?.delete(key);
    else if (ids) ids.set(key, id);
    else this.#ids.set(collection, new Map([[key, id]]));
  }

  /** The keys of a collection are these elements, and no others are tracked. */
  setAll(collection: object, ids: ReadonlyMap<number, number>): void {
    if (ids.size > 0) this.#ids.set(collection, new Map(ids));
    else this.#ids.delete(collection);
  }

  /** What the program gets for a key: a box if it is tracked. Anything else is unchanged. */
  read(collection: object, key: unknown): unknown {
    if (typeof key !== 'number' || this.#lowered.has(collection)) return key;
    const id = this.id(collection, key);
    return id > 0 ? this.#box(id) : key;
  }

  /** All keys of a collection as the program gets them. */
  list(collection: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>): unknown[] {
    return keysOf(collection).map((key) => this.read(collection, key));
  }

  /** Makes an iterator give keys as the program gets them; `places` as in `Watched`. */
  watch(iterator: object, collection: object, places?: readonly number[]): void {
    this.#iterators.set(iterator, { collection, places });
  }

  /** The collection that an iterator of `watch` goes over. */
  iterated(iterator: object): object | undefined {
    return this.#iterators.get(iterator)?.collection;
  }

  /** The fresh result of an iterator's `next`, with keys as the program gets them. */
  given(iterator: unknown, result: unknown): unknown {
    const watched = this.#iterators.get(iterator as object);
    if (!watched) return result;
    const { collection, places } = watched;
    const step = result as IteratorResult<unknown>;
    const { value } = step;
    if (!places) step.value = this.read(collection, value);
    else if (!step.done)
      for (const k of places) (value as unknown[])[k] = this.read(collection, (value as unknown[])[k]);
    return result;
  }

  /** Until the returned function is called, the keys of this collection are read as plain numbers. */
  lower(collection: object): () => void {
    const lowered = this.#lowered;
    lowered.set(collection, (lowered.get(collection) ?? 0) + 1);
    return () => {
      const left = lowered.get(collection)! - 1;
      if (left > 0) lowered.set(collection, left);
      else lowered.delete(collection);
    };
  }
}
