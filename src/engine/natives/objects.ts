import { Box } from '../record/box.ts';
import { convertedBy } from '../language/conversion.ts';
import type { HandledCall } from '../language/dispatch.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { isReadByNatives } from '../language/members.ts';
import {
  assignsProperties,
  definesProperty,
  describesProperty,
  listsProperties,
  readsProperty,
  writesProperty,
} from './arrayLikes.ts';
import { carrier, changed, isList, named, rule, wrapped } from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';

/** A native that may put something beside the elements of a view: such a view is known from then on. */
export const extending = (
  record: NativeRecord,
  viewOf = ({ args }: HandledCall): unknown => args[0],
): NativeRecord =>
  wrapped(record, (handler, { dispatch }) => (call) => {
    const view = viewOf(call);
    if (ArrayBuffer.isView(view)) dispatch.extended.add(view);
    return handler(call);
  });

/** A native that takes a property's descriptor as its third argument. */
const describing = (record: NativeRecord): NativeRecord =>
  wrapped(record, (handler, boundary, native) => (call) => {
    const { site, self, args } = call;
    const [target, key, descriptor, ...rest] = args;
    // a tracked number is no object: the native throws its own TypeError
    if (Box.is(descriptor)) return boundary.dispatch.foreign(site, native, self, args);
    if (!isList(descriptor) || boundary.tracer.recorder.values.length === 1) return handler(call);
    const described = descriptorOf(boundary, site, native.name, descriptor, target, key);
    return handler({ ...call, args: [target, key, described, ...rest] });
  });

/** A native that takes descriptors by key as its second argument. */
const describingAll = (record: NativeRecord): NativeRecord =>
  wrapped(record, (handler, boundary, { name }) => (call) => {
    const [target, all] = call.args;
    if (!isList(all) || boundary.tracer.recorder.values.length === 1) return handler(call);
    return handler({ ...call, args: [target, descriptorsOf(boundary, call.site, name, all, target)] });
  });

/**
 * A property's descriptor as natives read it: attributes are booleans and a getter is a function, so tracked numbers in their place
 * are unboxed. Its value stays tracked, except where natives read the property itself.
 */
export function descriptorOf(
  { tracer, truth }: Boundary,
  site: number,
  name: string,
  descriptor: object,
  target: unknown,
  key: unknown,
): object {
  return new Proxy<object>(
    {},
    {
      has: (_, part) => Reflect.has(descriptor, part),
      get(_, part) {
        const read: unknown = Reflect.get(descriptor, part);
        if (!Box.is(read)) return read;
        if (part === 'value' && (tracer.isOpaque(target as object) || !isReadByNatives(target, key)))
          return read;
        const isAttribute = part === 'enumerable' || part === 'configurable' || part === 'writable';
        return isAttribute ? truth(site, read) : tracer.unbox(read, 'opaque', name, site);
      },
    },
  );
}

/** Descriptors by key as natives read them. A tracked number is no descriptor: the native throws its own TypeError. */
function descriptorsOf(
  boundary: Boundary,
  site: number,
  name: string,
  described: object,
  target: unknown,
): object {
  return new Proxy<object>(
    {},
    {
      ownKeys: () => Reflect.ownKeys(described),
      getOwnPropertyDescriptor(_, key) {
        const own = Reflect.getOwnPropertyDescriptor(described, key);
        return own && { ...own, configurable: true };
      },
      get(_, key) {
        const descriptor: unknown = Reflect.get(described, key);
        return isList(descriptor)
          ? descriptorOf(boundary, site, name, descriptor, target, key)
          : boundary.tracer.unbox(descriptor, 'opaque', name, site);
      },
    },
  );
}

/** `getPrototypeOf`: a class whose base is replaced for a moment still has its own. */
const withBases = (record: NativeRecord): NativeRecord =>
  wrapped(record, (handler, { dispatch }) => (call) => {
    const [of] = call.args;
    return typeof of === 'function' && isInstrumented(of) ? dispatch.baseOf(of) : handler(call);
  });

