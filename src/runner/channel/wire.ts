import v8 from 'node:v8';

// Taken now: a program may replace them later, on the class or on its prototype.
const { Serializer, Deserializer } = v8;
const { writeHeader, writeValue, releaseBuffer } = Serializer.prototype;
const { apply } = Reflect;

/** Bytes in front of each frame: the secret, the length of what follows, and what that is. */
export const SECRET = 32;
export const HEADER = SECRET + 5;

/** What follows a header: a message as V8 writes it, or the numbers of an array as they lie in memory. */
export const FrameKind = { message: 0, column: 1 } as const;

/**
 * A message as bytes: V8 itself writes every value, typed arrays, NaN and −0 among them, and calls no function of the program.
 * Throws for what cannot be copied, such as a function.
 */
export function bytesOf(message: unknown): Uint8Array<ArrayBuffer> {
  const serializer = new Serializer();
  apply(writeHeader, serializer, []);
  apply(writeValue, serializer, [message]);
  return apply(releaseBuffer, serializer, []) as Buffer<ArrayBuffer>;
}

/** The message of these bytes. Throws for bytes that are none. */
export function messageOf(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}
