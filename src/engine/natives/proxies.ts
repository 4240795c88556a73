import { Box, inspected, takeRefused } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import type { Slots } from '../tracking/shadows.ts';
import { isSlots, slotIndex } from '../tracking/slots.ts';
import { constructor, isList, rule, type Boundary, type NativeTable } from './carrier.ts';
import { descriptorOf } from './objects.ts';

const traps = [
  'apply', 'construct', 'defineProperty', 'deleteProperty', 'get', 'getOwnPropertyDescriptor', 'getPrototypeOf',
  'has', 'isExtensible', 'ownKeys', 'preventExtensions', 'set', 'setPrototypeOf',
] as const; // prettier-ignore
/** The traps whose results the engine reads as booleans. */
const predicates = new Set<string>([
  'has', 'set', 'deleteProperty', 'defineProperty', 'isExtensible', 'preventExtensions', 'setPrototypeOf',
]); // prettier-ignore

/** The handler that V8 gets: at each use it looks a trap up in the program's own handler, and calls it on that. */
class TracedHandler {
  readonly #boundary: Boundary;
  readonly #site: number;
  readonly #target: object;
  readonly #own: object;

  constructor(boundary: Boundary, site: number, target: object, own: object) {
    this.#boundary = boundary;
    this.#site = site;
    this.#target = target;
    this.#own = own;
  }

  static {
    for (const key of traps) {
      Object.defineProperty(this.prototype, key, {
        get(this: TracedHandler) {
          return this.#trap(key);
        },
      });
    }
  }

  /** `util.inspect` shows the program's handler. */
  [inspected](_depth: number, options: object, inspect: (x: object, options: object) => string): string {
    return inspect(this.#own, options);
  }

  #trap(key: string): unknown {
    const { dispatch, truth } = this.#boundary;
    const own = this.#own;
    const target = this.#target;
    if (key === 'set') takeRefused(); // what fails from here on is a write to the proxy
    const trap: unknown = Reflect.get(own, key);
    if (key === 'get' && (trap === undefined || trap === null))
      return isRead(this.#boundary, target)
        ? (...args: [object, PropertyKey, unknown]) => read(this.#boundary, ...args)
        : trap;
    if (typeof trap !== 'function') return trap;
    return (...args: unknown[]) => {
      const result = dispatch.call(this.#site, trap, own, args);
      if (dispatch.foreignCall && Box.is(result)) return dispatch.foreignCall.unbox(result);
      if (key === 'getOwnPropertyDescriptor' && isList(result))
        return descriptorOf(this.#boundary, this.#site, 'Proxy', result, target, args[1]);
      return predicates.has(key) ? truth(this.#site, result) : result;
    };
  }
}

/** Whether reads need a trap: V8 tells a proxy with a trap for them from one without, so only where it matters. */
const isRead = (boundary: Boundary, target: object): boolean =>
  isSlots(target) || (boundary.dispatch.foreignCall !== undefined && holdsBox(boundary, target));

function holdsBox({ tracer }: Boundary, target: object): boolean {
  for (let o: object | null = target; o !== null; o = Object.getPrototypeOf(o) as object | null) {
    if (tracer.isOpaque(o)) return false;
    const held = Object.values(Object.getOwnPropertyDescriptors(o)) as PropertyDescriptor[];
    if (held.some(({ value }) => Box.is(value))) return true;
  }
  return false;
}

/** Reads of a proxy without a trap for them: its target may hold tracked numbers, and the reader may be untraced code. */
function read({ dispatch, storage }: Boundary, target: object, key: PropertyKey, receiver: unknown): unknown {
  const k = isSlots(target) ? slotIndex(key, target) : -1;
  const value = k >= 0 ? storage.read(target as Slots, k, -1) : Reflect.get(target, key, receiver);
  return dispatch.foreignCall && Box.is(value) ? dispatch.foreignCall.unbox(value) : value;
}

/** Target and handler as the native gets them. */
function given(boundary: Boundary, site: number, args: unknown[]): unknown[] {
  const { tracer } = boundary;
  const [target, handler] = args.map((arg) => tracer.unbox(arg, 'opaque', 'Proxy', site));
  tracer.shadows.lazy.settle(target);
  return isObject(target) && isObject(handler)
    ? [target, new TracedHandler(boundary, site, target as object, handler as object)]
    : [target, handler];
}

/** Proxies: a tracked number that a trap answers with would be an object to V8, so it is unboxed. */
export const proxies: NativeTable = {
  globalThis: {
    Proxy: constructor((boundary, native) => (site, args, newTarget) => {
      const created = given(boundary, site, args);
      const proxy = Reflect.construct(native, created, newTarget);
      boundary.dispatch.proxyTargets.set(proxy, created[0] as object);
      return proxy;
    }),
  },
  Proxy: {
    revocable: rule((boundary) => ({ site, args }) => {
      const { dispatch } = boundary;
      const created = given(boundary, site, args);
      const made = Proxy.revocable(...(created as [object, object]));
      dispatch.proxyTargets.set(made.proxy, created[0] as object);
      const { revoke } = made;
      dispatch.adopt(revoke, () => revoke());
      return made;
    }),
  },
};
