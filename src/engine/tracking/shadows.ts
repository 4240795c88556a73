import { FreshMatrices, type Stored } from './freshMatrices.ts';
import { LazyMatrices } from './lazyMatrices.ts';
import type { Recorder } from '../record/recorder.ts';

/** Id of a slot whose double was assembled from two words. */
const JOINED = -1;
type Half = 'low' | 'high';

/** The element ids of a buffer's slots, for slots of one size. */
interface Shadow {
  readonly ids: Int32Array;
  readonly bytes: number;
  /** The shadow of this buffer for slots of the other size. A byte belongs to a tracked number in one of the two at most. */
  other: Shadow | undefined;
}

/** See `Shadows.taken`. */
export type Give = (target: ArrayBufferLike, at: number, length?: number) => number;

/** The typed arrays whose slots can hold a tracked number. */
export type Slots = Float64Array | Float32Array;

/**
 * Ids belong to storage: a buffer that holds tracked numbers has a shadow, which holds one element id a slot (0: not tracked),
 * for each size of slots. Views of the buffer, `subarray`s and rows of `m.data` share the ids with it.
 * An id is believed only while its slot holds the value in the trace; any other value is reported as a change that was not traced.
 */
export class Shadows {
  readonly #written = new WeakMap<ArrayBufferLike, Shadow>();
  readonly #recorder: Recorder;
  readonly #onMismatch: (id: number, found: number, site: number) => void;
  /** Hook: bytes of element `id` were read as a number of another size. */
  onHidden: (id: number, site: number) => void = () => undefined;
  /** Matrices whose ids are not in shadows yet. */
  readonly fresh = new FreshMatrices();
  readonly lazy: LazyMatrices;
  #any = false;
  /** Slots with id `JOINED`: the elements whose low and high words they hold, 0 for the word of no element. */
  readonly #halves = new WeakMap<ArrayBufferLike, Map<number, Readonly<Record<Half, number>>>>();
  /** Hook: makes an element of the double in such a slot; 0 if it is an untracked number. */
  onJoin: (low: number, high: number, value: number, site: number) => number = () => 0;

  /** @param onMismatch is told of a slot whose value is not that of its id */
  constructor(recorder: Recorder, onMismatch: (id: number, found: number, site: number) => void) {
    this.#recorder = recorder;
    this.#onMismatch = onMismatch;
    this.lazy = new LazyMatrices(recorder, (...made) => this.setFresh(...made));
  }

  /** Whether any storage holds a tracked number. */
  get any(): boolean {
    return this.#any || this.fresh.tracks || this.lazy.tracks;
  }

