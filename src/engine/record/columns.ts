/**
 * The next capacity of a growing column, at least `needed` and a quarter more. Small columns grow fourfold, since each growth copies
 * the column; large ones double.
 */
export function enlarged(capacity: number, needed = 0): number {
  return Math.max(capacity < 1 << 16 ? 4 * capacity : 2 * capacity, needed + (needed >> 2));
}

/** A growing column of 32-bit integers. */
export class Ints {
  data: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 256) {
    this.data = new Int32Array(capacity);
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

  /** A view of exactly the pushed values. */
  finish(): Int32Array {
    return this.data.subarray(0, this.length);
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

  /** A view of exactly the pushed values. */
  finish(): Float64Array {
    return this.data.subarray(0, this.length);
  }
}
