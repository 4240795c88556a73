import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import { isSlots, slotIndex, type Storage } from '../tracking/slots.ts';
import { words as wordsOf } from '../tracking/doubleWords.ts';
import type { Slots } from '../tracking/shadows.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { convertedBy, isObject, keyOf, type ToPrimitive } from './conversion.ts';
import type { Dispatch } from './dispatch.ts';
import { isInstrumented } from './functionMarks.ts';

type Reads = Pick<Runtime, 'method' | 'methodAt' | 'self' | 'get' | 'at'>;
type References = Pick<
  Runtime,
  'ref' | 'lastRef' | 'current' | 'put' | 'putSloppy' | 'putOld' | 'putOldSloppy'
>;
type Members = Reads & References & Pick<Runtime, 'setAt' | 'setAtSloppy' | 'keep' | 'kept' | 'key'>;
type SetAt = Runtime['setAt'];
type Assign = (o: unknown, k: unknown, v: unknown) => void;

/** A member that is read and then written, evaluated once. */
interface Reference {
  readonly object: unknown;
  readonly key: unknown;
}
/** `Error.stackTraceLimit` as the program sees it, where the engine's own has another value. */
export interface Accessor {
  readonly value: unknown;
  set(value: unknown): void;
}
type Properties = Record<PropertyKey, unknown>;

/** What reading and writing members needs. */
interface MemberContext {
  readonly tracer: Tracer;
  readonly dispatch: Dispatch;
  readonly storage: Storage;
  readonly words: ReturnType<typeof wordsOf>;
  readonly toPrimitive: ToPrimitive;
  readonly stackLimit: Accessor | undefined;
  /** A key as natives take it; `isKept`: whether the program gets it back as text. */
  plainKey(s: number, key: unknown, isKept: boolean): PropertyKey;
}

/** Assignment as code in strict mode does it: a failing write throws. */
const assignStrictly: Assign = (o, k, v) => {
  (o as Properties)[k as PropertyKey] = v;
};

/** Assignment as code outside strict mode does it: a failing write is silent. */
const assignSloppily = new Function('return function assignSloppily(o, k, v) { o[k] = v; };')() as Assign;

/** Reads and writes of members: slots of typed arrays know their ids, keys are plain, getters of ml-matrix are dispatched. */
export function members(
  tracer: Tracer,
  dispatch: Dispatch,
  storage: Storage,
  toPrimitive: ToPrimitive,
  stackLimit?: Accessor,
): Members {
  const plainKey = (s: number, key: unknown, isKept: boolean): PropertyKey => {
    if (typeof key !== 'object' || key === null) return key as PropertyKey;
    const [reason, to] = isKept ? (['key', 'a key'] as const) : (['index', 'a member'] as const);
    return keyOf(tracer, toPrimitive, key, reason, to, s) as PropertyKey;
  };
  const words = wordsOf(tracer);
  const context = { tracer, dispatch, storage, words, toPrimitive, stackLimit, plainKey };
  const setAt = setter(context, assignStrictly);
  const setAtSloppy = setter(context, assignSloppily);
  return {
    ...reads(context),
    setAt,
    setAtSloppy,
    keep(object) {
      this.kept = object;
      return object;
    },
    kept: undefined,
    ...references(setAt, setAtSloppy),
    key: (s, key) => plainKey(s, key, true),
  };
}

/** `o[k] = v`, where `assign` writes what is no tracked slot. */
function setter(context: MemberContext, assign: Assign): SetAt {
  const { tracer, dispatch, storage, words, toPrimitive, stackLimit, plainKey } = context;
  return (s, object, key, value) => {
    const k = isNothing(object) ? unconverted(key) : plainKey(s, key, keeps(object));
    if (tracer.recorder.values.length > 1 && ArrayBuffer.isView(object)) {
      const slot = isSlots(object) ? (typeof k === 'number' ? k : slotIndex(k, object)) : -1;
      if (slot >= 0 && Number.isInteger(slot)) storage.write(object as Slots, slot, value, s);
      else if (typeof k === 'number' && isIntegers(object)) words.write(object, k, value, s);
      else {
        assign(object, k, tracer.unbox(value, 'integer', 'an integer array', s));
        if (!isSlots(object)) tracer.overwritten(object, slotIndex(k, object as Slots & object), s);
        if (typeof value === 'object' || typeof value === 'function') dispatch.extended.add(object);
      }
    } else if (
      Box.is(value) &&
      !tracer.isOpaque(object as object) &&
      (isReadByNatives(object, k) || hasNativeSetter(object, k))
    ) {
      assign(object, k, tracer.unbox(value, k === 'length' ? 'size' : 'predicate', String(k), s));
    } else if (k === 'length' && isObject(value) && Array.isArray(object)) {
      const size = () => tracer.unbox(toPrimitive(value, 'number', s), 'size', 'length', s);
      assign(object, k, convertedBy(size));
    } else if (object === Error && k === 'stackTraceLimit' && stackLimit) {
      stackLimit.set(tracer.unbox(value, 'index', k, s));
    } else {
      assign(object, k, value);
    }
    return value;
  };
}