  /** All shadows, after those of fresh matrices were made. */
  get #shadows(): WeakMap<ArrayBufferLike, Shadow> {
    if (!this.fresh.isEmpty) this.fresh.settle((row, first) => this.setRun(row, first));
    return this.#written;
  }

  /** A matrix that was just made holds the elements from `first` on, or static numbers; see `FreshMatrices`. */
  setFresh(matrix: Stored, first: number, isStatic = false, rows = matrix.data): void {
    if (this.fresh.isFull) this.fresh.settle((row, id) => this.setRun(row, id));
    this.fresh.add(matrix, rows, first, isStatic);
  }

  /** Whether the buffer below has a shadow. */
  has(slots: ArrayBufferView): boolean {
    return this.#shadows.has(slots.buffer);
  }

  /** Whether the buffer holds tracked numbers of another size than this view's slots, which cannot be read through the view. */
  hides(view: ArrayBufferView): boolean {
    const shadow = this.#shadows.get(view.buffer);
    if (shadow === undefined) return false;
    const isFloat = view instanceof Float64Array || view instanceof Float32Array;
    return !isFloat || shadow.bytes !== view.BYTES_PER_ELEMENT || shadow.other !== undefined;
  }

  /** The first id in the bytes `[start, end)` of a buffer, 0 if there is none. */
  within(buffer: ArrayBufferLike, start: number, end: number): number {
    for (const { ids, bytes } of this.#both(buffer)) {
      for (let k = Math.floor(start / bytes); k < Math.min(Math.ceil(end / bytes), ids.length); k++) {
        if (ids[k]! > 0) return ids[k]!;
      }
    }
    return 0;
  }

  /**
   * Returns a function that gives the ids in the bytes `[start, end)` of a buffer to the one that they are moved to, from its byte `at`
   * on. It answers with the id of a number that was lost because it was moved in part or off its place, 0 if there is none.
   */
  taken(buffer: ArrayBufferLike, start: number, end: number): Give {
    const all = this.#both(buffer).map(({ ids, bytes }) => {
      const [first, last] = [Math.floor(start / bytes), Math.ceil(end / bytes)];
      return { bytes, first, ids: ids.slice(first, last) };
    });
    return (target, at, length = end - start) => {
      this.wipe(target, at, at + length);
      let lost = 0;
      for (const { bytes, first, ids } of all)
        ids.forEach((id, k) => {
          const from = (first + k) * bytes - start;
          if (id === 0 || from + bytes <= 0 || from >= length) return;
          const place = (at + from) / bytes;
          const isWhole = id > 0 && from >= 0 && from + bytes <= length && Number.isInteger(place);
          if (isWhole) this.#make(target, bytes).ids[place] = id;
          else lost ||= id === JOINED ? this.#halfOf(buffer, first + k) : id;
        });
      return lost;
    };
  }

  /**
   * The bytes `[start, end)` of a buffer were overwritten: no number in them is tracked. Returns the id of one that was overwritten in
   * part, 0 if there is none.
   */
  wipe(buffer: ArrayBufferLike, start: number, end: number): number {
    let lost = 0;
    for (const shadow of this.#both(buffer)) lost = overwrite(shadow, start, end) || lost;
    return lost;
  }

  /** The id of slot `k`, 0 if not tracked. */
  id(slots: Slots, k: number, site: number): number {
    const shadow = this.#of(slots);
    if (shadow === undefined) return 0;
    const at = slots.byteOffset / shadow.bytes + k;
    const id = shadow.ids[at]!;
    if (id === JOINED) return this.#join(slots.buffer, shadow.ids, at, slots[k]!, site);
    return id > 0 ? this.#believed(shadow.ids, at, id, slots[k]!, site) : 0;
  }

  /** Copies the ids of all slots to `target[offset …]`. Returns whether any is tracked. */
  read(slots: Slots, target: Int32Array, offset: number, site: number): boolean {
    const shadow = this.#of(slots);
    const n = slots.length;
    if (shadow?.other ?? (!shadow && this.has(slots))) {
      for (let k = 0; k < n; k++) this.#unseen(slots, k, site);
    }
    if (shadow === undefined) {
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

  /** Reports a read of a slot whose bytes belong to a tracked number of another size. */
  #unseen(slots: Slots, k: number, site: number): void {
    const bytes = slots.BYTES_PER_ELEMENT;
    const start = slots.byteOffset + k * bytes;
    const id = this.#of(slots)?.ids[start / bytes] ? 0 : this.within(slots.buffer, start, start + bytes);
    if (id > 0) this.onHidden(id, site);
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

  /** The element whose word is element `k` of an integer view, 0 if there is none. */
  wordId(view: Uint32Array, k: number, half: Half): number {
    const at = (view.byteOffset / 4 + k) >> 1;
    const id = this.#doubles(view.buffer)?.[at] ?? 0;
    return id === JOINED ? (this.#halves.get(view.buffer)?.get(at)?.[half] ?? 0) : id;
  }

  /** Calls `put`, which writes element `k` of an integer view, and notes that it is now a word of element `from` (0: of none). */
  setWord(view: ArrayBufferView, k: number, half: Half, from: number, put: () => void): void {
    const { buffer } = view;
    const at = (view.byteOffset / 4 + k) >> 1;
    const ids = from > 0 ? this.#make(buffer, 8).ids : this.#doubles(buffer);
    const id = ids?.[at] ?? 0;
    const known = id === JOINED ? this.#halves.get(buffer)?.get(at) : { low: id, high: id };
    put();
    overwrite(this.#sized(buffer, 4), view.byteOffset + 4 * k, view.byteOffset + 4 * k + 4);
    if (!ids) return;
    const halves = { low: 0, high: 0, ...known, [half]: from };
    const slots = this.#halves.get(buffer) ?? new Map<number, Record<Half, number>>();
    this.#halves.set(buffer, slots.set(at, halves));
    ids[at] = halves.low > 0 || halves.high > 0 ? JOINED : 0;
  }

  #halfOf(buffer: ArrayBufferLike, at: number): number {
    const { low = 0, high = 0 } = this.#halves.get(buffer)?.get(at) ?? {};
    return high || low;
  }

  #doubles(buffer: ArrayBufferLike): Int32Array | undefined {
    return this.#sized(buffer, 8)?.ids;
  }

  /** Element `k` of a view of another type was written; see `wipe`. */
  overwritten(view: ArrayBufferView & { readonly BYTES_PER_ELEMENT?: number }, k: number): number {
    const size = view.BYTES_PER_ELEMENT ?? 1;
    if (!(k >= 0) || k * size >= view.byteLength) return 0;
    const start = view.byteOffset + k * size;
    return this.wipe(view.buffer, start, start + size);
  }

  /** Slot `k` now holds element `id` (0: an untracked number). Returns the id of a longer number that it is a part of, as `wipe`. */
  set(slots: Slots, k: number, id: number): number {
    const shadow = id > 0 ? this.#ids(slots) : this.#shadows.get(slots.buffer);
    if (shadow === undefined) return 0;
    const bytes = slots.BYTES_PER_ELEMENT;
    const start = slots.byteOffset + k * bytes;
    const isOwn = shadow.bytes === bytes;
    const own = isOwn ? shadow : shadow.other;
    if (own) own.ids[start / bytes] = id;
    return overwrite(isOwn ? shadow.other : shadow, start, start + bytes);
  }

  /** The slots now hold the elements `first`, `first + 1`, …. */
  setRun(slots: Slots, first: number): void {
    const { ids } = this.#taken(slots);
    const start = slots.byteOffset / slots.BYTES_PER_ELEMENT;
    for (let k = 0; k < slots.length; k++) ids[start + k] = first + k;
  }

  /** The slots now hold the elements `refs[offset …]`; references to constants count as untracked. */
  setAll(slots: Slots, refs: ArrayLike<number>, offset: number): void {
    const { ids } = this.#taken(slots);
    const start = slots.byteOffset / slots.BYTES_PER_ELEMENT;
    for (let k = 0; k < slots.length; k++) ids[start + k] = Math.max(refs[offset + k]!, 0);
  }

  /** The shadow for these slots, about to be overwritten: tracked numbers of the other size in them are gone. */
  #taken(slots: Slots): Shadow {
    const shadow = this.#ids(slots);
    overwrite(shadow.other, slots.byteOffset, slots.byteOffset + slots.byteLength);
    return shadow;
  }

  #ids(slots: Slots): Shadow {
    return this.#of(slots) ?? this.#make(slots.buffer, slots.BYTES_PER_ELEMENT);
  }

  #of(slots: Slots): Shadow | undefined {
    return this.#sized(slots.buffer, slots.BYTES_PER_ELEMENT);
  }

  #both(buffer: ArrayBufferLike): readonly Shadow[] {
    const shadow = this.#shadows.get(buffer);
    if (shadow === undefined) return [];
    return shadow.other ? [shadow, shadow.other] : [shadow];
  }

  #sized(buffer: ArrayBufferLike, bytes: number): Shadow | undefined {
    const shadow = this.#shadows.get(buffer);
    return shadow === undefined || shadow.bytes === bytes ? shadow : shadow.other;
  }

  /** The shadow of a buffer for numbers of this size, new if there is none. */
  #make(buffer: ArrayBufferLike, bytes: number): Shadow {
    const known = this.#sized(buffer, bytes);
    if (known) return known;
    const { maxByteLength = buffer.byteLength } = buffer as { maxByteLength?: number };
    const first = this.#shadows.get(buffer);
    const made: Shadow = { ids: new Int32Array(Math.floor(maxByteLength / bytes)), bytes, other: first };
    if (first) first.other = made;
    else this.#shadows.set(buffer, made);
    this.#any = true;
    return made;
  }
}

/** Untracks the slots of a shadow that hold any of the bytes `[start, end)`; returns the id of one that holds others, too. */
function overwrite(shadow: Shadow | undefined, start: number, end: number): number {
  if (shadow === undefined || end <= start) return 0;
  const { ids, bytes } = shadow;
  const cutAt = (byte: number) => (byte % bytes === 0 ? 0 : (ids[Math.floor(byte / bytes)] ?? 0));
  const lost = Math.max(cutAt(start), cutAt(end), 0);
  ids.fill(0, Math.floor(start / bytes), Math.ceil(end / bytes));
  return lost;
}
