import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import type { HandledCall } from '../language/dispatch.ts';
import { makesArray, sharedWithTyped, writesLength, writesNumbers } from './arrayLikes.ts';
import { textOfArrays } from './typedMethods.ts';
import { bare, carrier, constructor, named, opaque, rule, wrapped } from './carrier.ts';
import type { Boundary, Callable, NativeTable } from './carrier.ts';

/** `includes` and its like: where what is looked for is neither a number nor an object, no tracked number can be it. */
const search = wrapped(opaque('predicate'), (amongNumbers, { tracer }, native) => (call) => {
  const { self, args } = call;
  const isOther = args.length === 1 && typeof args[0] !== 'number' && !Box.is(args[0]);
  return isOther && Array.isArray(self) && !tracer.isOpaque(self)
    ? Reflect.apply(native, self, args)
    : amongNumbers(call);
});

const sort = rule((boundary, native) => ({ site, self: given, args }: HandledCall) => {
  const { tracer } = boundary;
  const self = tracer.unbox(given, 'opaque', native.name, site);
  const [compare] = args;
  if (compare === undefined)
    return Reflect.apply(native, self, [hasObject(self) ? byText(boundary, native.name, site) : undefined]);
  if (typeof compare !== 'function')
    return Reflect.apply(native, self, [tracer.unbox(compare, 'opaque', native.name, site)]); // throws
  return Reflect.apply(native, self, [ordered(boundary, compare, site)]);
});

/** The order of `sort` without a comparator: by text, of which a tracked number's is a cut. */
function byText({ tracer, toPrimitive }: Boundary, name: string, site: number) {
  const text = (x: unknown) =>
    `${tracer.unbox(toPrimitive(x, 'string', site), 'predicate', name, site) as string}`;
  return (a: unknown, b: unknown) => {
    const [x, y] = [text(a), text(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

/** A comparator of the program, its answers recorded as guards. */
function ordered({ tracer, dispatch, toPrimitive }: Boundary, compare: unknown, site: number) {
  return (a: unknown, b: unknown) => {
    const order = toPrimitive(dispatch.call(site, compare, undefined, [a, b]), 'number', site);
    if (!Box.is(order)) return order;
    const negative = Box.value(order) < 0;
    const zero = tracer.recorder.constant(0, site);
    tracer.recorder.guard('<', site, Box.id(order), zero, negative);
    if (!negative) tracer.recorder.guard('>', site, Box.id(order), zero, Box.value(order) > 0);
    return Box.value(order);
  };
}

/** Whether an array holds a box, or an object whose conversion to text the program may see. */
function hasObject(array: unknown): boolean {
  return Array.isArray(array) && array.some(isObject);
}

/** `Array(n)`: a tracked length is a cut, and memory is counted. */
const create =
  ({ tracer }: Boundary, make: Callable) =>
  (site: number, args: unknown[]): unknown => {
    if (args.length === 1) {
      args[0] = tracer.unbox(args[0], 'size', 'Array', site);
      if (typeof args[0] === 'number') tracer.allocate(8 * args[0], site);
    }
    return Reflect.apply(make, undefined, args);
  };

const createArray = constructor(
  (boundary) => (site, args, newTarget) =>
    create(boundary, (...given) => Reflect.construct(Array, given, newTarget))(site, args),
  (boundary, native) => {
    const call = create(boundary, native);
    return ({ site, args }) => call(site, args);
  },
  'carrier',
);

/** Arrays carry boxes in their slots. Numbers that a native reads itself (a position, a predicate, an order) are unboxed. */
export const arrays: NativeTable = {
  globalThis: { Array: createArray },
  Array: {
    ...named(carrier(), 'isArray, of'),
    ...named(carrier({ callback: [1] }), 'from, fromAsync'),
    'get @@species': opaque(),
  },
  'Array.prototype': {
    ...named(writesLength(carrier()), 'push, unshift, pop, shift'),
    splice: writesLength(carrier({ index: [0, 1], converts: true })),
    ...named(carrier(), 'concat, keys'),
    ...named(sharedWithTyped(carrier()), 'reverse, entries, values'),
    at: sharedWithTyped(carrier({ index: [0], converts: true })),
    fill: writesNumbers(sharedWithTyped(carrier({ index: [1, 2], converts: true }))),
    copyWithin: sharedWithTyped(carrier({ index: [0, 1, 2], converts: true })),
    ...named(sharedWithTyped(carrier({ callback: [0] })), 'forEach, reduce, reduceRight'),
    ...named(
      sharedWithTyped(carrier({ callback: [0], reads: 'truth' })),
      'find, findIndex, findLast, findLastIndex, some, every',
    ),
    ...named(makesArray(carrier({ callback: [0] })), 'map, flatMap'),
    filter: makesArray(carrier({ callback: [0], reads: 'truth' })),
    toReversed: makesArray(carrier()),
    ...named(makesArray(carrier({ index: [0], converts: true })), 'flat, with'),
    ...named(makesArray(carrier({ index: [0, 1], converts: true })), 'slice, toSpliced'),
    ...named(sharedWithTyped(bare(search)), 'includes, indexOf, lastIndexOf'),
    sort: sharedWithTyped(sort),
    toSorted: makesArray(sort),
    join: sharedWithTyped(opaque('text')),
    toString: textOfArrays, // of typed arrays, too
    toLocaleString: opaque('text'),
  },
};
