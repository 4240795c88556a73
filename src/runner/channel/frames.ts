import { HEADER, SECRET } from './wire.ts';

/** A frame that is larger than any that a child may send. */
export class TooLargeError extends Error {}

/** What follows a header, and which kind of frame it is (`FrameKind`). */
export interface Frame {
  readonly kind: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A frame of which so many bytes have come. */
interface Begun extends Frame {
  filled: number;
}

const nothing = Buffer.alloc(0);

/**
 * Finds the frames in what arrives from a child. Each starts with the secret; what does not is the program's, which may write to
 * any descriptor, and is skipped. What follows a header is copied once, to memory of its own.
 */
export class Frames {
  readonly #secret: Uint8Array;
  readonly #most: number;
  /** The end of what has arrived, where a header may begin. */
  #rest: Buffer = nothing;
  #begun: Begun | undefined;

  /** @param most bytes of the largest frame */
  constructor(secret: Uint8Array, most: number) {
    this.#secret = secret;
    this.#most = most;
  }

  /** Takes bytes as they arrive; the frames that are complete now. Throws a `TooLargeError` as soon as one says that it is too long. */
  take(part: Buffer): readonly Frame[] {
    const found: Frame[] = [];
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, part]) : part;
    this.#rest = nothing;
    for (;;) {
      if (!this.#begun) bytes = this.#begin(bytes);
      if (!this.#begun) return found;
      const { body, filled } = this.#begun;
      const more = bytes.subarray(0, body.length - filled);
      body.set(more, filled);
      this.#begun.filled += more.length;
      if (this.#begun.filled < body.length) return found;
      found.push(this.#begun);
      this.#begun = undefined;
      bytes = bytes.subarray(more.length);
    }
  }

  /** Begins the first frame in these bytes; what comes after its header, or nothing as long as that is not whole. */
  #begin(bytes: Buffer): Buffer {
    const at = bytes.indexOf(this.#secret);
    if (at < 0 || bytes.length < at + HEADER) {
      // The beginning of a secret may have arrived.
      this.#rest = bytes.subarray(at < 0 ? Math.max(0, bytes.length - SECRET + 1) : at);
      return nothing;
    }
    const length = bytes.readUInt32LE(at + SECRET);
    if (length > this.#most) throw new TooLargeError(`a message of ${length} bytes`);
    const body = Buffer.allocUnsafeSlow(length) as Buffer<ArrayBuffer>;
    this.#begun = { kind: bytes[at + SECRET + 4]!, body, filled: 0 };
    return bytes.subarray(at + HEADER);
  }
}
