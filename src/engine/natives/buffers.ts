import { Box } from '../record/box.ts';
import type { Slots } from '../tracking/shadows.ts';
import type { CutReason } from '../../shared/trace.ts';
import { carrier, named, opaque, plain, rule, wrapped } from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** ToNumber of an argument that counts bytes. Throws of symbols and big integers, before the arguments after it are converted. */
const number = ({ tracer, toPrimitive }: Boundary, x: unknown, name: string, site: number): number =>
  +(tracer.unbox(toPrimitive(x, 'number', site), 'index', name, site) as number);

/** An offset, plain and whole. */
const position = (boundary: Boundary, x: unknown, name: string, site: number): number =>
  Math.trunc(number(boundary, x, name, site)) || 0;

/**
 * A method that moves bytes to another buffer, and the ids with them. `converted` is how many of its arguments are numbers, `startOf`
 * gives the byte of the old buffer that comes first.
 */
const moving = (
  converted: number,
  startOf: (args: readonly unknown[], length: number) => number,
): NativeRecord =>
  rule((boundary, native) => ({ site, self, args }) => {
    const { tracer } = boundary;
    const { shadows } = tracer;
    const isBuffer = self instanceof ArrayBuffer || self instanceof SharedArrayBuffer;
    args.forEach((x, i) => {
      const isConverted = isBuffer && i < converted && x !== undefined;
      args[i] = isConverted
        ? number(boundary, x, native.name, site)
        : tracer.unbox(x, 'index', native.name, site);
    });
    const buffer = tracer.unbox(self, 'opaque', native.name, site) as ArrayBuffer;
    const isTracked = shadows.any && isBuffer;
    const length = isTracked ? buffer.byteLength : 0;
    const give = isTracked ? shadows.taken(buffer, startOf(args, length), length) : undefined;
    const result = Reflect.apply(native, buffer, args) as ArrayBuffer;
    give?.(result, 0, Math.min(result.byteLength, length));
    return result;
  });

const slice = moving(2, (args, length) => {
  const start = Math.trunc(Number(args[0] ?? 0)) || 0;
  return start < 0 ? Math.max(length + start, 0) : Math.min(start, length);
});

/** Bytes that a buffer loses are gone, also when it grows again. */
const resize = wrapped(carrier({ index: [0], converts: true }), (handler, { tracer }) => (call) => {
  const result = handler(call);
  const { byteLength, maxByteLength } = call.self as ArrayBuffer;
  tracer.shadows.wipe(call.self as ArrayBuffer, byteLength, maxByteLength);
  return result;
});

/** The slot that a number at a byte of a view is, if it is one in the machine's order of bytes. */
export function slotOf(
  view: ArrayBufferView,
  offset: number,
  bytes: 4 | 8,
  isLittle: boolean,
): Slots | undefined {
  const type = bytes === 8 ? Float64Array : Float32Array;
  const at = view.byteOffset + offset;
  return at % bytes === 0 && isLittle === littleEndian
    ? new type(view.buffer as ArrayBuffer, at, 1)
    : undefined;
}

const setFloat = (bytes: 4 | 8): NativeRecord =>
  rule((boundary, set) => ({ site, self, args }) => {
    const { tracer, dispatch, toPrimitive, truth } = boundary;
    const { shadows } = tracer;
    if (!(self instanceof DataView)) return dispatch.foreign(site, set, self, args); // throws
    const [offset = 0, value] = args;
    const isLittle = truth(site, args[2]);
    const at = position(boundary, offset, set.name, site);
    if (!(at >= 0 && at <= Number.MAX_SAFE_INTEGER)) Reflect.apply(set, self, [at, 0]); // throws before the value is converted
    const x = toPrimitive(value, 'number', site);
    Reflect.apply(set, self, [at, Box.is(x) ? Box.value(x) : (x as number), isLittle]);
    const { buffer, byteOffset } = self;
    const lost = shadows.wipe(buffer, byteOffset + at, byteOffset + at + bytes);
    if (lost > 0) shadows.onHidden(lost, site);
    const slot = shadows.any || Box.is(x) ? slotOf(self, at, bytes, isLittle) : undefined;
    if (slot) shadows.set(slot, 0, !Box.is(x) ? 0 : bytes === 8 ? Box.id(x) : tracer.rounded(x, site));
    else tracer.unbox(x, 'opaque', set.name, site);
    return undefined;
  });

