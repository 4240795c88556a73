import type { Pattern } from '../../shared/runtime.ts';
import { integersRead, isSlots, type Storage } from '../tracking/slots.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject } from '../language/conversion.ts';
import type { Accessor } from '../language/members.ts';
import { mayIterate, refusals } from './refusals.ts';

type Iterated = Exclude<Pattern, { readonly object: unknown }>;

/**
 * Stand-ins for values that patterns take apart. V8 itself reads those values and sees plain numbers in typed arrays; a stand-in's slots
 * are boxes, and its properties and elements are stand-ins where patterns take those apart. A stand-in does what V8 would do with the
 * value, in the same order, and no name ever gets one.
 */
export class StandIns {
  readonly #tracer: Tracer;
  readonly #slots: Storage;
  readonly #stackLimit: Accessor | undefined;
  readonly #refusals: ReturnType<typeof refusals>;
  /** The value of `({ 0: a } = x)` is `x`. */
  readonly #originals = new WeakMap<object, unknown>();

  constructor(tracer: Tracer, slots: Storage, stackLimit?: Accessor) {
    this.#tracer = tracer;
    this.#slots = slots;
    this.#stackLimit = stackLimit;
    this.#refusals = refusals(tracer);
  }

  /** The value that a stand-in stands for; anything else unchanged. */
  original(value: unknown): unknown {
    return isObject(value) && this.#originals.has(value as object)
      ? this.#originals.get(value as object)
      : value;
  }

  /** A stand-in for a value, if the pattern needs one. */
  of(s: number, value: unknown, pattern: Pattern): unknown {
    if (value === null || value === undefined || (Box.is(value) && !pattern.asks)) return value;
    if (!('object' in pattern) && !mayIterate(value, this.#tracer)) return value;
    if ('object' in pattern) integersRead(this.#tracer, value, s);
    const made =
      'object' in pattern ? this.#object(s, value, pattern.object) : this.#iterable(s, value, pattern);
    this.#originals.set(made, value);
    return made;
  }

  /** A value that a pattern inside a pattern takes apart. */
  #inside(s: number, value: unknown, pattern: Pattern): unknown {
    const { at, by, optional } = pattern;
    if (optional && value === undefined) return value;
    if (at !== undefined) this.#refusals.destructured(at, value);
    if (by !== undefined) this.#refusals.iterable(by, value);
    return this.of(s, value, pattern);
  }

  /** Properties are read in the order of the pattern, each once; a rest element collects the others after them. */
  #object(s: number, value: unknown, inner: readonly (Pattern | 0)[]): object {
    const isTyped = isSlots(value);
    if (isTyped && !inner.some(Boolean)) return this.#slots.seen(value, s);
    const own = isTyped ? this.#slots.seen(value, s) : (Object(value) as object);
    const receiver = isTyped ? own : value;
    let reads = 0;
    // a new target, so that no property that is fixed in the value has to keep what it holds
    return new Proxy(
      {},
      {
        get: (_, key) => {
          const pattern = inner[reads++];
          const limit = value === Error && key === 'stackTraceLimit' ? this.#stackLimit : undefined;
          const got: unknown = limit ? limit.value : Reflect.get(own, key, receiver);
          return pattern ? this.#inside(s, got, pattern) : got;
        },
        ownKeys: () => Reflect.ownKeys(own),
        getOwnPropertyDescriptor(_, key) {
          const descriptor = Reflect.getOwnPropertyDescriptor(own, key);
          return descriptor && { ...descriptor, configurable: true };
        },
      },
    );
  }

  #iterable(s: number, value: unknown, pattern: Iterated): object {
    const steps = (iterator: unknown) => this.#steps(s, iterator, pattern);
    return {
      get [Symbol.iterator]() {
        const make = (value as Iterable<unknown>)[Symbol.iterator] as unknown;
        return typeof make === 'function' ? () => steps(Reflect.apply(make, value, [])) : make;
      },
    };
  }

  #steps(s: number, iterator: unknown, pattern: Iterated): unknown {
    if (!isObject(iterator)) return iterator;
    const source = iterator as Iterator<unknown>;
    /** A method of the iterator; V8 refuses anything that is none. */
    const method = (key: 'next' | 'return', then: (step: () => unknown) => unknown): unknown => {
      const own = source[key] as unknown;
      return typeof own === 'function' ? () => then(() => Reflect.apply(own, source, [])) : own;
    };
    const drain: Drain = { done: false };
    const element = (k: number, next: () => unknown): unknown => {
      if ('each' in pattern) return this.#step(s, next(), pattern.each);
      const inner = pattern.array[k] ?? 0;
      if (!pattern.rest) return this.#step(s, next(), inner);
      // the rest is an element, too, also if there is nothing left
      if (k < pattern.array.length - 1) return this.#beforeRest(s, next, inner, drain);
      const rest = restOf(next, drain);
      return { done: false, value: inner ? this.of(s, rest, inner) : rest };
    };
    let count = 0;
    return {
      get next() {
        return method('next', (next) => element(count++, next));
      },
      get return() {
        return drain.done ? undefined : method('return', (close) => close());
      },
    };
  }

  /** An element before a rest: the stand-in is never done, so that V8 goes on to the rest. */
  #beforeRest(s: number, next: () => unknown, inner: Pattern | 0, drain: Drain): unknown {
    const result: unknown = drain.done ? {} : next();
    if (drain.done || !isObject(result)) return result;
    const own = this.#step(s, result, inner) as IteratorResult<unknown>;
    return {
      get done() {
        drain.done = Boolean(own.done);
        return false;
      },
      get value() {
        return drain.done ? undefined : own.value;
      },
    };
  }

  /** An iterator's result: V8 reads `done`, then `value` if it wants it. */
  #step(s: number, result: unknown, inner: Pattern | 0): unknown {
    if (inner === 0 || !isObject(result)) return result;
    const source = result as IteratorResult<unknown>;
    const inside = (value: unknown) => this.#inside(s, value, inner);
    return {
      get done() {
        return source.done;
      },
      get value() {
        return inside(source.value);
      },
    };
  }
}

/** Whether the iterator of a pattern with a rest has ended. */
interface Drain {
  done: boolean;
}

/** All values that an iterator still gives. */
function restOf(next: () => unknown, drain: Drain): unknown[] {
  const rest: unknown[] = [];
  while (!drain.done) {
    const result = next();
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
    drain.done = Boolean((result as IteratorResult<unknown>).done);
    if (!drain.done) rest[rest.length] = (result as IteratorResult<unknown>).value;
  }
  return rest;
}
