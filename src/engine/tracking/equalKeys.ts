import { Box } from '../record/box.ts';
import type { Tracer } from './tracer.ts';

/**
 * A number was found among the keys of a collection: it equals the one with element `id`, 0 if that is not tracked. If one of them is
 * tracked this is a guard, as of a comparison; a whole number is an index into keys that are not tracked.
 */
export function found(tracer: Tracer, given: Box | number, id: number, name: string, site: number): void {
  const isTracked = Box.is(given);
  if (isTracked ? id === Box.id(given) : id === 0) return;
  const key = isTracked ? Box.value(given) : given;
  if (id === 0 && Number.isInteger(key)) tracer.unbox(given, 'index', name, site);
  else {
    const kind = Number.isNaN(key) ? 'Object.is' : '===';
    const kept = id || tracer.recorder.constant(key, site);
    tracer.recorder.guard(kind, site, tracer.reference(given, site), kept, true);
  }
}

/** Keys that enter a collection which is being made: the first of equal ones is kept. */
export class Entering {
  /** The ids of the numbers so far, 0 of one that is not tracked. */
  readonly #ids = new Map<number, number>();
  readonly #tracer: Tracer;
  readonly #name: string;
  readonly #site: number;

  constructor(tracer: Tracer, name: string, site: number) {
    this.#tracer = tracer;
    this.#name = name;
    this.#site = site;
  }

  /** The key as it is stored: plain. */
  take(given: unknown): unknown {
    const tracer = this.#tracer;
    if (typeof given !== 'number' && !Box.is(given)) return given;
    const key = tracer.number(given);
    const kept = this.#ids.get(key);
    if (kept !== undefined) found(tracer, given, kept, this.#name, this.#site);
    else this.#ids.set(key, Box.is(given) ? Box.id(tracer.positive(given, this.#site)) : 0);
    return key;
  }

  /** The collection that was made, its tracked keys noted. */
  of(made: unknown): unknown {
    const ids = new Map<number, number>();
    this.#ids.forEach((id, key) => id > 0 && ids.set(key, id));
    this.#tracer.keys.setAll(made as object, ids);
    return made;
  }
}
