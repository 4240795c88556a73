import { Box } from '../record/box.ts';
import { carrier, named, opaque, rule } from './carrier.ts';
import type { Boundary, NativeRecord, NativeTable } from './carrier.ts';

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
    const give = isTracked ? shadows.taken(buffer) : undefined;
    const length = isTracked ? buffer.byteLength : 0;
    const result = Reflect.apply(native, buffer, args) as ArrayBuffer;
    give?.(result, startOf(args, length));
    return result;
  });

const slice = moving(2, (args, length) => {
  const start = Math.trunc(Number(args[0] ?? 0)) || 0;
  return start < 0 ? Math.max(length + start, 0) : Math.min(start, length);
});

/** The slot that a number of a `DataView` is, if it is one in the machine's order of bytes. */
function slotOf(view: DataView, offset: number, bytes: 4 | 8, isLittle: boolean) {
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
    if (shadows.any) shadows.settle(buffer, byteOffset + at, byteOffset + at + bytes);
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
    ...named(opaque(), 'get byteLength, get maxByteLength, get resizable, resize, get detached'),
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
      opaque('integer'),
      'setInt8, setUint8, setInt16, setUint16, setInt32, setUint32, setFloat16, setBigInt64, setBigUint64',
    ),
    getFloat32: getFloat(4),
    setFloat32: setFloat(4),
    getFloat64: getFloat(8),
    setFloat64: setFloat(8),
  },
};
