import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Frames, TooLargeError, type Frame } from '../../../src/runner/channel/frames.ts';
import { bytesOf, FrameKind, HEADER, messageOf, SECRET } from '../../../src/runner/channel/wire.ts';

const secret = randomBytes(SECRET);
const framed = (kind: number, body: Uint8Array) => {
  const header = Buffer.alloc(HEADER - SECRET);
  header.writeUInt32LE(body.length);
  header[4] = kind;
  return Buffer.concat([secret, header, body]);
};
const frame = (message: unknown) => framed(FrameKind.message, bytesOf(message));
/** What is found in bytes that arrive in parts of one length. */
function found(bytes: Buffer, part: number): unknown[] {
  const frames = new Frames(secret, 10_000);
  const messages: unknown[] = [];
  for (let at = 0; at < bytes.length; at += part) {
    messages.push(...frames.take(bytes.subarray(at, at + part)).map(({ body }) => messageOf(body)));
  }
  return messages;
}

const messages = [
  { a: [NaN, -0, Infinity] },
  'x'.repeat(3000),
  null,
  new Map([['k', Float64Array.of(1, -0)]]),
];
const parts = [1, 7, SECRET - 1, HEADER, 100, 1e6];

describe('messages are found in what arrives', () => {
  it.each(parts)('in parts of %i bytes', (part) => {
    expect(found(Buffer.concat(messages.map(frame)), part)).toEqual(messages);
  });

  it.each(parts)('among bytes of the program, in parts of %i bytes', (part) => {
    const nearly = Buffer.from(secret).fill(0, SECRET - 1);
    const junk = [Buffer.from('A'), nearly, randomBytes(5000), secret.subarray(0, 20), Buffer.alloc(200)];
    const mixed = messages.flatMap((message, i) => [junk[i]!, frame(message)]);
    expect(found(Buffer.concat([...mixed, junk[4]!]), part)).toEqual(messages);
  });

  it.each(parts)('with arrays as they lie in memory, in parts of %i bytes', (part) => {
    const numbers = Float64Array.of(NaN, -0, 1 / 3);
    const bytes = Buffer.concat([
      frame('before'),
      framed(FrameKind.column, new Uint8Array(numbers.buffer)),
      framed(FrameKind.column, new Uint8Array(0)),
      frame('after'),
    ]);
    const frames = new Frames(secret, 10_000);
    const all: Frame[] = [];
    for (let at = 0; at < bytes.length; at += part) all.push(...frames.take(bytes.subarray(at, at + part)));
    expect(all.map(({ kind }) => kind)).toEqual([0, 1, 1, 0]);
    expect(new Float64Array(all[1]!.body.buffer)).toEqual(numbers);
    expect([all[0]!, all[3]!].map(({ body }) => messageOf(body))).toEqual(['before', 'after']);
  });

  it('with another secret not at all', () => {
    const other = frame('x');
    other[0]! ^= 1;
    expect(found(other, 1e6)).toEqual([]);
  });

  it('and refused as soon as one says that it is too long', () => {
    const start = Buffer.concat([secret, Buffer.from([0, 0, 0, 1, 0])]);
    expect(() => new Frames(secret, 10_000).take(start)).toThrow(TooLargeError);
  });
});
