import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import { isConstructor, type NewTarget } from '../language/construction.ts';
import type { Slots } from '../tracking/shadows.ts';
import { isSlots } from '../tracking/slots.ts';
import { byteMethods, placesOf, type BytesCall } from './buffers.ts';
import { callbackOf, carrier, named, opaque, rule } from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';
import { filled, lengthOf, numeric, positionOf, precise } from './typedArrays.ts';

/** The methods of arrays as they are before a program runs. */
const arrays = Object.fromEntries(
  Object.getOwnPropertyNames(Array.prototype).map((name) => [
    name,
    Reflect.get(Array.prototype, name) as Callable,
  ]),
);

/** A call of a method of typed arrays on slots that may be tracked. */
interface SlotsCall {
  readonly boundary: Boundary;
  readonly native: Callable;
  readonly slots: Slots;
  readonly args: unknown[];
  readonly site: number;
}
type Traced = (call: SlotsCall) => unknown;

interface Method {
  /** Whether the method is traced; where the slots are tracked if left out. */
  readonly applies?: (call: SlotsCall) => boolean;
  /** The first argument is a callback. */
  readonly callback?: boolean;
  /** The native reads the callback's result as a boolean. */
  readonly reads?: 'truth';
  /** What the method does to the bytes below a view of integers, where any of them may be those of tracked numbers. */
  readonly bytes?: (call: BytesCall) => unknown;
}

const hasIds = ({ boundary, slots }: SlotsCall): boolean => boundary.tracer.shadows.has(slots);
const hasIdsOrBox = (call: SlotsCall): boolean => hasIds(call) || call.args.some((x) => Box.is(x));
const hasIdsOrObject = (call: SlotsCall): boolean => hasIdsOrBox(call) || call.args.some(isObject);

const isIntegers = (x: unknown): x is Uint8Array =>
  ArrayBuffer.isView(x) && !isSlots(x) && !(x instanceof DataView);

/** A method traced on slots with ids; on anything else, the native runs on plain numbers. */
const method = (
  traced: Traced,
  { applies = hasIds, callback = false, reads, bytes }: Method = {},
): NativeRecord =>
  rule((boundary, native) => ({ site, self, args }) => {
    const { dispatch } = boundary;
    if (callback) args[0] = dispatch.callback(site, args[0]);
    if (isSlots(self)) {
      const call = { boundary, native, slots: self, args, site };
      if (applies(call)) return traced(call);
    } else if (bytes && boundary.tracer.shadows.any && isIntegers(self)) {
      return bytes({ boundary, native, view: self, args, site });
    }
    const [f] = args;
    if (typeof f === 'function' && reads)
      args[0] = callbackOf(boundary, site, f as Callable, { reads }, native.name);
    // arrays share `toString`
    return dispatch.foreign(site, native, self, args, ArrayBuffer.isView(self) ? 'integer' : 'text');
  });

/** The class that the language makes a method's result of. */
function speciesOf(slots: Slots): NewTarget {
  const own = slots.constructor as (NewTarget & { [Symbol.species]?: NewTarget | null }) | undefined;
  return own?.[Symbol.species] ?? (slots instanceof Float64Array ? Float64Array : Float32Array);
}

/** A new typed array of the same class. */
function filledLike({ boundary, slots, site }: SlotsCall, values: unknown): Slots {
  const type = speciesOf(slots);
  return filled(boundary, type, type, values as ArrayLike<unknown>, site);
}

/** The array method of the same name on the listed slots. */
const onList: Traced = ({ boundary: { dispatch, storage }, native, slots, args, site }) =>
  dispatch.call(site, arrays[native.name], storage.list(slots, site), args);

/** The array method of the same name; its callback gets the typed array itself as its last argument. */
const withCallback: Traced = ({ boundary: { dispatch, storage }, native, slots, args, site }) => {
  const [f, ...rest] = args;
  if (typeof f !== 'function') return dispatch.foreign(site, native, slots, args); // throws
  const callback = dispatch.adopt(
    () => undefined,
    (call) => {
      call.args[call.args.length - 1] = slots;
      return dispatch.call(site, f, call.self, call.args);
    },
  );
  // a callback may write to the slots that come next
  return dispatch.call(site, arrays[native.name], storage.seen(slots, site), [callback, ...rest]);
};

const iterated: Traced = ({ boundary: { storage }, native, slots, site }) =>
  Reflect.apply(arrays[native.name]!, storage.seen(slots, site), []);

/** A record that stands for `toString` of arrays and of typed arrays, which are one function. */
export const textOfArrays = method(onList);