const getFloat = (bytes: 4 | 8): NativeRecord =>
  rule((boundary, get) => ({ site, self, args }) => {
    const { tracer, dispatch, truth } = boundary;
    const { shadows } = tracer;
    if (!(self instanceof DataView)) return dispatch.foreign(site, get, self, args); // throws
    const at = position(boundary, args[0] ?? 0, get.name, site);
    const isLittle = truth(site, args[1]);
    const value = Reflect.apply(get, self, [at, isLittle]);
    if (!shadows.any) return value;
    const slot = slotOf(self, at, bytes, isLittle);
    const id = slot ? shadows.id(slot, 0, site) : 0;
    if (id > 0) return tracer.box(id);
    tracer.cutBytes(self, at, bytes, get.name, site);
    return value;
  });

/** A getter of `DataView` that takes the bytes of tracked numbers apart, which cuts them. */
const getBytes = rule((boundary, get) => {
  const { tracer, dispatch, truth } = boundary;
  const bytes = Number(/\d+$/.exec(get.name)?.[0]) / 8;
  return ({ site, self, args }) => {
    if (!(self instanceof DataView)) return dispatch.foreign(site, get, self, args); // throws
    args[0] = position(boundary, args[0], get.name, site);
    args[1] = truth(site, args[1]);
    const value = Reflect.apply(get, tracer.unbox(self, 'opaque', get.name, site), args);
    if (tracer.shadows.any) tracer.cutBytes(self, Number(args[0]), bytes, get.name, site);
    return value;
  };
});

/** A setter of `DataView` that writes bytes. */
const setBytes = rule((boundary, set) => {
  const bytes = Number(/\d+$/.exec(set.name)?.[0]) / 8;
  return ({ site, self, args }) => {
    const { tracer, dispatch } = boundary;
    if (self instanceof DataView) args[0] = position(boundary, args[0], set.name, site);
    const result = dispatch.foreign(site, set, self, args, 'integer');
    const { buffer, byteOffset } = self as DataView;
    const start = byteOffset + Number(args[0]);
    tracer.shadows.wipe(buffer, start, start + bytes);
    return result;
  };
});

/** A method of `Atomics` that writes element `args[1]` of a view. */
const setElement = rule((boundary, native) => ({ site, self, args }) => {
  const { tracer, dispatch } = boundary;
  const [view] = args;
  const isView = ArrayBuffer.isView(view);
  if (isView) args[1] = position(boundary, args[1], native.name, site);
  const result = dispatch.foreign(site, native, self, args);
  if (isView) tracer.overwritten(view, Number(args[1]), site);
  return result;
});

/** `encodeInto` says how many bytes it wrote. */
const encodeInto = rule(({ tracer, dispatch }, native) => ({ site, self, args }) => {
  const result = dispatch.foreign(site, native, self, args, 'text') as { written: number };
  const { buffer, byteOffset } = args[1] as Uint8Array;
  tracer.shadows.wipe(buffer, byteOffset, byteOffset + result.written);
  return result;
});

/** A call of a method of typed arrays on a view of integers. */
export interface BytesCall {
  readonly boundary: Boundary;
  readonly native: Callable;
  readonly view: Uint8Array;
  readonly args: unknown[];
  readonly site: number;
}

/** Runs the native, with a cut for a reason. */
const run = ({ boundary, native, view, args, site }: BytesCall, reason: CutReason | null): unknown =>
  boundary.dispatch.foreign(site, native, view, args, reason);

/** Elements `[from, to)` were overwritten. */
function wipe({ boundary, view }: BytesCall, from: number, to: number): void {
  const { buffer, byteOffset, BYTES_PER_ELEMENT: bytes } = view;
  boundary.tracer.shadows.wipe(buffer, byteOffset + from * bytes, byteOffset + to * bytes);
}

/** The ids of elements `[from, to)` of a view, to be given to element `at` of the view that its bytes are copied to. */
function moved(
  { boundary: { tracer }, native, site }: BytesCall,
  source: Uint8Array,
  from: number,
  to: number,
) {
  const { buffer, byteOffset, BYTES_PER_ELEMENT: bytes } = source;
  const give = tracer.shadows.taken(buffer, byteOffset + from * bytes, byteOffset + to * bytes);
  return (target: Uint8Array, at: number): void => {
    const lost = give(target.buffer, target.byteOffset + at * bytes);
    if (lost > 0) tracer.recorder.cut(lost, 'integer', native.name, site);
  };
}

