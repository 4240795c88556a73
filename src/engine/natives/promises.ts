import { carrier, constructor, named, opaque, plain, rule, wrapped } from './carrier.ts';
import type { Boundary, Callable, NativeRecord, NativeTable } from './carrier.ts';
import { extending } from './objects.ts';

/** Makes `resolve` or `reject`, natives made for each promise, carry what they are given. */
const settling = ({ dispatch }: Boundary, f: Callable): Callable =>
  dispatch.adopt(f, ({ args }) => f(...args));

const promise = constructor(
  (boundary) => (site, args, newTarget) => {
    const [executor] = args;
    if (typeof executor !== 'function')
      return Reflect.construct(Promise, args.map(plain) as never, newTarget);
    const run = (resolve: Callable, reject: Callable) =>
      boundary.dispatch.call(site, executor, undefined, [
        settling(boundary, resolve),
        settling(boundary, reject),
      ]);
    return Reflect.construct(Promise, [run], newTarget);
  },
  undefined,
  'carrier',
);

const withResolvers = rule((boundary, native) => ({ self }) => {
  const made = Reflect.apply(native, plain(self), []) as PromiseWithResolvers<unknown>;
  settling(boundary, made.resolve as Callable);
  settling(boundary, made.reject as Callable);
  return made;
});

/** A method of promises whose argument `k` gets the reason of a rejection. */
const catching = (k: number): NativeRecord =>
  wrapped(carrier({ callback: [0, 1] }), (handler, { tracer, dispatch }) => (call) => {
    const rejected = call.args[k];
    if (typeof rejected === 'function') {
      call.args[k] = dispatch.adopt(
        () => undefined,
        ({ args: [reason] }) => {
          tracer.caught(reason);
          return dispatch.call(call.site, rejected, undefined, [reason]);
        },
      );
    }
    return handler(call);
  });

/** The setter of a property of whatever object it is called on. */
const inherited = extending(carrier(), ({ self }) => self);

/** Promises, timers, generators and iterators: values that come later. */
export const promises: NativeTable = {
  globalThis: {
    Promise: promise,
    ...named(carrier({ callback: [0], index: [1], converts: true }), 'setTimeout, setInterval'),
    ...named(carrier({ callback: [0] }), 'setImmediate, queueMicrotask'),
  },
  Promise: {
    ...named(carrier(), 'all, allSettled, any, race, resolve, reject, get @@species'),
    try: carrier({ callback: [0] }),
    withResolvers,
  },
  'Promise.prototype': {
    then: catching(1),
    catch: catching(0),
    finally: carrier({ callback: [0, 1] }),
  },
  'GeneratorFunction.prototype.prototype': named(carrier(), 'next, return, throw'),
  'AsyncGeneratorFunction.prototype.prototype': named(carrier(), 'next, return, throw'),
  Iterator: { from: carrier({ target: true }) },
  'Iterator.prototype': {
    ...named(carrier({ callback: [0] }), 'map, forEach, reduce'),
    flatMap: carrier({ callback: [0], reads: 'key' }), // a number is nothing to flatten
    ...named(carrier({ callback: [0], reads: 'truth' }), 'filter, find, some, every'),
    ...named(carrier({ index: [0], converts: true }), 'take, drop'),
    toArray: carrier(),
    ...named(inherited, 'set constructor, set @@toStringTag'),
    ...named(opaque(), '@@iterator, get @@toStringTag, @@dispose'),
  },
  AsyncIterator: named(opaque(), '@@asyncIterator, @@asyncDispose'),
  ArrayIterator: named(carrier(), 'next'),
  StringIterator: named(carrier(), 'next'),
  IteratorHelper: named(carrier(), 'next, return'),
  RegExpStringIterator: named(opaque(), 'next'),
  WrapForValidIterator: named(opaque(), 'next, return'),
};
