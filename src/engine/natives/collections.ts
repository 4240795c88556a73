import { Box } from '../record/box.ts';
import { isMap } from '../tracking/brands.ts';
import type { NewTarget } from '../language/dispatch.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import {
  carrier,
  changed,
  constructor,
  isList,
  named,
  opaque,
  perSession,
  rule,
  wrapped,
} from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';

/** The elements whose numbers are keys of a map. */
const keyIds = perSession(() => new WeakMap<object, Map<unknown, number>>());

/** A method of maps that finds a key. A tracked number that is found equals the one it was kept under: a guard, as of a comparison. */
const keyed = wrapped(carrier({ index: [0] }), (withoutId, boundary, f) => {
  const { tracer } = boundary;
  const { has, set } = Map.prototype;
  const idsOf = keyIds(boundary);
  return (call) => {
    const { site, self, args } = call;
    const [box] = args;
    const isKept = typeof self === 'object' && self !== null && isMap(self);
    const ids = isKept ? idsOf.get(self) : undefined;
    if (!isKept || !Box.is(box)) {
      if (f === set && ids && !Reflect.apply(has, self, args)) ids.delete(box);
      return withoutId(call);
    }
    const [key, id] = [Box.value(box), Box.id(box)];
    const isFound = Reflect.apply(has, self, [key]);
    const kept = isFound ? ids?.get(key) : undefined;
    if (isFound && kept === undefined) return withoutId(call);
    if (kept !== undefined && kept !== id) tracer.recorder.guard('===', site, id, kept, true);
    if (f === set && !isFound) {
      tracer.recorder.cut(id, 'index', 'set', site); // the keys are plain numbers to who reads them
      idsOf.set(self, (ids ?? new Map<unknown, number>()).set(key, id));
    }
    return Reflect.apply(f, self, [key, ...args.slice(1)]);
  };
});

/** A method of sets that takes a value: sets keep plain numbers. */
const valued = rule(
  ({ tracer }, native) =>
    ({ site, self, args }) => {
      args[0] = tracer.unbox(args[0], 'opaque', native.name, site);
      return Reflect.apply(native, tracer.unbox(self, 'opaque', native.name, site), args);
    },
  'opaque',
);

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
      return isList(made) ? changed({ [Symbol.iterator]: () => made as never }, plainly) : plainly(made);
    },
  };
}

/** An operation of a set and another one, or an object that answers like one. */
const setOperation = wrapped(opaque('opaque'), (handler, boundary) => (call) => {
  const [other] = call.args;
  return handler(isSetLike(boundary, other) ? { ...call, args: [asSet(boundary, call.site, other)] } : call);
});

/** A constructor of a collection, each item changed as the native takes it. */
const collection = (
  change: (boundary: Boundary, item: unknown, name: string, site: number) => unknown,
): NativeRecord => {
  const construct = (boundary: Boundary, type: NewTarget) => {
    const { tracer } = boundary;
    return (site: number, args: unknown[], newTarget: NewTarget): unknown => {
      args[0] = tracer.unbox(args[0], 'opaque', type.name, site);
      const [items] = args;
      const isEmpty = items === undefined || items === null || tracer.recorder.values.length === 1;
      if (isEmpty || typeof (items as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function') {
        return Reflect.construct(type, args, newTarget);
      }
      const given = changed(items as Iterable<unknown>, (item) => change(boundary, item, type.name, site));
      return Reflect.construct(type, [given], newTarget);
    };
  };
  return constructor(construct, undefined, 'carrier');
};

const setOf = collection(({ tracer }, item, name, site) => tracer.unbox(item, 'opaque', name, site));
const mapOf = collection(
  ({ tracer }, entry, name, site) =>
    Array.isArray(entry) && !tracer.isOpaque(entry) && Box.is(entry[0])
      ? [tracer.unbox(entry[0], 'index', name, site), entry[1]]
      : tracer.unbox(entry, 'opaque', name, site), // a number is no entry: the native throws its own TypeError
);

const weakRef = constructor(
  ({ tracer }) =>
    (site, [target, ...rest], newTarget) =>
      Reflect.construct(
        WeakRef,
        [tracer.unbox(target, 'opaque', 'WeakRef', site) as object, ...rest],
        newTarget,
      ),
  undefined,
  'carrier',
);

/** Maps, sets and weak ones. A number is found by its value, so keys are plain; values keep their boxes. */
export const collections: NativeTable = {
  globalThis: { ...named(mapOf, 'Map, WeakMap'), ...named(setOf, 'Set, WeakSet'), WeakRef: weakRef },
  Map: {
    groupBy: carrier({ callback: [1], reads: 'key', index: [0] }),
    'get @@species': opaque(),
  },
  'Map.prototype': {
    ...named(keyed, 'get, set, has, delete'),
    ...named(carrier({ index: [0] }), 'clear, entries, get size, keys, values'),
    forEach: carrier({ callback: [0] }),
  },
  Set: { 'get @@species': opaque() },
  'Set.prototype': {
    ...named(valued, 'has, add, delete'),
    ...named(carrier(), 'entries, values, clear, get size'),
    forEach: carrier({ callback: [0] }),
    ...named(
      setOperation,
      'difference, intersection, isSubsetOf, isSupersetOf, isDisjointFrom, symmetricDifference, union',
    ),
  },
  'WeakMap.prototype': named(carrier({ index: [0] }), 'delete, get, set, has'),
  'WeakSet.prototype': named(carrier({ index: [0] }), 'delete, has, add'),
  'WeakRef.prototype': named(carrier({ index: [0] }), 'deref'),
  'FinalizationRegistry.prototype': {
    register: carrier({ index: [0, 2] }), // target and token are objects: a number is refused
    unregister: carrier({ index: [0] }),
  },
};
