/**
 * The next capacity of a growing column, at least `needed` and a quarter more. It is four times as large, since each growth copies the
 * column, and memory costs little until it is written; from 2²² on it doubles.
 */
export function enlarged(capacity: number, needed = 0): number {
  return Math.max(capacity < 1 << 22 ? 4 * capacity : 2 * capacity, needed + (needed >> 2));
}

/** The first numbers of a column: a view, or where they are few a copy, which takes a tenth of the time. */
function finished<T extends Int32Array | Float64Array>(data: T, length: number): T {
  return (length < 64 ? data.slice(0, length) : data.subarray(0, length)) as T;
}

/** A growing column of 32-bit integers. */
export class Ints {
  data: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 256) {
    this.data = new Int32Array(capacity);
  }

  /** A column with more room. Those that grow together are fields of their owner: an access is one load less. */
  static longer(column: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
    const grown = new Int32Array(capacity);
    grown.set(column);
    return grown;
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Makes room for `count` more. */
  reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const grown = new Int32Array(enlarged(this.data.length, this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** Exactly the pushed values. */
  finish(): Int32Array {
    return finished(this.data, this.length);
  }
}

/** A growing column of numbers. */
export class Floats {
  data: Float64Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 256) {
    this.data = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Makes room for `count` more. */
  reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const grown = new Float64Array(enlarged(this.data.length, this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** Pushes many; returns the index of the first. */
  append(values: ArrayLike<number>): number {
    const first = this.extend(values.length);
    this.data.set(values, first);
    return first;
  }

  /** Makes room for `count` values that the caller writes; returns the index of the first. */
  extend(count: number): number {
    this.reserve(count);
    this.length += count;
    return this.length - count;
  }

  /** Exactly the pushed values. */
  finish(): Float64Array {
    return finished(this.data, this.length);
  }
}
