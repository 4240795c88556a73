/** A column of a trace, and of what stands beside it. */
export type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;
const kinds = { Float64Array, Int32Array, Uint16Array, Uint8Array };

/** Stands in an answer for an array that was sent ahead. */
interface Large {
  readonly largeArray: number;
  readonly kind: keyof typeof kinds;
  readonly length: number;
}

/** Bytes of an array that stays in the answer: with a larger one, V8 would copy it four times on its way. */
const SMALL = 1 << 16;

/**
 * Sends the large arrays of an answer ahead, one after the other, and returns the answer without them. An array that stands in it twice
 * is sent once. Parts of larger buffers become arrays of their own, so that only they are sent.
 *
 * @param send returns when the array has left the process
 */
export function sendAhead<T>(answer: T, send: (column: Column) => void): T {
  const sent = new Map<Column, number>();
  const strip = (value: unknown): unknown => {
    if (isColumn(value) && value.byteLength > SMALL) {
      const known = sent.get(value);
      if (known === undefined) send(value);
      const largeArray = known ?? sent.size;
      sent.set(value, largeArray);
      const kind = value.constructor.name as Large['kind'];
      return { largeArray, kind, length: value.length } satisfies Large;
    }
    if (isColumn(value)) return value.byteLength < value.buffer.byteLength ? value.slice() : value;
    if (!isRecord(value)) return value;
    const stripped: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) stripped[key] = strip(inner);
    return stripped;
  };
  return strip(answer) as T;
}

/** Puts the arrays that came ahead back into the answer, as views of the bytes that came. */
export class Assembler {
  readonly #bytes: Uint8Array<ArrayBuffer>[] = [];
  readonly #columns = new Map<number, Column>();

  readonly accept = ({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }): void => {
    this.#bytes.push(bytes);
  };

  restore<T>(answer: T): T {
    return this.#restore(answer) as T;
  }

  #restore(value: unknown): unknown {
    if (!isRecord(value)) return value;
    if (!isLarge(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#restore(inner)]));
    }
    const known = this.#columns.get(value.largeArray);
    if (known) return known;
    const { buffer, byteOffset } = this.#bytes[value.largeArray]!;
    const column = new kinds[value.kind](buffer, byteOffset, value.length);
    this.#columns.set(value.largeArray, column);
    return column;
  }
}

function isColumn(value: unknown): value is Column {
  return (
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint16Array ||
    value instanceof Uint8Array
  );
}

function isLarge(value: object): value is Large {
  return 'largeArray' in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
