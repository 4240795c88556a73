import type { Piece } from './protocol.ts';

/** A column of a trace. */
type Column = Piece['values'];
const kinds = { Float64Array, Int32Array, Uint16Array };

/** Stands in an answer for an array that was sent in pieces. */
interface Large {
  readonly largeArray: number;
  readonly kind: keyof typeof kinds;
  readonly length: number;
}

/** Numbers in a piece: one message of 400 MB takes eight seconds and twice the memory, a hundred of 4 MB one second. */
const PIECE = 500_000;

/**
 * Sends the large arrays of an answer ahead in pieces, one after the other, and returns the answer without them.
 *
 * @param send resolves when the piece has left the process
 */
export async function sendAhead<T>(answer: T, send: (piece: Piece) => Promise<void>): Promise<T> {
  let count = 0;
  const strip = async (value: unknown): Promise<unknown> => {
    if (isColumn(value) && value.length > PIECE) {
      const piece = count++;
      for (let offset = 0; offset < value.length; offset += PIECE) {
        await send({ piece, offset, values: value.slice(offset, offset + PIECE) });
      }
      const kind = value.constructor.name as Large['kind'];
      return { largeArray: piece, kind, length: value.length } satisfies Large;
    }
    if (!isRecord(value)) return value;
    const stripped: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) stripped[key] = await strip(inner);
    return stripped;
  };
  return (await strip(answer)) as T;
}

/** Puts the arrays that came in pieces back into the answer. */
export class Assembler {
  readonly #pieces = new Map<number, Piece[]>();

  readonly accept = (piece: Piece): void => {
    const known = this.#pieces.get(piece.piece);
    if (known) known.push(piece);
    else this.#pieces.set(piece.piece, [piece]);
  };

  restore<T>(answer: T): T {
    return this.#restore(answer) as T;
  }

  #restore(value: unknown): unknown {
    if (!isRecord(value)) return value;
    if (!isLarge(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#restore(inner)]));
    }
    const column = new kinds[value.kind](value.length);
    for (const { offset, values } of this.#pieces.get(value.largeArray) ?? []) column.set(values, offset);
    return column;
  }
}

function isColumn(value: unknown): value is Column {
  return value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint16Array;
}

function isLarge(value: object): value is Large {
  return 'largeArray' in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
