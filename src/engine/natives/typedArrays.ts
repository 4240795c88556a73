import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import { isConstructor, type NewTarget } from '../language/dispatch.ts';
import type { Slots } from '../tracking/shadows.ts';
import { callbackOf, type Boundary, type Callable } from './carrier.ts';
import { isSlots, type Storage } from '../tracking/slots.ts';

const Typed = Object.getPrototypeOf(Float64Array) as { prototype: Record<string, Callable> };
/** Methods that read what a callback answers as a boolean. */
const predicates = new Set(['filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every']);
/** All that call back. */
const callers = new Set([...predicates, 'forEach', 'map', 'reduce', 'reduceRight', 'sort', 'toSorted']);
const precise = [Float64Array, Float32Array] as const;
const integer = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array,
  BigUint64Array,
] as const; // prettier-ignore

/** Construction and methods of typed arrays: those of numbers move ids, those of integers cut. */
export function registerStorage(boundary: Boundary, { write, list, seen }: Storage): Patches {
  const { tracer, dispatch, toPrimitive } = boundary;
  const { shadows } = tracer;

  /** What the language makes a number of as it converts an argument; it throws of symbols and big integers. */
  const numeric = (x: unknown, site: number): number | Box => {
    const primitive = toPrimitive(x, 'number', site);
    return Box.is(primitive) ? primitive : +(primitive as number);
  };
  const position = (x: unknown, name: string, site: number): number =>
    tracer.unbox(numeric(x, site), 'index', name, site) as number;
  const lengthOf = (x: ArrayLike<unknown>, name: string, site: number): number =>
    Math.max(Math.trunc(position(x.length, name, site)) || 0, 0);

  /** A new typed array of the given values. */
  const filled = (
    create: NewTarget,
    newTarget: NewTarget,
    values: ArrayLike<unknown>,
    site: number,
  ): Slots => {
    const length = lengthOf(values, create.name, site);
    tracer.allocate(8 * length, site);
    const result = Reflect.construct(create, [length], newTarget) as Slots;
    for (let k = 0; k < length; k++) write(result, k, numeric(values[k], site), site);
    return result;
  };
  /** Storage that an array is laid over, rather than filled from. */
  const isPlaced = (x: unknown): boolean =>
    isObject(x) &&
    !tracer.isOpaque(x as object) &&
    (x instanceof ArrayBuffer || x instanceof SharedArrayBuffer);
  const buffers = [ArrayBuffer, SharedArrayBuffer] as const;
  for (const type of [...precise, ...integer, ...buffers] as unknown as (NewTarget & {
    BYTES_PER_ELEMENT?: number;
  })[]) {
    const bytes = type.BYTES_PER_ELEMENT ?? 1;
    dispatch.constructors.set(type, (site, args, newTarget) => {
      const [first] = args;
      if (Box.is(first)) args[0] = tracer.unbox(first, 'size', type.name, site);
      if (!isPlaced(first)) return make(site, args, newTarget);
      // offset and length
      return dispatch.lowering(site, type.name, 'index', (lower) =>
        make(site, [first, ...args.slice(1).map(lower)], newTarget),
      );
    });
    const make = (site: number, args: unknown[], newTarget: NewTarget): unknown => {
      if (typeof args[0] === 'number') tracer.allocate(bytes * args[0], site);
      const source = args[0];
      const isPrecise = (precise as readonly unknown[]).includes(type);
      if (!isPrecise) {
        return dispatch.outside(site, type.name, undefined, args, 'integer', (_, plain) =>
          Reflect.construct(type, plain, newTarget),
        );
      }
      if (isSlots(source) && shadows.has(source)) return filled(type, newTarget, list(source, site), site);
      if (isObject(source) && !isPlaced(source) && !ArrayBuffer.isView(source)) {
        const method = (source as Partial<Iterable<unknown>>)[Symbol.iterator] ?? undefined;
        if (method === undefined) return filled(type, newTarget, source as ArrayLike<unknown>, site);
        if (typeof method === 'function') {
          const items = { [Symbol.iterator]: () => Reflect.apply(method, source, []) };
          return filled(type, newTarget, [...items], site);
        }
      }
      return Reflect.construct(type, args, newTarget);
    };
  }

  const prototype = Typed.prototype;
  const arrays = Array.prototype as unknown as Record<string, Callable>;
  /** A method of slots with ids; anything else takes the native one on plain numbers. */
  const method = (
    name: string,
    traced: (slots: Slots, args: unknown[], site: number) => unknown,
    applies: (slots: Slots, args: unknown[]) => boolean = (slots) => shadows.has(slots),
  ) => {
    const native = prototype[name]!;
    dispatch.handlers.set(native, ({ site, self, args }) => {
      if (callers.has(name)) args[0] = dispatch.callback(site, args[0]);
      if (isSlots(self) && applies(self, args)) return traced(self, args, site);
      const [f] = args;
      if (typeof f === 'function' && predicates.has(name)) {
        args[0] = callbackOf(boundary, site, f as Callable, { reads: 'truth' }, name);
      }
      // `toString` is that of arrays too
      return dispatch.foreign(site, native, self, args, ArrayBuffer.isView(self) ? 'integer' : 'text');
    });
  };
  /** The class that the language makes a method's result of. */
  const like = (slots: Slots): NewTarget => {
    const own = slots.constructor as (NewTarget & { [Symbol.species]?: NewTarget | null }) | undefined;
    return own?.[Symbol.species] ?? (slots instanceof Float64Array ? Float64Array : Float32Array);
  };
  /** The array method of the same name on the listed slots. */
  const onList = (name: string) => (slots: Slots, args: unknown[], site: number) =>
    dispatch.call(site, arrays[name], list(slots, site), args);
  /** The same for one that takes a callback, which gets the typed array itself as its last argument. */
  const asArray = (name: string) => (slots: Slots, args: unknown[], site: number) => {
    const [f, ...rest] = args;
    if (typeof f !== 'function') return dispatch.foreign(site, prototype[name]!, slots, args); // throws
    const callback = dispatch.adopt(
      () => undefined,
      (call) => {
        call.args[call.args.length - 1] = slots;
        return dispatch.call(site, f, call.self, call.args);
      },
    );
    // a callback may write to the slots that come next
    return dispatch.call(site, arrays[name], seen(slots, site), [callback, ...rest]);
  };
  for (const name of [
    'forEach',
    'reduce',
    'reduceRight',
    'find',
    'findLast',
    'findIndex',
    'findLastIndex',
    'some',
    'every',
  ]) {
    method(name, asArray(name));
  }
  for (const name of ['entries', 'values'])
    method(name, (slots, _, site) => Reflect.apply(arrays[name]!, seen(slots, site), []));
  for (const name of ['join', 'toString', 'toLocaleString', 'includes', 'indexOf', 'lastIndexOf'])
    method(name, onList(name));
  for (const name of ['map', 'filter', 'slice', 'toReversed']) {
    const onArray = name === 'map' || name === 'filter' ? asArray(name) : undefined;
    method(
      name,
      (slots, args, site) => {
        const values = onArray
          ? onArray(slots, args, site)
          : dispatch.call(site, arrays[name], list(slots, site), args);
        return filled(like(slots), like(slots), values as unknown[], site);
      },
      (slots, args) => shadows.has(slots) || name === 'map' || args.some((x) => Box.is(x)),
    );
  }
  method(
    'with',
    (slots, [k, value], site) => {
      const index = position(k, 'with', site);
      const x = numeric(value, site);
      // the native one throws what it throws
      const made = prototype['with']!.call(slots, index, Box.is(x) ? Box.value(x) : x) as Slots;
      const at = Math.trunc(index) || 0;
      list(slots, site)
        .with(at, Box.is(x) ? x : made.at(at))
        .forEach((slot, i) => write(made, i, slot, site));
      return made;
    },
    (slots, args) => shadows.has(slots) || args.some(isObject),
  );
  /** The order of typed arrays: −0 before 0, NaN last. */
  const numerically = (site: number, a: unknown, b: unknown): number => {
    const [x, y] = [tracer.number(a), tracer.number(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    if (x === y) return Number(Object.is(y, -0)) - Number(Object.is(x, -0));
    if (Box.is(a) || Box.is(b)) {
      tracer.recorder.guard('<', site, tracer.reference(a, site), tracer.reference(b, site), x < y);
    }
    return x < y ? -1 : 1;
  };
  const sorted = (slots: Slots, args: unknown[], site: number): unknown[] => {
    const [compare = (a: unknown, b: unknown) => numerically(site, a, b)] = args;
    const values = list(slots, site);
    return (
      args[0] === undefined
        ? values.sort(compare as never)
        : dispatch.call(site, arrays['sort'], values, args)
    ) as unknown[];
  };
  method('toSorted', (slots, args, site) =>
    filled(like(slots), like(slots), sorted(slots, args, site), site),
  );
  const overwrite = (slots: Slots, values: readonly unknown[], site: number): Slots => {
    // what stays may be the bytes of tracked numbers of another size
    const isShared = shadows.hides(slots);
    const stays = (value: unknown, k: number) =>
      isShared && Object.is(value, slots[k]) && shadows.id(slots, k, site) === 0;
    values.forEach((value, k) => stays(value, k) || write(slots, k, value, site));
    return slots;
  };
  method('sort', (slots, args, site) => overwrite(slots, sorted(slots, args, site), site));
  for (const name of ['reverse', 'copyWithin']) {
    method(name, (slots, args, site) =>
      overwrite(slots, dispatch.call(site, arrays[name], list(slots, site), args) as unknown[], site),
    );
  }
  const anyBox = (slots: Slots, args: unknown[]) => shadows.has(slots) || args.some((x) => Box.is(x));
  method(
    'fill',
    (slots, [value, ...range], site) => {
      const args = [numeric(value, site), ...range];
      return overwrite(
        slots,
        dispatch.call(site, arrays['fill'], list(slots, site), args) as unknown[],
        site,
      );
    },
    (slots, args) => anyBox(slots, args) || args.some(isObject),
  );
  method('at', (slots, [k], site) => dispatch.call(site, arrays['at'], list(slots, site), [k]));
  method(
    'set',
    (slots, [source, offset], site) => {
      const start = Math.trunc(position(offset, 'set', site)) || 0;
      const native = (source: unknown) => Reflect.apply(prototype['set']!, slots, [source, start]);
      if (start < 0) native([]); // throws
      // throws of nothing as the native one does, and takes iterables for what they have by number
      const given = Object(source ?? native(source)) as ArrayLike<unknown>;
      const values = isSlots(given) ? list(given, site) : given;
      const length = lengthOf(given, 'set', site);
      if (start + length > slots.length) native({ length }); // throws
      for (let k = 0; k < length; k++) write(slots, start + k, numeric(values[k], site), site);
      return undefined;
    },
    () => shadows.any || tracer.recorder.values.length > 1,
  );
  method(
    'subarray',
    (slots, args, site) => {
      const given = args.slice(0, 2).map((x) => (x === undefined ? x : position(x, 'subarray', site)));
      return prototype['subarray']!.apply(slots, given);
    },
    () => true,
  );
  /** A class of typed arrays that keep their numbers. */
  const isFloating = (f: unknown) =>
    typeof f === 'function' && precise.some((type) => f === type || f.prototype instanceof type);
  for (const type of precise) {
    dispatch.handlers.set(type.of, ({ site, self, args }) =>
      isFloating(self)
        ? filled(self as NewTarget, self as NewTarget, args, site)
        : dispatch.foreign(site, type.of as Callable, self, args, 'integer'),
    );
    dispatch.handlers.set(type.from, ({ site, self, args }) => {
      const [source, f, thisArg] = args;
      if ((f !== undefined && typeof f !== 'function') || !isConstructor(self))
        return dispatch.foreign(site, type.from as Callable, self, args); // throws
      dispatch.carrierSite = site;
      const items = isSlots(source) ? list(source, site) : Array.from(source as Iterable<unknown>);
      const values =
        typeof f === 'function' ? items.map((x, i) => dispatch.call(site, f, thisArg, [x, i])) : items;
      if (isFloating(self)) return filled(self as NewTarget, self as NewTarget, values, site);
      return dispatch.foreign(site, type.from as Callable, self, [values], 'integer');
    });
  }

  // No rewriting reaches `const [[a]] = [f64]` or `for (const x of f64)`: the iterators of the realm give boxes.
  const patches = (['values', 'entries'] as const).map((name) => {
    const native = prototype[name]!;
    const patched = {
      [name](this: unknown) {
        const traced = tracer.foreign === 0 && isSlots(this) && shadows.has(this);
        return traced ? arrays[name]!.call(seen(this, tracer.lastSite)) : native.call(this);
      },
    }[name]!;
    dispatch.handlers.set(patched, dispatch.handlers.get(native)!);
    return { name, native, patched };
  });
  return {
    standIns: patches.map(({ patched, native }) => [patched, native]),
    install() {
      const keys = ['values', 'entries', Symbol.iterator];
      const before = keys.map((key) => [key, Object.getOwnPropertyDescriptor(prototype, key)!] as const);
      for (const [key, descriptor] of before) {
        const { patched } = patches.find(({ name }) => name === key) ?? patches[0]!;
        Object.defineProperty(prototype, key, { ...descriptor, value: patched });
      }
      return () => before.forEach(([key, descriptor]) => Object.defineProperty(prototype, key, descriptor));
    },
  };
}

/** Natives of the realm replaced by what knows of boxes; `install` returns what puts the natives back. */
export interface Patches {
  /** What stands for which native, and is to look like it. */
  readonly standIns: readonly (readonly [standIn: object, native: object])[];
  install(): () => void;
}
