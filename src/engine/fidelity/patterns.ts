import type { Pattern, Runtime } from '../../shared/runtime.ts';
import { isSlots, type Storage } from '../tracking/slots.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject } from '../language/conversion.ts';
import type { Accessor } from '../language/members.ts';
import { demands, mayIterate } from './refusals.ts';

type Patterns = Pick<
  Runtime,
  'properties' | 'patterned' | 'taken' | 'none' | 'parameters' | 'restOf' | 'ofRest'
>;

/**
 * Patterns take values apart by the engine's own reads, which see plain numbers in typed arrays. So each value gets a stand-in whose
 * slots are boxes, and whose properties and elements are stand-ins where patterns take those apart. A stand-in does nothing but what
 * the engine would do with the value, in the same order, and no name ever gets one.
 */
export function patterns(tracer: Tracer, slots: Storage, stackLimit?: Accessor): Patterns {
  /** What stood for what: the value of `({ 0: a } = x)` is `x`. */
  const originals = new WeakMap<object, unknown>();
  const asked = demands(tracer);

  /** A value that a pattern inside takes apart. */
  const inside = (s: number, value: unknown, pattern: Pattern): unknown => {
    const { at, by, optional } = pattern;
    if (optional && value === undefined) return value;
    if (at !== undefined) asked.destructured(at, value);
    if (by !== undefined) asked.iterable(by, value);
    return standIn(s, value, pattern);
  };

  const standIn = (s: number, value: unknown, pattern: Pattern): unknown => {
    if (value === null || value === undefined || (Box.is(value) && !pattern.asks)) return value;
    if (!('object' in pattern) && !mayIterate(value, tracer)) return value;
    const made = 'object' in pattern ? object(s, value, pattern.object) : iterable(s, value, pattern);
    originals.set(made, value);
    return made;
  };

  /** Properties are read in the order of the pattern, each once; what a rest element collects comes after all. */
  const object = (s: number, value: unknown, inner: readonly (Pattern | 0)[]): object => {
    const isTyped = isSlots(value);
    if (isTyped && !inner.some(Boolean)) return slots.seen(value, s);
    const own = isTyped ? slots.seen(value, s) : (Object(value) as object);
    const receiver = isTyped ? own : value;
    let reads = 0;
    // of its own, so that nothing that is fixed in the object has to stay
    return new Proxy(
      {},
      {
        get(_, key) {
          const pattern = inner[reads++];
          const limit = value === Error && key === 'stackTraceLimit' ? stackLimit : undefined;
          const got: unknown = limit ? limit.value : Reflect.get(own, key, receiver);
          return pattern ? inside(s, got, pattern) : got;
        },
        ownKeys: () => Reflect.ownKeys(own),
        getOwnPropertyDescriptor(_, key) {
          const descriptor = Reflect.getOwnPropertyDescriptor(own, key);
          return descriptor && { ...descriptor, configurable: true };
        },
      },
    );
  };

  const iterable = (s: number, value: unknown, pattern: Iterated): object => ({
    get [Symbol.iterator]() {
      const make = (value as Iterable<unknown>)[Symbol.iterator] as unknown;
      return typeof make === 'function' ? () => steps(s, Reflect.apply(make, value, []), pattern) : make;
    },
  });

  const steps = (s: number, iterator: unknown, pattern: Iterated): unknown => {
    if (!isObject(iterator)) return iterator;
    const source = iterator as Iterator<unknown>;
    /** A method of the iterator; what is none is for the engine to refuse. */
    const method = (key: 'next' | 'return', then: (step: () => unknown) => unknown): unknown => {
      const own = source[key] as unknown;
      return typeof own === 'function' ? () => then(() => Reflect.apply(own, source, [])) : own;
    };
    let count = 0;
    let drained = false;
    return {
      get next() {
        return method('next', (next) => {
          const k = count++;
          if ('each' in pattern) return step(s, next(), pattern.each);
          const inner = pattern.array[k] ?? 0;
          if (!pattern.rest) return step(s, next(), inner);
          // The rest is an element, too, also if there is nothing left.
          if (k < pattern.array.length - 1) {
            const result: unknown = drained ? {} : next();
            if (drained || !isObject(result)) return result;
            const own = step(s, result, inner) as IteratorResult<unknown>;
            return {
              get done() {
                drained = Boolean(own.done);
                return false;
              },
              get value() {
                return drained ? undefined : own.value;
              },
            };
          }
          const rest: unknown[] = [];
          while (!drained) {
            const result = next();
            if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
            drained = Boolean((result as IteratorResult<unknown>).done);
            if (!drained) rest[rest.length] = (result as IteratorResult<unknown>).value;
          }
          return { done: false, value: inner ? standIn(s, rest, inner) : rest };
        });
      },
      get return() {
        return drained ? undefined : method('return', (close) => close());
      },
    };
  };

  /** The engine asks a result for `done`, then for its value if it wants that. */
  const step = (s: number, result: unknown, inner: Pattern | 0): unknown => {
    if (inner === 0 || !isObject(result)) return result;
    const source = result as IteratorResult<unknown>;
    return {
      get done() {
        return source.done;
      },
      get value() {
        return inside(s, source.value, inner);
      },
    };
  };

  const none = Symbol('none');
  const self: Patterns = {
    none,
    properties: (s, value) => (tracer.shadows.any && isSlots(value) ? slots.seen(value, s) : value),
    patterned: (s, value, pattern) =>
      tracer.shadows.any || pattern.asks || ('rest' in pattern && pattern.rest)
        ? standIn(s, value, pattern)
        : value,
    taken: (value) =>
      isObject(value) && originals.has(value as object) ? originals.get(value as object) : value,
    parameters(s, values, pattern) {
      const isSeen =
        tracer.shadows.any || pattern.asks || values.some((one) => one === null || one === undefined);
      return isSeen ? standIn(s, values, pattern) : values;
    },
    restOf: (all, from) => Array.from({ length: Math.max(all.length - from, 0) }, (_, k) => all[from + k]),
    ofRest(s, values, pattern) {
      const prototype = [Array.prototype, Object.prototype].find(Object.isExtensible) ?? Array.prototype;
      Object.defineProperty(prototype, none, {
        configurable: true,
        get(this: unknown[]) {
          Reflect.deleteProperty(prototype, none);
          return self.parameters(s, [...values, this], pattern);
        },
      });
      return none;
    },
  };
  return self;
}

type Iterated = Exclude<Pattern, { readonly object: unknown }>;
