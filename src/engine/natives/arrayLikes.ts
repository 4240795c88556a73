import { Box } from '../record/box.ts';
import type { Slots } from '../tracking/shadows.ts';
import { integersRead, isSlots, slotIndex } from '../tracking/slots.ts';
import { isList, wrapped, type Boundary, type Callable, type NativeRecord } from './carrier.ts';

/*
 * Natives of arrays and objects that reach the slots of a typed array, as elements or properties of any object. Each function here
 * puts a step before the handler of a record.
 */

const typed = Object.getPrototypeOf(Float64Array.prototype) as Record<string, Callable>;

/** Receiver and arguments as the record's own handler will see them. */
interface Call {
  self: unknown;
  readonly args: unknown[];
}
type Step = (call: Call, site: number, boundary: Boundary, native: Callable) => unknown;

/** The result of a step that leaves the call to the record's own handler. */
const fallThrough = Symbol('fallThrough');

/** A record with a step before its handler. The step runs only where numbers are tracked. */
const before = (record: NativeRecord, step: Step): NativeRecord => ({
  ...wrapped(record, (handler, boundary, native) => (handled) => {
    if (boundary.tracer.recorder.values.length === 1) return handler(handled);
    const { site, self, args } = handled;
    const call = { self, args };
    const result = step(call, site, boundary, native);
    return result === fallThrough ? handler({ site, ...call }) : result;
  }),
  bare: record.bare,
});

const isTracked = ({ tracer: { shadows } }: Boundary, x: unknown): x is Slots =>
  shadows.any && isSlots(x) && shadows.has(x);

/** The slots as an array of boxes and numbers; anything else unchanged. */
function listOf(boundary: Boundary, x: unknown, site: number): unknown {
  integersRead(boundary.tracer, x, site);
  return isTracked(boundary, x) ? boundary.storage.list(x, site) : x;
}

/** A method of arrays that typed arrays have too, with the same meaning when it is called on one. */
export const sharedWithTyped = (record: NativeRecord): NativeRecord =>
  before(record, ({ self, args }, site, { dispatch }, { name }) =>
    isSlots(self) ? dispatch.call(site, typed[name], self, args) : fallThrough,
  );

/** A method that makes a new array. */
export const makesArray = (record: NativeRecord): NativeRecord =>
  before(record, (call, site, boundary) => {
    call.self = listOf(boundary, call.self, site);
    return fallThrough;
  });

/** A method that writes numbers to its receiver: called on a view of integers, it cuts them. */
export const writesNumbers = (record: NativeRecord): NativeRecord =>
  before(record, ({ self, args }, site, { dispatch, tracer: { shadows } }, native) => {
    if (!ArrayBuffer.isView(self) || isSlots(self)) return fallThrough;
    const result = dispatch.foreign(site, native, self, args, 'integer');
    shadows.wipe(self.buffer, self.byteOffset, self.byteOffset + self.byteLength);
    return result;
  });

/** A property of a view of integers is written: the bytes there are no longer those of a tracked number. */
function writesInteger({ tracer }: Boundary, target: unknown, key: unknown, site: number): void {
  if (!tracer.shadows.any || !ArrayBuffer.isView(target) || isSlots(target) || target instanceof DataView)
    return;
  const k = slotIndex(key, target as Slots);
  if (k >= 0) tracer.overwritten(target, k, site);
}

/** A method that writes numbers, and then a length that a typed array does not take. */
export const writesLength = (record: NativeRecord): NativeRecord =>
  writesNumbers(
    before(record, (call, site, { storage }) => {
      if (isSlots(call.self)) call.self = storage.seen(call.self, site);
      return fallThrough;
    }),
  );

/** `Object.values` and `Object.entries`. */
export const listsProperties = (record: NativeRecord): NativeRecord =>
  before(record, ({ args }, site, boundary) => {
    const [given] = args;
    args[0] = listOf(boundary, given, site);
    if (args[0] === given) return fallThrough;
    // properties that the program put beside the slots
    const slots = given as Slots;
    for (const key of Object.keys(slots).slice(slots.length))
      Object.defineProperty(args[0], key, Object.getOwnPropertyDescriptor(slots, key)!);
    return fallThrough;
  });

/** `Object.assign`. */
export const assignsProperties = (record: NativeRecord): NativeRecord =>
  before(record, ({ args }, site, boundary) => {
    const { dispatch, storage } = boundary;
    for (let i = 1; i < args.length; i++) args[i] = listOf(boundary, args[i], site);
    const [target, ...sources] = args;
    if (ArrayBuffer.isView(target) && !isSlots(target))
      for (const source of sources)
        for (const key of isList(source) ? Object.keys(source) : [])
          writesInteger(boundary, target, key, site);
    if (!isSlots(target)) return fallThrough;
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

/** `Reflect.get`. */
export const readsProperty = (record: NativeRecord): NativeRecord =>
  before(record, ({ args: [target, key] }, site, boundary) => {
    integersRead(boundary.tracer, target, site);
    const k = isTracked(boundary, target) ? slotIndex(key, target) : -1;
    return k >= 0 ? boundary.storage.read(target as Slots, k, site) : fallThrough;
  });

/** `Reflect.set`. */
export const writesProperty = (record: NativeRecord): NativeRecord =>
  before(record, ({ args: [target, key, value, receiver = target] }, site, boundary) => {
    writesInteger(boundary, receiver, key, site);
    if (!isSlots(target) || receiver !== target || slotIndex(key, target) < 0) return fallThrough;
    boundary.storage.put(target, key, value, site);
    return true;
  });

/** `defineProperty` of `Object` and `Reflect`. */
export const definesProperty = (record: NativeRecord): NativeRecord =>
  before(record, ({ args: [target, key, descriptor] }, site, boundary, define) => {
    writesInteger(boundary, target, key, site);
    const k = isSlots(target) ? slotIndex(key, target) : -1;
    const { value } = (descriptor ?? {}) as { value?: unknown };
    if (k < 0 || !Box.is(value)) return fallThrough;
    const result = define(target, key, { ...(descriptor as object), value: Box.value(value) });
    boundary.storage.write(target as Slots, k, value, site);
    return result;
  });

/** `getOwnPropertyDescriptor` of `Object` and `Reflect`. */
export const describesProperty = (record: NativeRecord): NativeRecord =>
  before(record, ({ args: [target, key] }, site, boundary, describe) => {
    const k = isTracked(boundary, target) ? slotIndex(key, target) : -1;
    if (k < 0) return fallThrough;
    return { ...(describe(target, key) as object), value: boundary.storage.read(target as Slots, k, site) };
  });