/** Whether elements of one view are the same bytes in the other. */
export function isSameBytes(a: unknown, b: unknown): b is Uint8Array {
  const kindOf = (x: unknown) =>
    /^(?:Big)?(?:Int|Uint)(\d+)Array$/.exec(Reflect.apply(tagOf, x, []) as string)?.[1];
  return kindOf(a) !== undefined && kindOf(a) === kindOf(b);
}
const tagOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get as Callable;

/** Positions among the arguments made plain, and where they lead: negative ones count from the end, which the last one is by default. */
export function placesOf(
  { boundary, args, native, site }: Pick<BytesCall, 'boundary' | 'args' | 'native' | 'site'>,
  at: readonly number[],
  length: number,
): number[] {
  for (const i of at) if (args[i] !== undefined) args[i] = number(boundary, args[i], native.name, site);
  return at.map((i) => {
    const place = Math.trunc(Number(args[i] ?? (i === at.at(-1) ? length : 0))) || 0;
    return place < 0 ? Math.max(length + place, 0) : Math.min(place, length);
  });
}

/** What methods of typed arrays do to the bytes below a view of integers: copies keep ids, everything else overwrites them. */
export const byteMethods = {
  /** All elements are written. */
  rewritten(call: BytesCall): unknown {
    const result = run(call, 'integer');
    wipe(call, 0, call.view.length);
    return result;
  },
  fill(call: BytesCall): unknown {
    const { view, args, boundary, site } = call;
    const isBig = view instanceof BigInt64Array || view instanceof BigUint64Array;
    if (!isBig) args[0] = plain(boundary.toPrimitive(args[0], 'number', site));
    const [from = 0, to = 0] = placesOf(call, [1, 2], view.length);
    const result = run(call, 'integer');
    wipe(call, from, to);
    return result;
  },
  copyWithin(call: BytesCall): unknown {
    const { view, args } = call;
    const [at = 0, from = 0, to = 0] = placesOf(call, [0, 1, 2], view.length);
    const count = Math.max(Math.min(to - from, view.length - at), 0);
    const give = moved(call, view, from, from + count);
    const result = run(call, null);
    if (args.length > 0) give(view, at);
    return result;
  },
  set(call: BytesCall): unknown {
    const { view, args, native, site, boundary } = call;
    const [source] = args;
    const at = position(boundary, args[1], native.name, site);
    if (args.length > 1) args[1] = at;
    if (isSameBytes(view, source)) {
      const give = moved(call, source, 0, source.length);
      run(call, null);
      give(view, at);
    } else {
      run(call, 'integer');
      wipe(call, at, Array.isArray(source) ? at + source.length : view.length);
    }
    return undefined;
  },
  slice(call: BytesCall): unknown {
    const { view } = call;
    const [from = 0, to = 0] = placesOf(call, [0, 1], view.length);
    const give = moved(call, view, from, Math.max(from, to));
    const result = run(call, null);
    if (isSameBytes(view, result)) give(result, 0);
    return result;
  },
};

/**
 * Buffers and what looks at their bytes. A number keeps its id where it keeps its bytes: moved with its buffer, or read and
 * written by a `DataView` in the machine's own order. Anything else takes bytes apart, which cuts.
 */
export const buffers: NativeTable = {
  ArrayBuffer: { isView: carrier(), 'get @@species': opaque() },
  'ArrayBuffer.prototype': {
    slice,
    ...named(
      moving(1, () => 0),
      'transfer, transferToFixedLength',
    ),
    ...named(opaque(), 'get byteLength, get maxByteLength, get resizable, get detached'),
    resize,
  },
  SharedArrayBuffer: { 'get @@species': opaque() },
  'SharedArrayBuffer.prototype': {
    slice,
    ...named(opaque(), 'get byteLength, get maxByteLength, get growable, grow'),
  },
  'DataView.prototype': {
    ...named(carrier(), 'get buffer, get byteLength, get byteOffset'),
    ...named(
      getBytes,
      'getInt8, getUint8, getInt16, getUint16, getInt32, getUint32, getFloat16, getBigInt64, getBigUint64',
    ),
    ...named(
      setBytes,
      'setInt8, setUint8, setInt16, setUint16, setInt32, setUint32, setFloat16, setBigInt64, setBigUint64',
    ),
    getFloat32: getFloat(4),
    setFloat32: setFloat(4),
    getFloat64: getFloat(8),
    setFloat64: setFloat(8),
  },
  Atomics: named(setElement, 'store, add, sub, and, or, xor, exchange, compareExchange'),
  'TextEncoder.prototype': { encodeInto },
};
