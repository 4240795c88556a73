import { Box } from '../record/box.ts';
import { isMap, isSet } from '../tracking/brands.ts';
import { Entering, found } from '../tracking/equalKeys.ts';
import type { NewTarget } from '../language/construction.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { bare, carrier, constructor, named, opaque, rule, wrapped } from './carrier.ts';
import { changed, isList, plain } from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';

const { has: hasKey } = Map.prototype;
const { has: hasItem } = Set.prototype;
type Collection = Map<unknown, unknown> | Set<unknown>;

/** Whether a collection has this key, which is plain. */
const has = (collection: Collection, key: unknown): boolean =>
  Reflect.apply(isMap(collection) ? hasKey : hasItem, collection, [key]);

/** A real map or set, whatever its prototype overrides. */
const isCollection = ({ tracer }: Boundary, x: unknown): x is Collection =>
  typeof x === 'object' && x !== null && !tracer.isOpaque(x) && (isMap(x) || isSet(x));

/** A method of collections that takes a key. The first of equal numbers is the one that is kept. */
const keyed = wrapped(carrier({ index: [0] }), (plainly, boundary, f) => {
  const { tracer } = boundary;
  const { keys } = tracer;
  const isAdding = f.name === 'add' || f.name === 'set';
  return (call) => {
    const { site, self, args } = call;
    const [given] = args;
    const isNumber = typeof given === 'number' || Box.is(given);
    if (!isNumber || tracer.recorder.values.length === 1 || !isCollection(boundary, self))
      return plainly(call);
    const key = tracer.number(given);
    args[0] = key;
    const isFound = has(self, key);
    if (isFound) found(tracer, given, keys.id(self, key), f.name, site);
    const result = Reflect.apply(f, self, args); // throws of a method of the other kind of collection
    if (isAdding && !isFound) keys.set(self, key, Box.is(given) ? Box.id(tracer.positive(given, site)) : 0);
    else if (f.name === 'delete') keys.set(self, key, 0);
    return result;
  };
});

const clear = wrapped(carrier(), (handler, boundary) => (call) => {
  const result = handler(call);
  boundary.tracer.keys.setAll(call.self as object, new Map());
  return result;
});

/** Makes a fresh iterator give tracked keys; `places` is where keys stand in its values, undefined if they are its values. */
export function watched<T>({ tracer }: Boundary, self: unknown, iterator: T, places?: readonly number[]): T {
  if (tracer.recorder.values.length > 1) tracer.keys.watch(iterator as object, self as object, places);
  return iterator;
}

/** A method that makes an iterator. */
const iterating = (places?: readonly number[]): NativeRecord =>
  wrapped(carrier(), (handler, boundary) => (call) => watched(boundary, call.self, handler(call), places));

const next = wrapped(
  carrier(),
  (handler, { tracer }) =>
    (call) =>
      tracer.keys.given(call.self, handler(call)),
);

/** `forEach`, whose callback gets keys at the given places. */
const eachKey = (places: readonly number[]): NativeRecord =>
  wrapped(carrier({ callback: [0] }), (handler, boundary) => (call) => {
    const { tracer, dispatch } = boundary;
    const { site, self } = call;
    const [f] = call.args;
    if (typeof f === 'function' && tracer.recorder.values.length > 1)
      call.args[0] = dispatch.adopt(
        () => undefined,
        ({ self: receiver, args }) => {
          for (const k of places) args[k] = tracer.keys.read(self as object, args[k]);
          return dispatch.call(site, f, receiver, args);
        },
      );
    return handler(call);
  });

interface SetLike {
  readonly size: unknown;
  readonly has: Callable;
  readonly keys: Callable;
}

/** Whether the program's own functions say what is in it. */
function isSetLike({ tracer }: Boundary, other: unknown): other is SetLike {
  const isOwn = (name: string): boolean => {
    for (let o = other as object | null; o && !tracer.isOpaque(o); o = Object.getPrototypeOf(o) as typeof o) {
      const descriptor = Object.getOwnPropertyDescriptor(o, name);
      if (descriptor) return isInstrumented(descriptor.value);
    }
    return false;
  };
  return isList(other) && isOwn('has') && isOwn('keys');
}