const fromEntries = rule((boundary, native) => ({ site, self, args: [entries] }) => {
  const { tracer, toPrimitive } = boundary;
  const pair = (entry: unknown): unknown => {
    // a number is no entry: the native throws its own TypeError
    if (!Array.isArray(entry)) return tracer.unbox(entry, 'opaque', 'fromEntries', site);
    const key: unknown = entry[0];
    const value: unknown = entry[1];
    if (!isList(key)) return [tracer.unbox(key, 'key', 'fromEntries', site), value];
    const text = () => tracer.unbox(toPrimitive(key, 'string', site), 'index', 'fromEntries', site);
    return [convertedBy(text), value];
  };
  const isIterable =
    isList(entries) && typeof (entries as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
  const given = isIterable
    ? changed(entries as unknown as Iterable<unknown>, pair)
    : tracer.unbox(entries, 'opaque', 'fromEntries', site);
  return Reflect.apply(native, self, [given]);
});

const is = rule(
  ({ tracer }) =>
    ({ site, args: [a, b] }) => {
      const outcome = Object.is(Box.is(a) ? Box.value(a) : a, Box.is(b) ? Box.value(b) : b);
      if ((Box.is(a) || Box.is(b)) && [a, b].every((x) => Box.is(x) || typeof x === 'number'))
        tracer.recorder.guard(
          'Object.is',
          site,
          tracer.reference(a, site),
          tracer.reference(b, site),
          outcome,
        );
      return outcome;
    },
  'predicate',
);

/** `Object.prototype.toString`, to which a tracked number is a number. */
const classText = rule(
  (_, native) =>
    ({ self }) =>
      Reflect.apply(native as Callable, Box.is(self) ? Box.value(self) : self, []),
);

const byKey = carrier({ index: [1], target: true });
const converting = carrier({ index: [1], converts: true, target: true });

/** Natives that may see the descriptor of a property: a matrix that they are given has its rows. */
const ofProperties = (table: NativeTable): NativeTable => {
  const settling = (record: NativeRecord) =>
    wrapped(record, (handler, { tracer: { shadows } }) => (call) => {
      shadows.lazy.settle(call.self);
      for (let i = 0; i < call.args.length; i++) shadows.lazy.settle(call.args[i]);
      return handler(call);
    });
  return Object.fromEntries(
    Object.entries(table).map(([holder, members]) => [
      holder,
      Object.fromEntries(Object.entries(members).map(([name, record]) => [name, settling(record)])),
    ]),
  );
};

/** Objects carry boxes in their properties; keys are plain. */
export const objects: NativeTable = ofProperties({
  Object: {
    ...named(
      byKey,
      'getOwnPropertyDescriptors, getOwnPropertyNames, getOwnPropertySymbols, preventExtensions, seal, freeze, setPrototypeOf, isExtensible, isFrozen, isSealed, keys',
    ),
    getPrototypeOf: withBases(byKey),
    ...named(listsProperties(byKey), 'entries, values'),
    create: describingAll(byKey),
    defineProperties: extending(describingAll(byKey)),
    defineProperty: definesProperty(extending(describing(converting))),
    getOwnPropertyDescriptor: describesProperty(converting),
    hasOwn: converting,
    assign: assignsProperties(extending(carrier({ target: true }))),
    fromEntries,
    is,
    groupBy: carrier({ callback: [1], reads: 'property', index: [0] }),
  },
  'Object.prototype': {
    ...named(
      carrier({ index: [0], converts: true }),
      'hasOwnProperty, propertyIsEnumerable, __defineGetter__, __defineSetter__, __lookupGetter__, __lookupSetter__',
    ),
    isPrototypeOf: carrier({ index: [0] }),
    ...named(carrier(), 'toLocaleString, valueOf'),
    toString: classText,
  },
  Reflect: {
    ...named(converting, 'deleteProperty, has, isExtensible, ownKeys, preventExtensions'),
    getPrototypeOf: withBases(converting),
    setPrototypeOf: byKey,
    defineProperty: definesProperty(extending(describing(converting))),
    getOwnPropertyDescriptor: describesProperty(converting),
    get: readsProperty(converting),
    set: writesProperty(extending(converting)),
  },
});