/** `o[k]`, and methods before they are called. */
function reads({ tracer, dispatch, storage, words, stackLimit, plainKey }: MemberContext): Reads {
  const get = (s: number, object: unknown, key: PropertyKey): unknown => {
    if (object === Error && key === 'stackTraceLimit' && stackLimit) return stackLimit.value;
    if (
      tracer.active &&
      typeof object === 'object' &&
      object !== null &&
      !tracer.isOpaque(object) &&
      !Object.hasOwn(object, key)
    ) {
      const getter = getterOf(object, key);
      if (getter && dispatch.handles(getter)) return dispatch.call(s, getter, object, []);
    }
    return (object as Properties)[key];
  };
  return {
    method(_s, object, key) {
      const f = (object as Properties)[isNothing(object) ? unconverted(key) : key];
      this.self = object;
      return f;
    },
    methodAt(s, object, key) {
      const f = this.at(s, object, key);
      this.self = object;
      return f;
    },
    self: undefined,
    get,
    at(s, object, key) {
      if (isNothing(object)) return (object as Properties)[unconverted(key)];
      const k = plainKey(s, key, keeps(object));
      if (tracer.shadows.any && ArrayBuffer.isView(object)) {
        if (isSlots(object)) {
          const slot = typeof k === 'number' ? k : slotIndex(k, object);
          if (slot >= 0) return storage.read(object, slot, s);
        } else if (tracer.shadows.has(object)) {
          const element = slotIndex(k, object as Slots);
          const word = element >= 0 ? words.read(object, element, s) : undefined;
          if (word !== undefined) return word;
          const { BYTES_PER_ELEMENT: bytes, constructor } = object as Uint8Array;
          if (element >= 0) tracer.cutBytes(object, element * bytes, bytes, constructor.name, s);
        }
      }
      return typeof k === 'string' ? get(s, object, k) : (object as Properties)[k];
    },
  };
}

/** `o[k] op= e` and its like: object and key are evaluated once. */
function references(strict: SetAt, sloppy: SetAt): References & ThisType<Runtime> {
  return {
    ref(object, key) {
      const reference: Reference = { object, key };
      this.lastRef = reference;
      return reference;
    },
    lastRef: undefined,
    current(s) {
      // As in V8, a key that is an object is converted for the read and again for the write.
      const reference = this.lastRef as Reference;
      const value = this.at(s, reference.object, reference.key);
      this.lastRef = reference;
      return value;
    },
    put: (s, ref, value) => strict(s, (ref as Reference).object, (ref as Reference).key, value),
    putSloppy: (s, ref, value) => sloppy(s, (ref as Reference).object, (ref as Reference).key, value),
    putOld(s, ref, value, old) {
      strict(s, (ref as Reference).object, (ref as Reference).key, value);
      return old;
    },
    putOldSloppy(s, ref, value, old) {
      sloppy(s, (ref as Reference).object, (ref as Reference).key, value);
      return old;
    },
  };
}

/** Whether a view is an integer array whose elements the language stores as 32-bit `view[k] = x` does. */
const isIntegers = (view: ArrayBufferView): boolean =>
  !(view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array);

/** Whether the program can get a key of this object back as text. It counts positions of an array itself. */
const keeps = (object: unknown): boolean => !Array.isArray(object) && !ArrayBuffer.isView(object);

/** Whether natives read this property for themselves. */
export const isReadByNatives = (object: unknown, key: unknown): boolean =>
  key === Symbol.isConcatSpreadable ||
  (key === 'lastIndex' && object instanceof RegExp) ||
  (key === 'length' && (Array.isArray(object) || typeof object === 'function'));

const isNothing = (object: unknown): boolean => object === null || object === undefined;

/** The key of a member of null or undefined: the language throws before it converts the key. */
const unconverted = (key: unknown): PropertyKey => (Box.is(key) ? Box.value(key) : key) as PropertyKey;

function hasNativeSetter(object: unknown, key: PropertyKey): boolean {
  if (!isObject(object) || Array.isArray(object)) return false;
  for (let o = object as object | null; o !== null; o = Object.getPrototypeOf(o) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(o, key);
    if (descriptor) return descriptor.set !== undefined && !isInstrumented(descriptor.set);
  }
  return false;
}

function getterOf(object: object, key: PropertyKey): (() => unknown) | undefined {
  for (let o: object | null = object; o !== null; o = Object.getPrototypeOf(o) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(o, key);
    if (descriptor) return descriptor.get;
  }
  return undefined;
}
