import { Box } from '../record/box.ts';
import type { Slots } from '../tracking/shadows.ts';
import { carrier, type Boundary, type Callable } from './carrier.ts';
import { isSlots, slotIndex, type Storage } from '../tracking/slots.ts';

const typed = Object.getPrototypeOf(Float64Array.prototype) as Record<string, Callable>;
const arrays = Array.prototype as unknown as Record<string, Callable>;

/** Methods of arrays that typed arrays have too, with the same meaning when they are called on one. */
const shared = [
  'forEach', 'reduce', 'reduceRight', 'find', 'findLast', 'findIndex', 'findLastIndex', 'some', 'every', 'entries',
  'values', 'join', 'includes', 'indexOf', 'lastIndexOf', 'reverse', 'copyWithin', 'sort', 'fill', 'at',
]; // prettier-ignore
/** Those that make an array. */
const making = ['map', 'filter', 'slice', 'flat', 'flatMap', 'toReversed', 'toSorted', 'with', 'toSpliced'];

/** Those that write what they are given, and then a length that a typed array does not take. */
const writing = ['push', 'unshift', 'splice', 'pop', 'shift'];

/** Natives that reach the slots of a typed array as elements or properties of any object. To be called after all others. */
export function registerSlots(boundary: Boundary, storage: Storage): void {
  const { tracer, dispatch } = boundary;
  const { shadows } = tracer;
  const isTracked = (x: unknown): x is Slots => shadows.any && isSlots(x) && shadows.has(x);
  /** The slots as an array of boxes and numbers; anything else as it is. */
  const seen = (x: unknown, site: number): unknown => (isTracked(x) ? storage.list(x, site) : x);
  /** Registers what happens before the native's own handler. */
  const before = (native: unknown, change: (call: Call, site: number) => unknown) => {
    const handler = dispatch.handlers.get(native)!;
    dispatch.handlers.set(native, ({ site, self, args }) => {
      const call = { self, args };
      const result = tracer.recorder.values.length > 1 ? change(call, site) : others;
      return result === others ? handler({ site, ...call }) : result;
    });
  };

  // what says nothing of the numbers
  carrier(boundary, typed.keys);
  for (const key of ['length', 'byteLength', 'byteOffset', Symbol.toStringTag])
    carrier(boundary, Object.getOwnPropertyDescriptor(typed, key)!.get);

  for (const name of shared) {
    before(arrays[name], ({ self, args }, site) =>
      isSlots(self) ? dispatch.call(site, typed[name], self, args) : others,
    );
  }
  for (const name of writing) {
    before(arrays[name], (call, site) => {
      if (isSlots(call.self)) call.self = storage.seen(call.self, site);
      return others;
    });
  }
  for (const name of [...writing, 'fill']) {
    before(arrays[name], ({ self, args }, site) =>
      ArrayBuffer.isView(self) && !isSlots(self)
        ? dispatch.foreign(site, arrays[name]!, self, args, 'integer')
        : others,
    );
  }
  for (const name of making) {
    before(arrays[name], (call, site) => {
      call.self = seen(call.self, site);
      return others;
    });
  }
  for (const f of [Object.values, Object.entries]) {
    before(f, ({ args }, site) => {
      const [given] = args;
      args[0] = seen(given, site);
      if (args[0] === given) return others;
      // what the program put beside the slots
      const slots = given as Slots;
      for (const key of Object.keys(slots).slice(slots.length))
        Object.defineProperty(args[0], key, Object.getOwnPropertyDescriptor(slots, key)!);
      return others;
    });
  }
  before(Object.assign, ({ args }, site) => {
    for (let i = 1; i < args.length; i++) args[i] = seen(args[i], site);
    const [target, ...sources] = args;
    if (!isSlots(target)) return others;
    dispatch.extended.add(target);
    for (const given of sources) {
      const source = Object(Box.is(given) ? Box.value(given) : given) as object;
      for (const key of Reflect.ownKeys(source)) {
        if (!Reflect.getOwnPropertyDescriptor(source, key)?.enumerable) continue;
        const value = (source as Record<PropertyKey, unknown>)[key];
        const k = slotIndex(key, target);
        if (k >= 0) storage.write(target, k, value, site);
        else (target as unknown as Record<PropertyKey, unknown>)[key] = value; // throws where it cannot
      }
    }
    return target;
  });
  before(Reflect.get, ({ args: [target, key] }, site) => {
    const k = isTracked(target) ? slotIndex(key, target) : -1;
    return k >= 0 ? storage.read(target as Slots, k, site) : others;
  });
  before(Reflect.set, ({ args: [target, key, value, receiver = target] }, site) => {
    if (!isSlots(target) || receiver !== target || slotIndex(key, target) < 0) return others;
    storage.put(target, key, value, site);
    return true;
  });
  for (const define of [Object.defineProperty, Reflect.defineProperty] as Callable[]) {
    before(define, ({ args: [target, key, descriptor] }, site) => {
      const k = isSlots(target) ? slotIndex(key, target) : -1;
      const { value } = (descriptor ?? {}) as { value?: unknown };
      if (k < 0 || !Box.is(value)) return others;
      const result = define(target, key, { ...(descriptor as object), value: Box.value(value) });
      storage.write(target as Slots, k, value, site);
      return result;
    });
  }
  for (const describe of [Object.getOwnPropertyDescriptor, Reflect.getOwnPropertyDescriptor] as Callable[]) {
    before(describe, ({ args: [target, key] }, site) => {
      const k = isTracked(target) ? slotIndex(key, target) : -1;
      if (k < 0) return others;
      return { ...(describe(target, key) as object), value: storage.read(target as Slots, k, site) };
    });
  }
}

interface Call {
  self: unknown;
  readonly args: unknown[];
}
/** The answer that leaves the call to the native's own handler. */
const others = Symbol('others');
