import { checkConsistency } from './stored/consistency.ts';
import { ofThisVersion } from './stored/earlier.ts';
import { checked, SchemaError } from './stored/schema.ts';
import type { StoredTrace } from './stored/storedTrace.ts';
import { storedTrace } from './stored/traceSchema.ts';

export type { StoredTrace } from './stored/storedTrace.ts';

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
  try {
    const stored = checked(storedTrace, headerOf(bytes, view.getUint32(magic.length + 4, true)), 'the trace');
    checkConsistency(stored);
    return ofThisVersion(stored, version);
  } catch (error) {
    if (error instanceof SchemaError)
      throw new TraceFileError(`This trace file is damaged: ${error.message}.`);
    throw error;
  }
}

/** The header of a file's bytes, with its arrays as views of them: anything that JSON can say. */
function headerOf(bytes: Uint8Array<ArrayBuffer>, length: number): unknown {
  const body = aligned(start + length);
  let end = body;
  const arrayOf = (given: unknown): Typed => {
    const [name, at, count] = Array.isArray(given) && given.length === 3 ? (given as unknown[]) : [];
    if (typeof name !== 'string' || !Object.hasOwn(arrays, name) || !isCount(at) || !isCount(count))
      throw new SchemaError('an array is described wrongly');
    const Kind = arrays[name as ArrayName];
    const from = body + at;
    // Each follows the one before: however short a file is, it cannot stand for many long arrays.
    if (at % 8 !== 0 || from < end || from + count * Kind.BYTES_PER_ELEMENT > bytes.length)
      throw new SchemaError('an array does not lie where it should');
    end = from + count * Kind.BYTES_PER_ELEMENT;
    return new Kind(bytes.buffer, from, count);
  };
  const unpack = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [key, ...more] = Object.keys(value);
    if (more.length > 0 || !key?.startsWith('$')) return value;
    const given = (value as Record<string, unknown>)[key];
    if (key === '$array') return arrayOf(given);
    if (key === '$map') return mapOf(given);
    if (key === '$number' && typeof given === 'string' && numbers.has(given)) return Number(given);
    throw new SchemaError('a value is described wrongly');
  };
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, start + length)),
      unpack,
    );
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    throw new SchemaError('its header cannot be read');
  }
}

const numbers: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity', '-0']);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function mapOf(given: unknown): Map<unknown, unknown> {
  const isMap = Array.isArray(given) && given.every((entry) => Array.isArray(entry) && entry.length === 2);
  if (!isMap) throw new SchemaError('a map is described wrongly');
  return new Map(given as [unknown, unknown][]);
}
