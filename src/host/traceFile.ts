import { deserialize, serialize } from 'node:v8';
import type { TraceResult } from '../shared/trace.ts';

/** A traced run as it is kept: the result, and what it was a run of. */
export interface StoredTrace {
  /** Absolute path of the marked file. */
  readonly file: string;
  /** The folder that the result's paths are relative to. */
  readonly root: string;
  /** Index of the case in the file. */
  readonly case: number;
  readonly result: TraceResult;
}

const magic = Buffer.from('GradLens trace 1\n');

/** A stored trace as bytes: a line that names the format and its version, then V8's serialization. */
export function encodeTrace(stored: StoredTrace): Uint8Array {
  return Buffer.concat([magic, serialize(stored)]);
}

/** Reads what `encodeTrace` wrote. Throws if the bytes are of another format or version. */
export function decodeTrace(bytes: Uint8Array): StoredTrace {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, magic.length).equals(magic)) {
    throw new Error('This is no trace file, or one of another version of GradLens.');
  }
  return deserialize(buffer.subarray(magic.length)) as StoredTrace;
}
