import { Fresh } from './fresh.ts';
import type { Recorder } from './recorder.ts';

/** Marks a slot that was put together from words. */
const JOINED = -1;
type Half = 'low' | 'high';

/** One element id a slot of so many bytes. */
interface Shadow {
  readonly ids: Int32Array;
  readonly bytes: number;
}

/** The numeric typed arrays whose slots can hold a tracked number exactly. */
export type Slots = Float64Array | Float32Array;

/**
 * Ids belong to storage: each buffer that holds tracked numbers has a shadow, one element id a slot of its element
 * size (0: not tracked). Whoever shares the buffer (a view, `subarray`, a row of `m.data`) shares the ids.
 * An id is believed only while the slot still holds the trace's value: what changed behind the tracer's back is reported.
 */
export class Shadows {
  readonly #written = new WeakMap<ArrayBufferLike, Shadow>();
  readonly #recorder: Recorder;
  readonly #onMismatch: (id: number, found: number, site: number) => void;
  /** Matrices whose ids have not been written down yet. */
  readonly fresh = new Fresh();
  #any = false;
  /** Slots that were put together from words: the elements whose low and high word they hold, 0 where it is another's. */
  readonly #halves = new WeakMap<ArrayBufferLike, Map<number, Readonly<Record<Half, number>>>>();
  /** Makes an element of such a slot's number when it is read; 0: it is a new number. */
  onJoin: (low: number, high: number, value: number, site: number) => number = () => 0;

  /** `onMismatch` hears of a slot whose number is not the one its id stands for. */
  constructor(recorder: Recorder, onMismatch: (id: number, found: number, site: number) => void) {
    this.#recorder = recorder;
    this.#onMismatch = onMismatch;
  }

  /** Is anything tracked in any storage yet? */
  get any(): boolean {
    return this.#any || this.fresh.tracks;
  }

  /** All shadows: those of fresh matrices are written down first. */
  get #shadows(): WeakMap<ArrayBufferLike, Shadow> {
    if (!this.fresh.isEmpty) this.fresh.settle((row, first) => this.setRun(row, first));
    return this.#written;
  }

  /** A matrix that was just made holds the elements from `first` on, or static numbers; see `Run`. */
  setFresh(matrix: { readonly data: readonly Float64Array[] }, first: number, isStatic = false): void {
    if (this.fresh.isFull) this.fresh.settle((row, id) => this.setRun(row, id));
    this.fresh.add(matrix, first, isStatic);
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
    if (id === JOINED) return this.#join(slots.buffer, shadow.ids, at, slots[k]!, site);
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
      if (id === JOINED) {
        id = this.#join(slots.buffer, ids, start + k, slots[k]!, site);
        tracked ||= id > 0;
      } else if (id > 0) {
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

  #join(buffer: ArrayBufferLike, ids: Int32Array, at: number, value: number, site: number): number {
    const halves = this.#halves.get(buffer)?.get(at);
    return (ids[at] = halves ? this.onJoin(halves.low, halves.high, value, site) : 0);
  }

  /** The element whose word stands at `k` of an integer view, 0 if none. */
  wordId(view: Uint32Array, k: number, half: Half): number {
    const at = (view.byteOffset / 4 + k) >> 1;
    const id = this.#doubles(view.buffer)?.[at] ?? 0;
    return id === JOINED ? (this.#halves.get(view.buffer)?.get(at)?.[half] ?? 0) : id;
  }

  /** Word `k` of an integer view is `put`: it is that of element `from`, or of none (0). */
  setWord(view: ArrayBufferView, k: number, half: Half, from: number, put: () => void): void {
    const { buffer } = view;
    const at = (view.byteOffset / 4 + k) >> 1;
    let ids = this.#doubles(buffer);
    if (!ids && from > 0) {
      ids = new Int32Array(buffer.byteLength >> 3);
      this.#shadows.set(buffer, { ids, bytes: 8 });
      this.#any = true;
    }
    const id = ids?.[at] ?? 0;
    const known = id === JOINED ? this.#halves.get(buffer)?.get(at) : { low: id, high: id };
    put();
    if (!ids) return this.overwritten(view, k);
    const halves = { low: 0, high: 0, ...known, [half]: from };
    const slots = this.#halves.get(buffer) ?? new Map<number, Record<Half, number>>();
    this.#halves.set(buffer, slots.set(at, halves));
    ids[at] = halves.low > 0 || halves.high > 0 ? JOINED : 0;
  }

  #doubles(buffer: ArrayBufferLike): Int32Array | undefined {
    const shadow = this.#shadows.get(buffer);
    return shadow?.bytes === 8 ? shadow.ids : undefined;
  }

  /** Bytes of element `k` of a view of another kind changed: what held them is an untracked number. */
  overwritten(view: ArrayBufferView & { readonly BYTES_PER_ELEMENT?: number }, k: number): void {
    const shadow = this.#shadows.get(view.buffer);
    const size = view.BYTES_PER_ELEMENT ?? 1;
    if (!shadow || !(k >= 0) || k * size >= view.byteLength) return;
    const start = view.byteOffset + k * size;
    shadow.ids.fill(0, Math.floor(start / shadow.bytes), Math.ceil((start + size) / shadow.bytes));
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

  /** The bytes `[start, end)` of a buffer may have been written as something else: what has changed is not tracked any more. */
  settle(buffer: ArrayBufferLike, start: number, end: number): void {
    const shadow = this.#shadows.get(buffer);
    if (shadow === undefined) return;
    const { ids, bytes } = shadow;
    const first = Math.floor(start / bytes);
    const count = Math.floor(Math.min(end + bytes - 1, buffer.byteLength) / bytes) - first;
    if (count <= 0) return;
    const type = bytes === 8 ? Float64Array : Float32Array;
    const slots = new type(buffer as ArrayBuffer, first * bytes, count);
    const values = this.#recorder.values.data;
    slots.forEach((value, k) => {
      if (ids[first + k]! > 0 && !Object.is(values[ids[first + k]!], value)) ids[first + k] = 0;
    });
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
