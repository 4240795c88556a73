import type { Recorder } from './recorder.ts';

/** The numeric typed arrays whose slots can hold a tracked number exactly. */
export type Slots = Float64Array | Float32Array;

/**
 * Ids belong to storage: each buffer that holds tracked numbers has a shadow, one element id a slot of its element
 * size (0: not tracked). Whoever shares the buffer (a view, `subarray`, a row of `m.data`) shares the ids.
 * An id is believed only while the slot still holds the trace's value: what changed behind the tracer's back is reported.
 */
export class Shadows {
  readonly #shadows = new WeakMap<ArrayBufferLike, { readonly ids: Int32Array; readonly bytes: number }>();
  readonly #recorder: Recorder;
  readonly #onMismatch: (id: number, found: number, site: number) => void;
  #any = false;

  /** `onMismatch` hears of a slot whose number is not the one its id stands for. */
  constructor(recorder: Recorder, onMismatch: (id: number, found: number, site: number) => void) {
    this.#recorder = recorder;
    this.#onMismatch = onMismatch;
  }

  /** Is anything tracked in any storage yet? */
  get any(): boolean {
    return this.#any;
  }

  /** Whether the storage has a shadow at all. */
  has(slots: ArrayBufferView): boolean {
    return this.#shadows.has(slots.buffer);
  }

  /** Does the storage hold tracked numbers of another size than this view's slots, so that they cannot be seen through it? */
  hides(view: ArrayBufferView): boolean {
    const shadow = this.#shadows.get(view.buffer);
    if (shadow === undefined) return false;
    return (
      !(view instanceof Float64Array || view instanceof Float32Array) ||
      shadow.bytes !== view.BYTES_PER_ELEMENT
    );
  }

  /** Some id below the bytes `[start, end)` of a buffer, 0 if there is none. */
  within(buffer: ArrayBufferLike, start: number, end: number): number {
    const shadow = this.#shadows.get(buffer);
    if (shadow === undefined) return 0;
    const { ids, bytes } = shadow;
    for (let k = Math.floor(start / bytes); k < Math.min(Math.ceil(end / bytes), ids.length); k++) {
      if (ids[k]! > 0) return ids[k]!;
    }
    return 0;
  }

  /** Remembers the ids of a buffer, to be given to the buffer that will hold its numbers. */
  taken(buffer: ArrayBufferLike): (target: ArrayBufferLike, start: number) => void {
    const shadow = this.#shadows.get(buffer);
    return (target, start) => {
      if (shadow === undefined || start % shadow.bytes !== 0) return;
      const { bytes } = shadow;
      const ids = new Int32Array(Math.floor(target.byteLength / bytes));
      ids.set(shadow.ids.subarray(start / bytes, start / bytes + ids.length));
      this.#shadows.set(target, { ids, bytes });
    };
  }

  /** The id of slot `k`, 0 if not tracked. */
  id(slots: Slots, k: number, site: number): number {
    const shadow = this.#shadows.get(slots.buffer);
    if (shadow === undefined || shadow.bytes !== slots.BYTES_PER_ELEMENT) return 0;
    const at = slots.byteOffset / shadow.bytes + k;
    const id = shadow.ids[at]!;
    return id > 0 ? this.#believed(shadow.ids, at, id, slots[k]!, site) : 0;
  }

  /** Copies the ids of all slots to `target[offset …]`. Returns whether any is tracked. */
  read(slots: Slots, target: Int32Array, offset: number, site: number): boolean {
    const shadow = this.#shadows.get(slots.buffer);
    const n = slots.length;
    if (shadow === undefined || shadow.bytes !== slots.BYTES_PER_ELEMENT) {
      target.fill(0, offset, offset + n);
      return false;
    }
    const { ids } = shadow;
    const values = this.#recorder.values.data;
    const start = slots.byteOffset / shadow.bytes;
    let tracked = false;
    for (let k = 0; k < n; k++) {
      let id = ids[start + k]!;
      if (id > 0) {
        const value = slots[k]!;
        if (values[id] !== value || value === 0) id = this.#believed(ids, start + k, id, value, site);
        tracked = true;
      }
      target[offset + k] = id;
    }
    return tracked;
  }

  #believed(ids: Int32Array, at: number, id: number, value: number, site: number): number {
    if (Object.is(this.#recorder.values.data[id], value)) return id;
    ids[at] = 0;
    this.#onMismatch(id, value, site);
    return 0;
  }

  /** Slot `k` now holds element `id` (0: an untracked number). */
  set(slots: ArrayBufferView & { readonly BYTES_PER_ELEMENT?: number }, k: number, id: number): void {
    const ids = id > 0 ? this.#ids(slots as Slots) : this.#existing(slots);
    if (ids) ids[slots.byteOffset / (slots as Slots).BYTES_PER_ELEMENT + k] = id;
  }

  /** The slots now hold the elements `first`, `first + 1`, …. */
  setRun(slots: Slots, first: number): void {
    const ids = this.#ids(slots);
    const start = slots.byteOffset / slots.BYTES_PER_ELEMENT;
    for (let k = 0; k < slots.length; k++) ids[start + k] = first + k;
  }

  /** The slots now hold the elements `refs[offset …]`; references that are no ids count as untracked. */
  setAll(slots: Slots, refs: ArrayLike<number>, offset: number): void {
    const ids = this.#ids(slots);
    const start = slots.byteOffset / slots.BYTES_PER_ELEMENT;
    for (let k = 0; k < slots.length; k++) ids[start + k] = Math.max(refs[offset + k]!, 0);
  }

  /** The slots hold untracked numbers from here on. */
  clear(slots: ArrayBufferView): void {
    const ids = this.#existing(slots);
    if (!ids) return;
    const bytes = (slots as Slots).BYTES_PER_ELEMENT;
    ids.fill(0, slots.byteOffset / bytes, slots.byteOffset / bytes + (slots as Slots).length);
  }

  #existing(slots: ArrayBufferView): Int32Array | undefined {
    const shadow = this.#shadows.get(slots.buffer);
    return shadow && shadow.bytes === (slots as Slots).BYTES_PER_ELEMENT ? shadow.ids : undefined;
  }

  #ids(slots: Slots): Int32Array {
    const existing = this.#existing(slots);
    if (existing) return existing;
    const bytes = slots.BYTES_PER_ELEMENT;
    const { maxByteLength } = slots.buffer as { maxByteLength?: number };
    const ids = new Int32Array(Math.floor((maxByteLength ?? slots.buffer.byteLength) / bytes));
    this.#shadows.set(slots.buffer, { ids, bytes });
    this.#any = true;
    return ids;
  }
}
