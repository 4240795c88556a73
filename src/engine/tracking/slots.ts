import { Box } from '../record/box.ts';
import type { Slots } from './shadows.ts';
import type { Tracer } from './tracer.ts';

/** Converts an object to a primitive by its own methods. */
type ToNumber = (x: unknown, hint: 'number', site: number) => unknown;

/** Whether the slots of this view can hold tracked numbers. */
export function isSlots(x: unknown): x is Slots {
  return ArrayBuffer.isView(x) && (x instanceof Float64Array || x instanceof Float32Array);
}

/** Elements of `x` are read: if it is a view of integers, the tracked numbers whose bytes they are are cut. */
export function integersRead(tracer: Tracer, x: unknown, site: number): void {
  if (tracer.shadows.any && ArrayBuffer.isView(x) && !isSlots(x) && !(x instanceof DataView))
    tracer.cutStorage(x, 'integer', x.constructor.name, site);
}

/** The index of the slot that a property key names; −1 if it names none. */
export function slotIndex(key: unknown, slots: Slots): number {
  const k = Box.is(key)
    ? Box.value(key)
    : typeof key === 'string' && String(Number(key)) === key
      ? Number(key)
      : key;
  return typeof k === 'number' && Number.isInteger(k) && k >= 0 && k < slots.length ? k : -1;
}

/** Reads and writes slots of typed arrays together with their ids, which stand in the buffer's shadow. */
export interface Storage {
  /** The value of slot `k`, a box if it is tracked. */
  read(slots: Slots, k: number, site: number): unknown;
  /** Stores any value in slot `k`, which exists, with the language's conversion. */
  write(slots: Slots, k: number, value: unknown, site: number): void;
  /** Assigns to a property or slot. */
  put(slots: Slots, key: unknown, value: unknown, site: number): void;
  /** The values of all slots, boxes where tracked. */
  list(slots: Slots, site: number): unknown[];
  /** A proxy of the array whose slots read as boxes where tracked. */
  seen(slots: Slots, site: number): object;
}

/** @param toPrimitive converts a stored object, whose own method may answer with a tracked number */
export function storage(tracer: Tracer, toPrimitive: ToNumber): Storage {
  const { shadows } = tracer;
  const noted = (slots: Slots, k: number, id: number, site: number): void => {
    const lost = shadows.set(slots, k, id);
    if (lost > 0) shadows.onHidden(lost, site);
  };
  const self: Storage = {
    read(slots, k, site) {
      const id = shadows.any ? shadows.id(slots, k, site) : 0;
      if (id > 0) return tracer.box(id);
      if (shadows.any && shadows.hides(slots))
        tracer.cutBytes(
          slots,
          k * slots.BYTES_PER_ELEMENT,
          slots.BYTES_PER_ELEMENT,
          slots.constructor.name,
          site,
        );
      return slots[k];
    },
    put(slots, key, value, site) {
      const k = slotIndex(key, slots);
      if (k >= 0) self.write(slots, k, value, site);
      else Reflect.set(slots, key as PropertyKey, value);
    },
    write(slots, k, given, site) {
      const value = typeof given === 'object' ? toPrimitive(given, 'number', site) : given;
      if (Box.is(value)) {
        slots[k] = Box.value(value);
        if (k < slots.length)
          noted(slots, k, slots instanceof Float64Array ? Box.id(value) : tracer.rounded(value, site), site);
      } else {
        slots[k] = value as number;
        if (k < slots.length) noted(slots, k, 0, site);
      }
    },
    seen: (slots, site) =>
      new Proxy(slots, {
        get(_, key) {
          const k = slotIndex(key, slots);
          return k >= 0 ? self.read(slots, k, site) : (Reflect.get(slots, key) as unknown);
        },
        set(_, key, value) {
          const k = slotIndex(key, slots);
          if (k >= 0) self.write(slots, k, value, site);
          else (slots as unknown as Record<PropertyKey, unknown>)[key] = value; // throws where it cannot
          return true;
        },
      }),
    list: (slots, site) => Array.from({ length: slots.length }, (_, k) => self.read(slots, k, site)),
  };
  return self;
}
