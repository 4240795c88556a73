import type { Dispatch } from '../language/dispatch.ts';
import type { Tracer } from '../tracking/tracer.ts';

type Callable = (...args: unknown[]) => unknown;
type Iterable = Record<'entries' | typeof Symbol.iterator, Callable>;

/** Getters and iterators of ml-matrix as they were, by what stands in their place. */
const originals = new WeakMap<Callable, Callable>();

/** The function that was there before `leadBack`, or the function itself. */
export function originalOf(f: Callable): Callable {
  return originals.get(f) ?? f;
}

/**
 * The language itself calls some members, past the dispatch: the iterator in `for (… of m)`, a getter in
 * `const { diagonalMatrix } = svd` and in parameters. Replaces those of a prototype by ones that lead back there.
 */
export function leadBack(tracer: Tracer, dispatch: Dispatch, prototype: object): void {
  const replacing = (now: Callable, target: Callable, make: (call: Callable) => Callable): Callable => {
    const own = originalOf(now);
    const by = make(function (this: unknown) {
      const isTraced = tracer.active && tracer.foreign === 0;
      return isTraced ? dispatch.call(tracer.lastSite, target, this, []) : Reflect.apply(own, this, []);
    });
    originals.set(by, own);
    dispatch.handlers.set(by, ({ site, self }) => dispatch.call(site, target, self, []));
    return by;
  };
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const { get } = descriptor as { get?: Callable };
    if (!get) continue;
    const by = replacing(get, originalOf(get), (call) => getterNamed(key, call));
    Object.defineProperty(prototype, key, { ...descriptor, get: by });
  }
  if (!Object.hasOwn(prototype, 'entries')) return;
  const { [Symbol.iterator]: iterator, entries } = prototype as Iterable;
  Object.defineProperty(prototype, Symbol.iterator, { value: replacing(iterator, entries, iteratorOf) });
}

/** A function as the getter of a property, with the name that it would have there. */
function getterNamed(key: string, call: Callable): Callable {
  const holder = {
    get [key](): unknown {
      return Reflect.apply(call, this, []);
    },
  };
  return Object.getOwnPropertyDescriptor(holder, key)!.get!;
}

function iteratorOf(call: Callable): Callable {
  return {
    [Symbol.iterator](this: unknown): unknown {
      return Reflect.apply(call, this, []);
    },
  }[Symbol.iterator];
}
