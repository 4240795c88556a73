/** The capacity that follows another: large steps where memory is cheap, since each copies what was there. */
export function enlarged(capacity: number): number {
  return capacity < 1 << 18 ? 4 * capacity : 2 * capacity;
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
    const grown = new Int32Array(Math.max(enlarged(this.data.length), this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** Exactly the pushed values; they are not copied. */
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
    const grown = new Float64Array(Math.max(enlarged(this.data.length), this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** Pushes many; returns where the first of them stands. */
  append(values: ArrayLike<number>): number {
    const first = this.length;
    this.reserve(values.length);
    this.data.set(values, first);
    this.length += values.length;
    return first;
  }

  /** Exactly the pushed values; they are not copied. */
  finish(): Float64Array {
    return this.data.subarray(0, this.length);
  }
}