/** A set-like whose answers are plain numbers, as a set wants them. */
function asSet({ tracer, dispatch, truth }: Boundary, site: number, other: SetLike): SetLike {
  const plainly = (x: unknown) => tracer.unbox(x, 'opaque', 'a set', site);
  const { has, keys } = other;
  return {
    get size() {
      return plainly(other.size);
    },
    has: (...args) => truth(site, dispatch.call(site, has, other, args)),
    keys() {
      const made = dispatch.call(site, keys, other, []);
      if (!isList(made)) return plainly(made);
      return changed({ [Symbol.iterator]: () => made as never }, plainly)[Symbol.iterator]();
    },
  };
}

/** An operation of a set and another one, or an object that answers like one. Numbers in both of them are equal; the set's own is kept. */
const setOperation = wrapped(opaque('opaque'), (handler, boundary, native) => (call) => {
  const { tracer, dispatch } = boundary;
  const { site, self, args } = call;
  const [other] = args;
  if (!isCollection(boundary, self)) return handler(call);
  if (isSetLike(boundary, other))
    return withKeys(boundary, handler({ ...call, args: [asSet(boundary, site, other)] }), [
      ...tracer.keys.of(self),
    ]);
  if (!isCollection(boundary, other)) return handler(call); // throws
  const [own, others] = [tracer.keys.of(self), tracer.keys.of(other)];
  const result = dispatch.foreign(site, native, self, args, null);
  own.forEach(
    (id, key) => has(other, key) && found(tracer, tracer.box(id), others.get(key) ?? 0, native.name, site),
  );
  others.forEach(
    (id, key) => !own.has(key) && has(self, key) && found(tracer, tracer.box(id), 0, native.name, site),
  );
  return withKeys(
    boundary,
    result,
    [...own],
    [...others].filter(([key]) => !has(self, key)),
  );
});

/** The result of an operation, its keys tracked where they came from a tracked one. */
function withKeys(
  boundary: Boundary,
  result: unknown,
  ...sources: readonly (readonly (readonly [key: number, id: number])[])[]
): unknown {
  if (!isCollection(boundary, result)) return result;
  const ids = sources.flatMap((source) => source.filter(([key]) => has(result, key)));
  boundary.tracer.keys.setAll(result, new Map(ids));
  return result;
}

/** The method by which a constructor puts items into a collection, found without running code of the program. */
function adderOf({ tracer }: Boundary, newTarget: NewTarget, name: string): unknown {
  const own = (object: object, key: string) => Object.getOwnPropertyDescriptor(object, key);
  let o: unknown = tracer.isOpaque(newTarget) ? undefined : own(newTarget, 'prototype')?.value;
  for (; isList(o) && !tracer.isOpaque(o); o = Object.getPrototypeOf(o)) {
    const descriptor = own(o, name);
    if (descriptor) return descriptor.value;
  }
  return undefined;
}

/** Changes an item that a constructor takes; `key` stores a key. */
type Change = (
  item: unknown,
  key: (given: unknown) => unknown,
  boundary: Boundary,
  name: string,
  site: number,
) => unknown;

