import { noCheck } from './check.ts';
import type { OpInfo, Slope, TraceResult } from './trace.ts';

/** A traced run as it is kept: the result, and what it was a run of. */
export interface StoredTrace {
  /** Path of the marked file, absolute, or relative where the file was written to be shared. */
  readonly file: string;
  /** The folder that the result's paths are relative to; empty in a file written to be shared. */
  readonly root: string;
  /** Index of the case in the file. */
  readonly case: number;
  readonly result: TraceResult;
}

/** Bytes that are no trace file of this version. */
export class TraceFileError extends Error {}

/*
 * The format, all numbers little-endian:
 *   8 bytes   "gradlens"
 *   uint32    version
 *   uint32    length of the header
 *   header    JSON; a typed array is {"$array": [type, byte offset, length]}, a map {"$map": [[key, value], …]}, and a number
 *             that JSON has no word for {"$number": "NaN" | "Infinity" | "-Infinity" | "-0"}
 *   data      the typed arrays, each at a multiple of 8 bytes from the start of the data, which is one too
 */
const magic = 'gradlens';
export const traceFileVersion = 2;
const start = magic.length + 8;
const arrays = { Float64Array, Int32Array, Uint16Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;
type Typed = InstanceType<(typeof arrays)[ArrayName]>;

const aligned = (n: number) => Math.ceil(n / 8) * 8;

/** A stored trace as the bytes of a `.gradlens` file. */
export function encodeTrace(stored: StoredTrace): Uint8Array<ArrayBuffer> {
  const data: { readonly at: number; readonly array: Typed }[] = [];
  let end = 0;
  const pack = (value: unknown): unknown => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { $number: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value !== 'object' || value === null) return value;
    const name = value.constructor.name;
    if (name in arrays) {
      const array = value as Typed;
      data.push({ at: end, array });
      const packed = { $array: [name, end, array.length] };
      end = aligned(end + array.byteLength);
      return packed;
    }
    if (value instanceof Map) return { $map: [...value].map((entry) => entry.map(pack)) };
    if (Array.isArray(value)) return value.map(pack);
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, pack(child)]));
  };
  const header = new TextEncoder().encode(JSON.stringify(pack(stored)));
  const body = aligned(start + header.length);
  const bytes = new Uint8Array(body + end);
  bytes.set(new TextEncoder().encode(magic));
  const view = new DataView(bytes.buffer);
  view.setUint32(magic.length, traceFileVersion, true);
  view.setUint32(magic.length + 4, header.length, true);
  bytes.set(header, start);
  for (const { at, array } of data) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), body + at);
  }
  return bytes;
}

/**
 * Reads a `.gradlens` file. The arrays are views of a copy of the bytes.
 * @throws {TraceFileError} saying what is wrong with the bytes
 */
export function decodeTrace(given: Uint8Array): StoredTrace {
  const bytes = new Uint8Array(given); // `slice` of a Buffer would be a view
  const view = new DataView(bytes.buffer);
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) {
    throw new TraceFileError('This is no trace file of GradLens.');
  }
  const version = view.getUint32(magic.length, true);
  if (version < 1 || version > traceFileVersion) {
    const advice = version > traceFileVersion ? 'update GradLens' : 'trace again';
    throw new TraceFileError(
      `This trace file has version ${version}, here is version ${traceFileVersion}: ${advice}.`,
    );
  }
  const length = view.getUint32(magic.length + 4, true);
  const body = aligned(start + length);
  const unpack = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$number' in value) return Number(value.$number);
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
    if (!('$array' in value)) return value;
    const [name, at, count] = value.$array as [ArrayName, number, number];
    return new arrays[name](bytes.buffer, body + at, count);
  };
  try {
    const text = new TextDecoder().decode(bytes.subarray(start, start + length));
    const stored = JSON.parse(text, unpack) as StoredTrace;
    return withState(version === 1 ? fromVersion1(stored) : stored);
  } catch (error) {
    throw new TraceFileError(
      `This trace file is damaged: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/** The slopes of the operations that version 1 knew. */
const slopes: Readonly<Partial<Record<string, Slope>>> = {
  ...({ sign: 'steps', floor: 'steps', ceil: 'steps', round: 'steps', trunc: 'steps' } as const),
  ...({ highWord: 'bits', lowWord: 'bits' } as const),
  ...({ fround: 'identity', f16round: 'identity', withLowWord: 'identity' } as const),
};

/** Version 1 told a number that became a property's name by the cut's text alone, and operations had no slopes. */
function fromVersion1(stored: StoredTrace): StoredTrace {
  const { result } = stored;
  const ops = result.ops.map((op): OpInfo => {
    const slope = slopes[op.name];
    return slope ? { ...op, slope } : op;
  });
  const cuts = result.trace.cuts.map((cut) =>
    cut.to === 'a key' ? { ...cut, reason: 'key' as const } : cut,
  );
  return { ...stored, result: { ...result, version: 2, ops, trace: { ...result.trace, cuts } } };
}

/** The verdict in files of before it had states. */
interface EarlierCheck {
  readonly ok: boolean;
  readonly maxRelativeError: number;
  readonly directions: number;
  readonly note?: string;
}

function withState(stored: StoredTrace): StoredTrace {
  const { result } = stored;
  const { check } = result;
  if (check === null || check.state !== undefined) return stored;
  const {
    ok,
    maxRelativeError,
    directions,
    note = 'it is not told by this file',
  } = check as unknown as EarlierCheck;
  const state = !ok ? 'failed' : directions === 0 ? 'none' : 'ok';
  const told = { ...noCheck(note), state, maxRelativeError, directions } as const;
  return { ...stored, result: { ...result, check: told } };
}
