import { Box } from '../record/box.ts';
import { isConstructor, type Dispatch } from '../language/dispatch.ts';
import { convertedBy } from '../language/conversion.ts';
import { isSlots } from '../tracking/slots.ts';
import { extending, isList } from './properties.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { carrier, changed, functionsOf, type Boundary, type Callable, type Native } from './carrier.ts';

/** Objects, promises, generators and the functions that call functions: they carry boxes. */
export function registerObjects(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  for (const f of functionsOf(Object, ['prototype', 'is', 'groupBy'])) {
    carrier(boundary, f, { index: f === Object.assign ? [] : [1], target: true });
  }
  const fromEntries = Object.fromEntries as Callable;
  dispatch.handlers.set(fromEntries, ({ site, self, args: [entries] }) => {
    const pair = (entry: unknown): unknown => {
      if (!Array.isArray(entry) || !isList(entry[0]))
        return tracer.unbox(entry, 'opaque', 'fromEntries', site); // no entry: the language says so of the number
      const text = () =>
        tracer.unbox(boundary.toPrimitive(entry[0], 'string', site), 'index', 'fromEntries', site);
      return [convertedBy(text), entry[1]];
    };
    const isIterable =
      isList(entries) && typeof (entries as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
    const given = isIterable
      ? changed(entries as unknown as Iterable<unknown>, pair)
      : tracer.unbox(entries, 'opaque', 'fromEntries', site);
    return Reflect.apply(fromEntries, self, [given]);
  });
  for (const f of functionsOf(Reflect, ['apply', 'construct', 'setPrototypeOf']))
    carrier(boundary, f, { index: [1], converts: true, target: true });
  for (const f of [Object.getPrototypeOf, Reflect.getPrototypeOf]) {
    const handler = dispatch.handlers.get(f)!;
    dispatch.handlers.set(f, (call) => {
      const [of] = call.args;
      return typeof of === 'function' && isInstrumented(of) ? dispatch.baseOf(of) : handler(call);
    });
  }
  carrier(boundary, Reflect.setPrototypeOf, { index: [1], target: true });
  const keyless = ['constructor', 'toString', 'toLocaleString', 'valueOf', '__proto__', 'isPrototypeOf'];
  for (const f of functionsOf(Object.prototype, keyless))
    carrier(boundary, f, { index: [0], converts: true });
  for (const f of [Object.prototype.valueOf, Object.prototype.toLocaleString]) carrier(boundary, f);
  carrier(boundary, Object.prototype.isPrototypeOf, { index: [0] });
  carrier(boundary, Map.groupBy, { callback: [1], reads: 'key', index: [0] });
  carrier(boundary, Object.groupBy, { callback: [1], reads: 'property', index: [0] });
  dispatch.handlers.set(Object.is, ({ site, args: [a, b] }) => {
    const outcome = Object.is(Box.is(a) ? Box.value(a) : a, Box.is(b) ? Box.value(b) : b);
    if ((Box.is(a) || Box.is(b)) && [a, b].every((x) => Box.is(x) || typeof x === 'number')) {
      tracer.recorder.guard('Object.is', site, tracer.reference(a, site), tracer.reference(b, site), outcome);
    }
    return outcome;
  });
  dispatch.handlers.set(Object.prototype.toString, ({ self }) =>
    Reflect.apply(Object.prototype.toString, Box.is(self) ? Box.value(self) : self, []),
  );

  // Functions that call functions: what they call is dispatched like a call written out.
  const { call, apply, bind } = Function.prototype;
  dispatch.handlers.set(call, ({ site, self, args: [first, ...rest] }) =>
    dispatch.call(site, self, first, rest),
  );
  dispatch.handlers.set(apply, ({ site, self, args: [first, list] }) => {
    const isAsked = list === undefined || list === null || (typeof self === 'function' && isList(list));
    if (!isAsked) return Reflect.apply(apply, plain(self) as Callable, [plain(first), plain(list)]); // throws
    return dispatch.call(site, self, first, isList(list) ? listed(dispatch, list, site) : []);
  });
  dispatch.handlers.set(Reflect.apply, ({ site, args: [f, self, list] }) => {
    if (typeof f !== 'function' || !isList(list))
      return Reflect.apply(plain(f) as Callable, plain(self), plain(list) as unknown[]); // throws
    return dispatch.call(site, f, self, listed(dispatch, list, site));
  });
  dispatch.handlers.set(Reflect.construct, ({ site, args }) => {
    const [constructor, list, newTarget = constructor] = args;
    const handler = dispatch.constructors.get(constructor);
    if (
      !isConstructor(constructor) ||
      !isConstructor(newTarget) ||
      !isList(list) ||
      (args.length > 2 && args[2] === undefined)
    )
      return Reflect.apply(Reflect.construct as Callable, Reflect, args.map(plain)); // throws
    if (newTarget === constructor) return dispatch.construct(site, constructor, listed(dispatch, list, site));
    if (handler) return handler(site, listed(dispatch, list, site), newTarget as never);
    return Reflect.construct(constructor as never, listed(dispatch, list, site), newTarget as never);
  });
  dispatch.handlers.set(bind, ({ site: _, self, args }) => {
    const [first, ...rest] = args;
    return dispatch.bind(Reflect.apply(bind, self as Callable, args) as Callable, self, first, rest);
  });

  // Generators and iterators.
  const generators = [
    Object.getPrototypeOf(function* () {}.prototype),
    Object.getPrototypeOf(async function* () {}.prototype),
    ...[
      [][Symbol.iterator](),
      new Map().entries(),
      new Set().values(),
      [].values().map(Number),
      ''[Symbol.iterator](),
    ].map((x) => Object.getPrototypeOf(x)),
  ] as object[];
  for (const f of generators.flatMap((g) => functionsOf(g, ['constructor']))) carrier(boundary, f);
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as Record<
    string,
    Native
  >;
  for (const name of ['map', 'forEach', 'reduce']) carrier(boundary, iterator[name], { callback: [0] });
  for (const key of ['constructor', Symbol.toStringTag]) {
    const { set } = Object.getOwnPropertyDescriptor(iterator, key)!; // of a property of whatever object it is called on
    carrier(boundary, set);
    if (set) extending(boundary, set, ({ self }) => self);
  }
  // a number is nothing to flatten
  carrier(boundary, iterator['flatMap'], { callback: [0], reads: 'key' });
  for (const name of ['filter', 'find', 'some', 'every']) {
    carrier(boundary, iterator[name], { callback: [0], reads: 'truth' });
  }
  for (const name of ['take', 'drop']) carrier(boundary, iterator[name], { index: [0], converts: true });
  carrier(boundary, iterator['toArray']);
  carrier(boundary, Iterator.from, { target: true });
  carrier(boundary, (Array as { fromAsync?: unknown }).fromAsync, { callback: [1] });

  // Promises: `resolve` and `reject` are natives made for each promise.
  for (const f of functionsOf(Promise, ['prototype', 'withResolvers', 'try'])) carrier(boundary, f);
  for (const f of functionsOf(Promise.prototype, ['constructor'])) carrier(boundary, f, { callback: [0, 1] });
  carrier(boundary, (Promise as { try?: unknown }).try, { callback: [0] });
  const { then, catch: orElse } = Promise.prototype;
  for (const [f, k] of [[then, 1], [orElse, 0]] as const) {
    const handler = dispatch.handlers.get(f)!;
    dispatch.handlers.set(f, (call) => {
      const rejected = call.args[k];
      if (typeof rejected === 'function') {
        call.args[k] = (reason: unknown) => {
          tracer.caught(reason);
          return dispatch.call(call.site, rejected, undefined, [reason]);
        };
      }
      return handler(call);
    });
  } // prettier-ignore
  const settle = (f: Callable): Callable => dispatch.adopt(f, ({ args }) => f(...args));
  dispatch.handlers.set(Promise.withResolvers, ({ self }) => {
    const made = Reflect.apply(Promise.withResolvers, plain(self), []) as PromiseWithResolvers<unknown>;
    settle(made.resolve as Callable);
    settle(made.reject as Callable);
    return made;
  });
  dispatch.constructors.set(Promise, (site, args, newTarget) => {
    const [executor] = args;
    if (typeof executor !== 'function')
      return Reflect.construct(Promise, args.map(plain) as never, newTarget);
    const run = (resolve: Callable, reject: Callable) =>
      dispatch.call(site, executor, undefined, [settle(resolve), settle(reject)]);
    return Reflect.construct(Promise, [run], newTarget);
  });

  const { setTimeout, setInterval, setImmediate, queueMicrotask } = globalThis as Record<string, unknown>;
  for (const f of [setTimeout, setInterval])
    carrier(boundary, f, { callback: [0], index: [1], converts: true });
  for (const f of [setImmediate, queueMicrotask]) carrier(boundary, f, { callback: [0] });
}

const plain = (x: unknown): unknown => (Box.is(x) ? Box.value(x) : x);

/** The arguments that a list stands for: by its length, or as boxes where it is typed. */
function listed(dispatch: Dispatch, list: ArrayLike<unknown>, site: number): unknown[] {
  dispatch.carrierSite = site;
  if (isSlots(list)) return Array.from<unknown>(list);
  const { length } = list;
  // what else a length may be is left to the language
  if (!Number.isInteger(length) || length > 10_000) return Array.from({ length }, (_, i) => list[i]);
  const items: unknown[] = [];
  for (let i = 0; i < length; i++) items.push(list[i]);
  return items;
}