/** The order of typed arrays: −0 before 0, NaN last. */
function numerically({ tracer }: Boundary, site: number, a: unknown, b: unknown): number {
  const [x, y] = [tracer.number(a), tracer.number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  if (x === y) return Number(Object.is(y, -0)) - Number(Object.is(x, -0));
  if (Box.is(a) || Box.is(b)) {
    tracer.recorder.guard('<', site, tracer.reference(a, site), tracer.reference(b, site), x < y);
  }
  return x < y ? -1 : 1;
}

function sorted({ boundary, slots, args, site }: SlotsCall): unknown {
  const values = boundary.storage.list(slots, site);
  return args[0] === undefined
    ? values.sort((a, b) => numerically(boundary, site, a, b))
    : boundary.dispatch.call(site, arrays['sort'], values, args);
}

/** Writes the values of the slots `[from, to)` in place. Others may be the bytes of tracked numbers of another size. */
function overwrite(
  { boundary, slots, site }: SlotsCall,
  values: unknown,
  from = 0,
  to = slots.length,
): Slots {
  for (let k = from; k < to; k++) boundary.storage.write(slots, k, (values as unknown[])[k], site);
  return slots;
}

const filledIn: Traced = (call) => {
  const { boundary, slots, site, args } = call;
  args[0] = numeric(boundary, args[0], site);
  const [from = 0, to = 0] = placesOf(call, [1, 2], slots.length);
  return overwrite(call, onList(call), from, to);
};

const copiedWithin: Traced = (call) => {
  const { slots } = call;
  const [at = 0, from = 0, to = 0] = placesOf(call, [0, 1, 2], slots.length);
  return overwrite(call, onList(call), at, Math.min(at + Math.max(to - from, 0), slots.length));
};

const replaced: Traced = ({ boundary, native, slots, args: [k, value], site }) => {
  const index = positionOf(boundary, k, 'with', site);
  const x = numeric(boundary, value, site);
  // the native throws what is to be thrown
  const made = native.call(slots, index, Box.is(x) ? Box.value(x) : x) as Slots;
  const at = Math.trunc(index) || 0;
  boundary.storage
    .list(slots, site)
    .with(at, Box.is(x) ? x : made.at(at))
    .forEach((slot, i) => boundary.storage.write(made, i, slot, site));
  return made;
};

const setAll: Traced = ({ boundary, native, slots, args: [source, offset], site }) => {
  const { storage } = boundary;
  const start = Math.trunc(positionOf(boundary, offset, 'set', site)) || 0;
  const plainly = (source: unknown) => Reflect.apply(native, slots, [source, start]);
  if (start < 0) plainly([]); // throws
  // throws of null and undefined as the native does, and reads an iterable by its indices
  const given = Object(source ?? plainly(source)) as ArrayLike<unknown>;
  const values = isSlots(given) ? storage.list(given, site) : given;
  const length = lengthOf(boundary, given, 'set', site);
  if (start + length > slots.length) plainly({ length }); // throws
  for (let k = 0; k < length; k++) storage.write(slots, start + k, numeric(boundary, values[k], site), site);
  return undefined;
};

/** Whether this is a class of typed arrays that keep their numbers. */
const isFloating = (f: unknown): f is NewTarget =>
  typeof f === 'function' && precise.some((type) => f === type || f.prototype instanceof type);

const of = rule(
  (boundary, native) =>
    ({ site, self, args }) =>
      isFloating(self)
        ? filled(boundary, self, self, args, site)
        : boundary.dispatch.foreign(site, native, self, args, 'integer'),
);

const from = rule((boundary, native) => ({ site, self, args }) => {
  const { dispatch, storage } = boundary;
  const [source, f, thisArg] = args;
  if ((f !== undefined && typeof f !== 'function') || !isConstructor(self))
    return dispatch.foreign(site, native, self, args); // throws
  dispatch.carrierSite = site;
  const items = isSlots(source) ? storage.list(source, site) : Array.from(source as Iterable<unknown>);
  const values =
    typeof f === 'function' ? items.map((x, i) => dispatch.call(site, f, thisArg, [x, i])) : items;
  if (isFloating(self)) return filled(boundary, self, self, values, site);
  return dispatch.foreign(site, native, self, [values], 'integer');
});

/** Methods of typed arrays: those of floating numbers move ids, those of integers cut. */
export const typedMethods: NativeTable = {
  TypedArray: { of, from, 'get @@species': opaque() },
  'TypedArray.prototype': {
    ...named(carrier(), 'keys, get length, get byteLength, get byteOffset, get @@toStringTag'),
    'get buffer': opaque(),
    ...named(method(withCallback, { callback: true }), 'forEach, reduce, reduceRight'),
    ...named(
      method(withCallback, { callback: true, reads: 'truth' }),
      'find, findIndex, findLast, findLastIndex, some, every',
    ),
    ...named(method(iterated), 'entries, values'),
    ...named(method(onList), 'join, toLocaleString, includes, indexOf, lastIndexOf'),
    map: method((call) => filledLike(call, withCallback(call)), { applies: () => true, callback: true }),
    filter: method((call) => filledLike(call, withCallback(call)), {
      applies: hasIdsOrBox,
      callback: true,
      reads: 'truth',
    }),
    slice: method((call) => filledLike(call, onList(call)), {
      applies: hasIdsOrBox,
      bytes: byteMethods.slice,
    }),
    toReversed: method((call) => filledLike(call, onList(call)), { applies: hasIdsOrBox }),
    with: method(replaced, { applies: (call) => hasIds(call) || call.args.some(isObject) }),
    sort: method((call) => overwrite(call, sorted(call)), { callback: true, bytes: byteMethods.rewritten }),
    toSorted: method((call) => filledLike(call, sorted(call)), { callback: true }),
    reverse: method((call) => overwrite(call, onList(call)), { bytes: byteMethods.rewritten }),
    copyWithin: method(copiedWithin, { bytes: byteMethods.copyWithin }),
    fill: method(filledIn, { applies: hasIdsOrObject, bytes: byteMethods.fill }),
    at: method(({ boundary: { dispatch, storage }, slots, args: [k], site }) =>
      dispatch.call(site, arrays['at'], storage.list(slots, site), [k]),
    ),
    set: method(setAll, {
      applies: ({ boundary: { tracer } }) => tracer.shadows.any || tracer.recorder.values.length > 1,
      bytes: byteMethods.set,
    }),
    subarray: method(
      ({ boundary, native, slots, args, site }) =>
        Reflect.apply(
          native,
          slots,
          args.slice(0, 2).map((x) => (x === undefined ? x : positionOf(boundary, x, 'subarray', site))),
        ),
      { applies: () => true },
    ),
  },
};
