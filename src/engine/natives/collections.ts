import { Box } from '../record/box.ts';
import { isMap } from '../tracking/brands.ts';
import type { NewTarget } from '../language/dispatch.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { isList } from './properties.ts';
import { carrier, changed, functionsOf, lowering, type Boundary, type Callable } from './carrier.ts';

/** Maps, sets and weak ones. A number is found by its value, so keys are plain; values keep their boxes. */
export function registerCollections(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  const map = Map.prototype;
  for (const f of functionsOf(map, ['constructor', 'forEach'])) carrier(boundary, f, { index: [0] });
  /** The elements whose numbers are keys of a map. */
  const keyIds = new WeakMap<object, Map<unknown, number>>();
  /** A tracked number that is found equals the one it was kept under: a branch, as a comparison is. */
  for (const f of [map.get, map.has, map.set, map.delete] as Callable[]) {
    const withoutId = dispatch.handlers.get(f)!;
    dispatch.handlers.set(f, (call) => {
      const { site, self, args } = call;
      const [box] = args;
      const isKept = typeof self === 'object' && self !== null && isMap(self);
      const ids = isKept ? keyIds.get(self) : undefined;
      if (!isKept || !Box.is(box)) {
        if (f === map.set && ids && !Reflect.apply(map.has, self, args)) ids.delete(box);
        return withoutId(call);
      }
      const [key, id] = [Box.value(box), Box.id(box)];
      const isFound = Reflect.apply(map.has, self, [key]);
      const kept = isFound ? ids?.get(key) : undefined;
      if (isFound && kept === undefined) return withoutId(call);
      if (kept !== undefined && kept !== id) tracer.recorder.guard('===', site, id, kept, true);
      if (f === map.set && !isFound) {
        tracer.recorder.cut(id, 'index', 'set', site); // who reads the keys gets plain numbers
        keyIds.set(self, (ids ?? new Map<unknown, number>()).set(key, id));
      }
      return Reflect.apply(f, self, [key, ...args.slice(1)]);
    });
  }
  for (const f of [map.forEach, Set.prototype.forEach]) carrier(boundary, f, { callback: [0] });
  lowering(
    boundary,
    functionsOf(Set.prototype, [
      'constructor',
      'forEach',
      'values',
      'keys',
      'entries',
      'add',
      'has',
      'delete',
      'clear',
      'size',
    ]),
    'opaque',
  );
  for (const name of setOperations) {
    const operation: unknown = Reflect.get(Set.prototype, name);
    const handler = dispatch.handlers.get(operation);
    if (!handler) continue;
    dispatch.handlers.set(operation, (call) => {
      const [other] = call.args;
      return handler(
        isSetLike(boundary, other) ? { ...call, args: [asSet(boundary, call.site, other)] } : call,
      );
    });
  }
  // what is inside an object does not matter to a set, and its numbers are plain
  carrier(boundary, Set.prototype.clear);
  carrier(boundary, Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get);
  for (const f of [Set.prototype.add, Set.prototype.has, Set.prototype.delete] as Callable[]) {
    dispatch.handlers.set(f, ({ site, self, args }) => {
      args[0] = tracer.unbox(args[0], 'opaque', f.name, site);
      return Reflect.apply(f, tracer.unbox(self, 'opaque', f.name, site), args);
    });
  }
  for (const f of [Set.prototype.values, Set.prototype.entries]) carrier(boundary, f);
  for (const type of [WeakMap, WeakSet, WeakRef, FinalizationRegistry]) {
    for (const f of functionsOf(type.prototype, ['constructor'])) carrier(boundary, f, { index: [0] });
  }
  carrier(boundary, FinalizationRegistry.prototype.register, { index: [0, 2] }); // a token is none either

  const collection = (type: NewTarget, change: (item: unknown, site: number) => unknown) =>
    dispatch.constructors.set(type, (site, args, newTarget) => {
      args[0] = tracer.unbox(args[0], 'opaque', type.name, site);
      const [items] = args;
      const isEmpty = items === undefined || items === null || tracer.recorder.values.length === 1;
      if (isEmpty || typeof (items as Partial<Iterable<unknown>>)[Symbol.iterator] !== 'function') {
        return Reflect.construct(type, args, newTarget);
      }
      const given = changed(items as Iterable<unknown>, (item) => change(item, site));
      return Reflect.construct(type, [given], newTarget);
    });
  collection(Set as NewTarget, (item, site) => tracer.unbox(item, 'opaque', 'Set', site));
  collection(WeakSet as NewTarget, (item, site) => tracer.unbox(item, 'opaque', 'WeakSet', site));
  for (const type of [Map, WeakMap] as unknown as NewTarget[]) {
    collection(
      type,
      (entry, site) =>
        Array.isArray(entry) && !tracer.isOpaque(entry) && Box.is(entry[0])
          ? [tracer.unbox(entry[0], 'index', type.name, site), entry[1]]
          : tracer.unbox(entry, 'opaque', type.name, site), // no entry: the collection says so of the number
    );
  }
  dispatch.constructors.set(WeakRef, (site, [target, ...rest], newTarget) =>
    Reflect.construct(
      WeakRef,
      [tracer.unbox(target, 'opaque', 'WeakRef', site) as object, ...rest],
      newTarget,
    ),
  );
}

/** What sets do with another one, or with what answers like one; older engines lack them. */
const setOperations = [
  'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom',
] as const; // prettier-ignore

interface SetLike {
  readonly size: unknown;
  readonly has: Callable;
  readonly keys: Callable;
}

/** Is it the program that answers what is in it? */
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

/** The same for a set, whose numbers are plain. */
function asSet({ tracer, dispatch, truth }: Boundary, site: number, other: SetLike): SetLike {
  const plain = (x: unknown) => tracer.unbox(x, 'opaque', 'a set', site);
  const { has, keys } = other;
  return {
    get size() {
      return plain(other.size);
    },
    has: (...args) => truth(site, dispatch.call(site, has, other, args)),
    keys() {
      const made = dispatch.call(site, keys, other, []);
      return isList(made) ? changed({ [Symbol.iterator]: () => made as never }, plain) : plain(made);
    },
  };
}
