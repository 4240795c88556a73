import { Box } from '../box.ts';
import { carrier, functionsOf, type Boundary, type Callable, type Native } from './registry.ts';

/** Objects, promises, generators and the functions that call functions: they carry boxes. */
export function registerObjects(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  for (const f of functionsOf(Object, ['prototype', 'is', 'groupBy'])) {
    carrier(boundary, f, { index: f === Object.assign ? [] : [1], target: true });
  }
  for (const f of functionsOf(Reflect, ['apply', 'construct']))
    carrier(boundary, f, { index: [1], target: true });
  for (const f of functionsOf(Object.prototype, ['constructor', 'toString', '__proto__'])) {
    carrier(boundary, f, { index: [0] });
  }
  for (const f of [Object.groupBy, Map.groupBy]) carrier(boundary, f, { callback: [1], reads: 'key' });
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
  dispatch.handlers.set(apply, ({ site, self, args: [first, list] }) =>
    callable(self, list) ? dispatch.call(site, self, first, listed(list)) : refused(self, first, list),
  );
  dispatch.handlers.set(Reflect.apply, ({ site, args: [f, self, list] }) =>
    callable(f, list) && isObject(list) ? dispatch.call(site, f, self, listed(list)) : refused(f, self, list),
  );
  dispatch.handlers.set(Reflect.construct, ({ site, args: [constructor, list, newTarget] }) => {
    const handler = dispatch.constructors.get(constructor);
    if (typeof constructor !== 'function' || !isObject(list)) {
      return Reflect.construct(plain(constructor) as never, plain(list) as never);
    }
    if (newTarget === undefined || newTarget === constructor) {
      return dispatch.construct(site, constructor, listed(list));
    }
    if (handler) return handler(site, listed(list), newTarget as never);
    return Reflect.construct(constructor as never, listed(list), newTarget as never);
  });
  dispatch.handlers.set(bind, ({ site: _, self, args }) => {
    const bound = Reflect.apply(bind, self as Callable, args) as Callable;
    const [first, ...rest] = args;
    return dispatch.adopt(bound, (c) => dispatch.call(c.site, self, first, [...rest, ...c.args]));
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
  for (const name of ['map', 'flatMap', 'forEach', 'reduce'])
    carrier(boundary, iterator[name], { callback: [0] });
  for (const name of ['filter', 'find', 'some', 'every']) {
    carrier(boundary, iterator[name], { callback: [0], reads: 'truth' });
  }
  for (const name of ['take', 'drop']) carrier(boundary, iterator[name], { index: [0] });
  for (const f of [iterator['toArray'], Iterator.from]) carrier(boundary, f);
  carrier(boundary, (Array as { fromAsync?: unknown }).fromAsync, { callback: [1] });

  // Promises: `resolve` and `reject` are natives made for each promise.
  for (const f of functionsOf(Promise, ['prototype', 'withResolvers', 'try'])) carrier(boundary, f);
  for (const f of functionsOf(Promise.prototype, ['constructor'])) carrier(boundary, f, { callback: [0, 1] });
  carrier(boundary, (Promise as { try?: unknown }).try, { callback: [0] });
  const settle = (f: Callable): Callable => dispatch.adopt(f, ({ args }) => f(...args));
  dispatch.handlers.set(Promise.withResolvers, ({ self }) => {
    const made = Reflect.apply(Promise.withResolvers, self, []) as PromiseWithResolvers<unknown>;
    settle(made.resolve as Callable);
    settle(made.reject as Callable);
    return made;
  });
  dispatch.constructors.set(Promise, (site, args, newTarget) => {
    const [executor] = args;
    if (Box.is(executor)) args[0] = tracer.unbox(executor, 'opaque', 'Promise', site);
    if (typeof executor !== 'function') return Reflect.construct(Promise, args as never, newTarget);
    const run = (resolve: Callable, reject: Callable) =>
      dispatch.call(site, executor, undefined, [settle(resolve), settle(reject)]);
    return Reflect.construct(Promise, [run], newTarget);
  });

  const { setTimeout, setInterval, setImmediate, queueMicrotask } = globalThis as Record<string, unknown>;
  for (const f of [setTimeout, setInterval]) carrier(boundary, f, { callback: [0], index: [1] });
  for (const f of [setImmediate, queueMicrotask]) carrier(boundary, f, { callback: [0] });
}

/** Can this be called with these arguments? */
const callable = (f: unknown, list: unknown): boolean =>
  typeof f === 'function' && (list === undefined || list === null || isObject(list));

const plain = (x: unknown): unknown => (Box.is(x) ? Box.value(x) : x);
const isObject = (x: unknown): boolean =>
  ((typeof x === 'object' && x !== null) || typeof x === 'function') && !Box.is(x);

/** What the engine throws for a call that cannot be made. */
function refused(f: unknown, self: unknown, list: unknown): unknown {
  return Reflect.apply(plain(f) as Callable, plain(self), plain(list) as unknown[]);
}

function listed(list: unknown): unknown[] {
  return list === undefined || list === null ? [] : Array.from(list as ArrayLike<unknown>);
}
