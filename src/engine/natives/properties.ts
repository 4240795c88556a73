import { Box } from '../record/box.ts';
import { isObject } from '../language/conversion.ts';
import type { HandledCall } from '../language/dispatch.ts';
import { isReadByNatives } from '../language/members.ts';
import { carrier, type Boundary, type Callable } from './carrier.ts';

/** An object, which a tracked number is none of. */
export const isList = (list: unknown): list is ArrayLike<unknown> => isObject(list) && !Box.is(list);

/** Properties made by their descriptors: what they hold keeps its gradient, how they are is for the language to read. */
export function registerProperties(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  for (const f of [Object.defineProperty, Object.getOwnPropertyDescriptor, Object.hasOwn])
    carrier(boundary, f, { index: [1], converts: true, target: true });
  for (const f of [Object.defineProperty, Reflect.defineProperty] as Callable[]) {
    const handler = dispatch.handlers.get(f)!;
    dispatch.handlers.set(f, (call) => {
      const { site, self, args } = call;
      const [target, key, descriptor, ...rest] = args;
      // where an object is wanted, a tracked number is none: what the language throws
      if (Box.is(descriptor)) return dispatch.foreign(site, f, self, args);
      if (!isList(descriptor) || tracer.recorder.values.length === 1) return handler(call);
      const described = descriptorOf(boundary, site, f.name, descriptor, target, key);
      return handler({ ...call, args: [target, key, described, ...rest] });
    });
  }
  for (const f of [Object.create, Object.defineProperties]) {
    const handler = dispatch.handlers.get(f)!;
    dispatch.handlers.set(f, (call) => {
      const [target, all] = call.args;
      if (!isList(all) || tracer.recorder.values.length === 1) return handler(call);
      return handler({ ...call, args: [target, descriptorsOf(boundary, call.site, f.name, all, target)] });
    });
  }
  for (const f of [
    Object.assign,
    Object.defineProperty,
    Object.defineProperties,
    Reflect.set,
    Reflect.defineProperty,
  ])
    extending(boundary, f);
}

/** A native that may put something beside the elements of a view: such a view is known from then on. */
export function extending(
  { dispatch }: Boundary,
  native: unknown,
  viewOf = ({ args }: HandledCall) => args[0],
): void {
  const handler = dispatch.handlers.get(native)!;
  dispatch.handlers.set(native, (call) => {
    const view = viewOf(call);
    if (ArrayBuffer.isView(view)) dispatch.extended.add(view);
    return handler(call);
  });
}

/**
 * A property's descriptor as the language reads it: whether it is enumerable and the like are no numbers, and a getter is none. Its
 * value stays tracked, except where natives read the property itself.
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

/** Descriptors by key as the language reads them; where one is a tracked number, the language says so of the number. */
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
