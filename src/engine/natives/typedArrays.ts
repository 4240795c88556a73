import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import type { ConstructHandler, NewTarget } from '../language/construction.ts';
import type { Give, Slots } from '../tracking/shadows.ts';
import { isSlots } from '../tracking/slots.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isSameBytes } from './buffers.ts';
import { constructor, named } from './carrier.ts';
import type { Boundary, NativeKind, NativeRecord, NativeTable } from './carrier.ts';

/** Classes of typed arrays whose numbers are kept with their ids. */
export const precise = [Float64Array, Float32Array] as const;

/** ToNumber of an argument; a box stays one. Throws of symbols and big integers. */
export function numeric({ toPrimitive }: Boundary, x: unknown, site: number): number | Box {
  const primitive = toPrimitive(x, 'number', site);
  return Box.is(primitive) ? primitive : +(primitive as number);
}

/** An argument that is a position: a plain number. */
export const positionOf = (boundary: Boundary, x: unknown, name: string, site: number): number =>
  boundary.tracer.unbox(numeric(boundary, x, site), 'index', name, site) as number;

/** The length of an array-like. */
export const lengthOf = (boundary: Boundary, x: ArrayLike<unknown>, name: string, site: number): number =>
  Math.max(Math.trunc(positionOf(boundary, x.length, name, site)) || 0, 0);

/** A new typed array of the given values. */
export function filled(
  boundary: Boundary,
  create: NewTarget,
  newTarget: NewTarget,
  values: ArrayLike<unknown>,
  site: number,
): Slots {
  const length = lengthOf(boundary, values, create.name, site);
  boundary.tracer.allocate(8 * length, site);
  const result = Reflect.construct(create, [length], newTarget) as Slots;
  for (let k = 0; k < length; k++)
    boundary.storage.write(result, k, numeric(boundary, values[k], site), site);
  return result;
}

/** Storage that an array is laid over, rather than filled from. */
const isPlaced = ({ tracer }: Boundary, x: unknown): boolean =>
  isObject(x) &&
  !tracer.isOpaque(x as object) &&
  (x instanceof ArrayBuffer || x instanceof SharedArrayBuffer);

type Make = (
  boundary: Boundary,
  type: NewTarget,
  site: number,
  args: unknown[],
  newTarget: NewTarget,
) => unknown;

/** The constructor of a typed array or a buffer. A tracked length is a cut, and memory is counted. */
const storage = (make: Make, kind: NativeKind): NativeRecord => {
  const construct = (boundary: Boundary, type: NewTarget): ConstructHandler => {
    const { tracer, dispatch } = boundary;
    const bytes = (type as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    const counted = (site: number, args: unknown[], newTarget: NewTarget) => {
      if (typeof args[0] === 'number') tracer.allocate(bytes * args[0], site);
      return make(boundary, type, site, args, newTarget);
    };
    return (site, args, newTarget) => {
      const [first] = args;
      if (Box.is(first)) args[0] = tracer.unbox(first, 'size', type.name, site);
      if (!isPlaced(boundary, first)) return counted(site, args, newTarget);
      // offset and length
      return dispatch.lowering(site, type.name, 'index', (lower) =>
        counted(site, [first, ...args.slice(1).map(lower)], newTarget),
      );
    };
  };
  return constructor(construct, undefined, kind);
};

/** Floating numbers are written one by one, so that they keep their ids. */
const floating: Make = (boundary, type, site, args, newTarget) => {
  const [source] = args;
  if (isSlots(source) && boundary.tracer.shadows.has(source))
    return filled(boundary, type, newTarget, boundary.storage.list(source, site), site);
  if (isObject(source) && !isPlaced(boundary, source) && !ArrayBuffer.isView(source)) {
    const method = (source as Partial<Iterable<unknown>>)[Symbol.iterator] ?? undefined;
    if (method === undefined) return filled(boundary, type, newTarget, source as ArrayLike<unknown>, site);
    if (typeof method === 'function') {
      const items = { [Symbol.iterator]: () => Reflect.apply(method, source, []) };
      return filled(boundary, type, newTarget, [...items], site);
    }
  }
  return Reflect.construct(type, args, newTarget);
};

/** Integers are cut; but bytes that are copied keep the ids of whole numbers, and a view that is laid over a buffer reads nothing yet. */
const untracked: Make = (boundary, type, site, args, newTarget) => {
  const { tracer, dispatch } = boundary;
  const [source] = args;
  const give = ArrayBuffer.isView(source) && tracer.shadows.any ? takenFrom(tracer, source) : undefined;
  const reason = give || isPlaced(boundary, source) ? null : 'integer';
  return dispatch.outside(site, type.name, undefined, args, reason, (_, plain) => {
    const made = Reflect.construct(type, plain, newTarget);
    if (give && isSameBytes(source, made)) give(made.buffer, made.byteOffset);
    else if (give) tracer.cutStorage(source as Uint8Array, 'integer', type.name, site);
    return made;
  });
};

function takenFrom({ shadows }: Tracer, { buffer, byteOffset, byteLength }: ArrayBufferView): Give {
  return shadows.taken(buffer, byteOffset, byteOffset + byteLength);
}

/** Constructors of typed arrays and buffers. */
export const typedArrays: NativeTable = {
  globalThis: {
    ...named(storage(floating, 'rule'), 'Float32Array, Float64Array'),
    ...named(storage(untracked, 'rule'), 'ArrayBuffer, SharedArrayBuffer, DataView'),
    ...named(
      storage(untracked, 'opaque'),
      'Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array',
    ),
  },
};
