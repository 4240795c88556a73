import { Box } from '../record/box.ts';
import { carrier, functionsOf, lowering, type Boundary, type Callable } from './carrier.ts';

type Buffer = ArrayBuffer & { readonly resize?: unknown };
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Buffers and what looks at their bytes. A number keeps its id where it keeps its bytes: moved with its buffer, or read and
 * written by a `DataView` in the machine's own order. Anything else takes bytes apart, which cuts.
 */
export function registerViews(boundary: Boundary): void {
  const { tracer, dispatch, toPrimitive, truth } = boundary;
  const { shadows } = tracer;

  // they ask for a class, not for numbers
  carrier(boundary, ArrayBuffer.isView);
  carrier(boundary, (globalThis as { Buffer?: { isBuffer?: unknown } }).Buffer?.isBuffer);

  /** What the language makes a number of where it counts bytes; it throws of symbols and big integers, before it asks what follows. */
  const number = (x: unknown, name: string, site: number): number =>
    +(tracer.unbox(toPrimitive(x, 'number', site), 'index', name, site) as number);

  /** `converted` of its arguments are numbers. */
  const moving = (
    native: unknown,
    converted: number,
    startOf: (args: readonly unknown[], length: number) => number,
  ): void => {
    if (typeof native !== 'function') return;
    dispatch.handlers.set(native, ({ site, self, args }) => {
      const isBuffer = self instanceof ArrayBuffer || self instanceof SharedArrayBuffer;
      args.forEach((x, i) => {
        const isConverted = isBuffer && i < converted && x !== undefined;
        args[i] = isConverted ? number(x, native.name, site) : tracer.unbox(x, 'index', native.name, site);
      });
      const buffer = tracer.unbox(self, 'opaque', native.name, site) as Buffer;
      const isTracked = shadows.any && isBuffer;
      const give = isTracked ? shadows.taken(buffer) : undefined;
      const length = isTracked ? buffer.byteLength : 0;
      const result = Reflect.apply(native as Callable, buffer, args) as ArrayBuffer;
      give?.(result, startOf(args, length));
      return result;
    });
  };
  const fromStart = (args: readonly unknown[], length: number) => {
    const start = Math.trunc(Number(args[0] ?? 0)) || 0;
    return start < 0 ? Math.max(length + start, 0) : Math.min(start, length);
  };
  moving(ArrayBuffer.prototype.slice, 2, fromStart);
  moving(SharedArrayBuffer.prototype.slice, 2, fromStart);
  const moves = ArrayBuffer.prototype as unknown as Record<string, unknown>;
  for (const name of ['transfer', 'transferToFixedLength']) moving(moves[name], 1, () => 0);

  /** An offset, plain and whole. */
  const position = (x: unknown, name: string, site: number): number => Math.trunc(number(x, name, site)) || 0;

  const view = DataView.prototype;
  lowering(
    boundary,
    functionsOf(view, ['constructor']).filter((f) => (f as Callable).name.startsWith('set')),
    'integer',
  );
  for (const [bytes, get, set] of [
    [8, view.getFloat64, view.setFloat64],
    [4, view.getFloat32, view.setFloat32],
  ] as const) {
    const type = bytes === 8 ? Float64Array : Float32Array;
    /** The slot that the view's number is, if it is one in the machine's order. */
    const slotOf = (self: DataView, offset: number, isLittle: boolean) => {
      const at = self.byteOffset + offset;
      return at % bytes === 0 && isLittle === littleEndian
        ? new type(self.buffer as ArrayBuffer, at, 1)
        : undefined;
    };
    dispatch.handlers.set(set, ({ site, self, args }) => {
      if (!(self instanceof DataView)) return dispatch.foreign(site, set as Callable, self, args); // throws
      const [offset = 0, value] = args;
      const isLittle = truth(site, args[2]);
      const at = position(offset, set.name, site);
      if (!(at >= 0 && at <= Number.MAX_SAFE_INTEGER)) Reflect.apply(set, self, [at, 0]); // throws before the value is asked
      const x = toPrimitive(value, 'number', site);
      Reflect.apply(set, self, [at, Box.is(x) ? Box.value(x) : (x as number), isLittle]);
      const { buffer, byteOffset } = self;
      if (shadows.any) shadows.settle(buffer, byteOffset + at, byteOffset + at + bytes);
      const slot = shadows.any || Box.is(x) ? slotOf(self, at, isLittle) : undefined;
      if (slot) shadows.set(slot, 0, !Box.is(x) ? 0 : bytes === 8 ? Box.id(x) : tracer.rounded(x, site));
      else tracer.unbox(x, 'opaque', set.name, site);
    });
    dispatch.handlers.set(get, ({ site, self, args }) => {
      if (!(self instanceof DataView)) return dispatch.foreign(site, get as Callable, self, args); // throws
      const at = position(args[0] ?? 0, get.name, site);
      const isLittle = truth(site, args[1]);
      const value = Reflect.apply(get, self, [at, isLittle]);
      if (!shadows.any) return value;
      const slot = slotOf(self, at, isLittle);
      const id = slot ? shadows.id(slot, 0, site) : 0;
      if (id > 0) return tracer.box(id);
      tracer.cutBytes(self, at, bytes, get.name, site);
      return value;
    });
  }
  for (const get of functionsOf(view, ['constructor']) as Callable[]) {
    if (get.name.startsWith('get ')) carrier(boundary, get);
    if (!/^get\w/.test(get.name) || dispatch.handlers.has(get)) continue;
    const bytes = Number(/\d+$/.exec(get.name)?.[0]) / 8;
    dispatch.handlers.set(get, ({ site, self, args }) => {
      if (!(self instanceof DataView)) return dispatch.foreign(site, get, self, args); // throws
      args[0] = position(args[0], get.name, site);
      args[1] = truth(site, args[1]);
      const value = Reflect.apply(get, tracer.unbox(self, 'opaque', get.name, site), args);
      if (shadows.any && self instanceof DataView)
        tracer.cutBytes(self, Number(args[0]), bytes, get.name, site);
      return value;
    });
  }
}
