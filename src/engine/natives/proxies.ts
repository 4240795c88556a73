import { Box, inspected, takeRefused } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import type { NewTarget } from '../language/dispatch.ts';
import type { Slots } from '../tracking/shadows.ts';
import { descriptorOf, isList } from './properties.ts';
import type { Boundary } from './carrier.ts';
import { isSlots, slotIndex, type Storage } from '../tracking/slots.ts';

const traps = [
  'apply', 'construct', 'defineProperty', 'deleteProperty', 'get', 'getOwnPropertyDescriptor', 'getPrototypeOf',
  'has', 'isExtensible', 'ownKeys', 'preventExtensions', 'set', 'setPrototypeOf',
] as const; // prettier-ignore
/** The traps whose results the engine reads as booleans. */
const predicates = new Set<string>([
  'has', 'set', 'deleteProperty', 'defineProperty', 'isExtensible', 'preventExtensions', 'setPrototypeOf',
]); // prettier-ignore

/** Proxies: a tracked number that a trap answers with is no object to the engine. */
export function registerProxies(boundary: Boundary, storage: Storage): void {
  const { tracer, dispatch, truth } = boundary;
  /** A handler as the engine sees it: traps are looked up in the program's own at each use, and called on it. */
  class Handler {
    readonly site: number;
    readonly target: object;
    readonly own: object;
    constructor(site: number, target: object, own: object) {
      this.site = site;
      this.target = target;
      this.own = own;
    }

    /** What `util.inspect` shows of it. */
    [inspected](_depth: number, options: object, inspect: (x: object, options: object) => string): string {
      return inspect(this.own, options);
    }
  }
  const trapOf = ({ site, target, own }: Handler, key: string): unknown => {
    if (key === 'set') takeRefused(); // what fails from here on is a write to the proxy
    const trap: unknown = Reflect.get(own, key);
    if (key === 'get' && (trap === undefined || trap === null)) return isRead(target) ? read : trap;
    if (typeof trap !== 'function') return trap;
    return (...args: unknown[]) => {
      const result = dispatch.call(site, trap, own, args);
      if (dispatch.foreignCall && Box.is(result)) return dispatch.foreignCall.unbox(result);
      if (key === 'getOwnPropertyDescriptor' && isList(result))
        return descriptorOf(boundary, site, 'Proxy', result, target, args[1]);
      return predicates.has(key) ? truth(site, result) : result;
    };
  };
  for (const key of traps) {
    Object.defineProperty(Handler.prototype, key, {
      get(this: Handler) {
        return trapOf(this, key);
      },
    });
  }
  /** Whether reads are to be seen: V8 tells a proxy with a trap for them from one without, so only where it matters. */
  const isRead = (target: object): boolean =>
    isSlots(target) || (dispatch.foreignCall !== undefined && holdsBox(target));
  const holdsBox = (target: object): boolean => {
    for (let o: object | null = target; o !== null; o = Object.getPrototypeOf(o) as object | null) {
      if (tracer.isOpaque(o)) return false;
      const held = Object.values(Object.getOwnPropertyDescriptors(o)) as PropertyDescriptor[];
      if (held.some(({ value }) => Box.is(value))) return true;
    }
    return false;
  };
  /** Reads of a proxy without a trap for them: its target may hold tracked numbers, and the reader may be outside. */
  const read = (target: object, key: PropertyKey, receiver: unknown): unknown => {
    const k = isSlots(target) ? slotIndex(key, target) : -1;
    const value = k >= 0 ? storage.read(target as Slots, k, -1) : Reflect.get(target, key, receiver);
    return dispatch.foreignCall && Box.is(value) ? dispatch.foreignCall.unbox(value) : value;
  };
  const create = (site: number, args: unknown[]): unknown[] => {
    const [target, handler] = args.map((arg) => tracer.unbox(arg, 'opaque', 'Proxy', site));
    return isObject(target) && isObject(handler)
      ? [target, new Handler(site, target as object, handler as object)]
      : [target, handler];
  };
  const known = (proxy: object, [target]: unknown[]): void => {
    dispatch.proxyTargets.set(proxy, target as object);
  };
  dispatch.constructors.set(Proxy, (site, args, newTarget) => {
    const given = create(site, args);
    const proxy = Reflect.construct(Proxy as unknown as NewTarget, given, newTarget);
    known(proxy, given);
    return proxy;
  });
  dispatch.handlers.set(Proxy.revocable, ({ site, args }) => {
    const given = create(site, args);
    const made = Proxy.revocable(...(given as [object, object]));
    known(made.proxy, given);
    const { revoke } = made;
    dispatch.adopt(revoke, () => revoke());
    return made;
  });
}
