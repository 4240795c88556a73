import fs from 'node:fs';
import type { Column } from './sentAhead.ts';
import { bytesOf, FrameKind, HEADER, messageOf, SECRET } from './wire.ts';

// Taken now: a program may replace them later.
const { readSync, writeSync } = fs;
const { apply } = Reflect;
const { wait } = Atomics;
const Bytes = Uint8Array;
const ofArrays = (name: string) =>
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Bytes.prototype), name)!.get!;
const [byteLength, byteOffset, buffer] = [ofArrays('byteLength'), ofArrays('byteOffset'), ofArrays('buffer')];

/** Descriptors that a child inherits: it reads requests from one and writes its own messages to the other. */
export const REQUESTS = 3;
export const ANSWERS = 4;

/** The child's end of the channel. Both directions block: nothing waits in a queue that a program could reach. */
export interface ChildEnd {
  /** The next message of the parent; undefined when the parent is gone. */
  receive(): unknown;
  /** Returns when the message has left this process. Throws when the parent is gone. */
  send(message: object): void;
  /** The same of the numbers of an array, which nothing copies on their way. */
  sendColumn(column: Column): void;
}

/**
 * Opens the channel, before any user code is loaded. The parent's first bytes are the secret that goes before every message to it.
 * The secret stays in an array of this closure: no text, variable or pool of buffers holds it.
 */
export function openChildEnd(): ChildEnd | undefined {
  const header = sealed(new Bytes(HEADER));
  if (!fill(header, SECRET)) return undefined;
  const sendFrame = (kind: number, body: Uint8Array, length: number) => {
    for (let i = 0; i < 4; i++) header[SECRET + i] = length / 2 ** (8 * i);
    header[SECRET + 4] = kind;
    write(header, HEADER);
    write(body, length);
  };
  return {
    receive() {
      const length = read(4);
      const body =
        length && read(length[0]! + length[1]! * 2 ** 8 + length[2]! * 2 ** 16 + length[3]! * 2 ** 24);
      return body && messageOf(body);
    },
    send(message) {
      const body = bytesOf(message);
      const length = apply(byteLength, body, []) as number;
      sendFrame(FrameKind.message, sealed(body, length), length);
    },
    sendColumn(column) {
      const length = apply(byteLength, column, []) as number;
      const memory = apply(buffer, column, []) as ArrayBuffer;
      const bytes = new Bytes(memory, apply(byteOffset, column, []) as number, length);
      sendFrame(FrameKind.column, sealed(bytes, length), length);
    },
  };
}

/** Gives an array its length as a property of its own: Node reads it, and the getter in the prototype may be the program's. */
function sealed(bytes: Uint8Array<ArrayBuffer>, length = bytes.byteLength): Uint8Array<ArrayBuffer> {
  return Object.defineProperty(bytes, 'byteLength', { value: length });
}

/** So many bytes; undefined where the channel ends first. */
function read(length: number): Uint8Array | undefined {
  const bytes = sealed(new Bytes(length), length);
  return fill(bytes, length) ? bytes : undefined;
}

/** Reads an array's first bytes; false where the channel ends first. */
function fill(bytes: Uint8Array, length: number): boolean {
  for (let at = 0; at < length;) {
    const count = retried(() => readSync(REQUESTS, bytes, at, length - at, null));
    if (count === 0) return false;
    at += count;
  }
  return true;
}

function write(bytes: Uint8Array, length: number): void {
  for (let at = 0; at < length;) at += retried(() => writeSync(ANSWERS, bytes, at, length - at, null));
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Calls again while a descriptor says that it would block, as it does once a program has made a socket of it. */
function retried(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      wait(pause, 0, 0, 1);
    }
  }
}