/** A constructor of a collection; each item is changed as the native takes it. A class of the program that has its own `adder` gets boxes. */
const collection = (change: Change, native?: Callable): NativeRecord => {
  const construct = (boundary: Boundary, type: NewTarget) => {
    const { tracer } = boundary;
    return (site: number, args: unknown[], newTarget: NewTarget): unknown => {
      args[0] = tracer.unbox(args[0], 'opaque', type.name, site);
      const [items] = args;
      const isEmpty = items === undefined || items === null || tracer.recorder.values.length === 1;
      if (isEmpty || typeof (items as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function') {
        return Reflect.construct(type, args, newTarget);
      }
      const adder = native && adderOf(boundary, newTarget, native.name);
      const isKept = adder !== undefined && adder === native;
      const entering = new Entering(tracer, type.name, site);
      const key = (given: unknown) => {
        if (isKept) return entering.take(given);
        return isInstrumented(adder) ? given : tracer.unbox(given, 'opaque', type.name, site);
      };
      const given = changed(items as Iterable<unknown>, (item) =>
        change(item, key, boundary, type.name, site),
      );
      const made = Reflect.construct(type, [given], newTarget) as object;
      return isKept ? entering.of(made) : made;
    };
  };
  return constructor(construct, undefined, 'carrier');
};

/** The items of a set are its keys. */
const item: Change = (given, key) => key(given);

/** The entries of a map begin with a key. */
const entry: Change = (given, key, { tracer }, name, site) => {
  const isPair = Array.isArray(given) && !tracer.isOpaque(given) && typeof plain(given[0]) === 'number';
  return isPair ? [key(given[0]), given[1]] : tracer.unbox(given, 'opaque', name, site); // a number is no entry: the native throws its own TypeError
};

const weakRef = constructor(
  ({ tracer }) =>
    (site, args, newTarget) => {
      const [target, ...rest] = args;
      const object = tracer.unbox(target, 'opaque', 'WeakRef', site) as object;
      return Reflect.construct(WeakRef, [object, ...rest], newTarget);
    },
  undefined,
  'carrier',
);

/** A native that makes a map of what is grouped. */
const groupBy = rule(
  (boundary, native) =>
    ({ site, self, args }) => {
      const [items, f, ...rest] = args;
      const { tracer, dispatch } = boundary;
      const entering = new Entering(tracer, native.name, site);
      const keyOf = function (this: unknown, ...given: unknown[]) {
        return entering.take(dispatch.call(site, f, this, given));
      };
      const plainly = (x: unknown) => tracer.unbox(x, 'opaque', native.name, site);
      return entering.of(
        Reflect.apply(native, plainly(self), [
          plainly(items),
          typeof f === 'function' ? keyOf : plainly(f),
          ...rest,
        ]),
      );
    },
  'predicate',
);

/**
 * Maps, sets and weak ones. A number is found by its value, so keys are plain while they are stored; the number that comes out is the
 * one that was put in. Values keep their boxes.
 */
export const collections: NativeTable = {
  globalThis: {
    Map: collection(entry, Map.prototype.set as Callable),
    Set: collection(item, Set.prototype.add as Callable),
    WeakMap: collection(entry),
    WeakSet: collection(item),
    WeakRef: weakRef,
  },
  Map: { groupBy, 'get @@species': opaque() },
  'Map.prototype': {
    ...named(bare(keyed), 'get, set, has, delete'),
    ...named(carrier(), 'get size, values'),
    clear,
    entries: iterating([0]),
    keys: iterating(),
    forEach: eachKey([1]),
  },
  Set: { 'get @@species': opaque() },
  'Set.prototype': {
    ...named(bare(keyed), 'has, add, delete'),
    'get size': carrier(),
    clear,
    entries: iterating([0, 1]),
    values: iterating(),
    forEach: eachKey([0, 1]),
    ...named(
      setOperation,
      'difference, intersection, isSubsetOf, isSupersetOf, isDisjointFrom, symmetricDifference, union',
    ),
  },
  MapIterator: { next },
  SetIterator: { next },
  'WeakMap.prototype': named(carrier({ index: [0] }), 'delete, get, set, has'),
  'WeakSet.prototype': named(carrier({ index: [0] }), 'delete, has, add'),
  'WeakRef.prototype': named(carrier({ index: [0] }), 'deref'),
  'FinalizationRegistry.prototype': {
    register: carrier({ index: [0, 2] }), // target and token are objects: a number is refused
    unregister: carrier({ index: [0] }),
  },
};
