import { Box } from '../box.ts';
import type { NewTarget } from '../runtime/dispatch.ts';
import { carrier, functionsOf, lowering, type Boundary, type Native } from './registry.ts';

type Callable = (...args: unknown[]) => unknown;

/** Objects, maps, promises, generators and the functions that call functions: they carry boxes. */
export function registerObjects(boundary: Boundary): void {
  const { tracer, dispatch } = boundary;
  for (const f of functionsOf(Object, ['prototype', 'is', 'groupBy'])) carrier(boundary, f);
  for (const f of functionsOf(Reflect, ['apply', 'construct'])) carrier(boundary, f, { index: [1] });
  for (const f of functionsOf(Object.prototype, ['constructor', 'toString', '__proto__'])) {
    carrier(boundary, f, { index: [0] });
  }
  carrier(boundary, Object.groupBy, { callback: 1 });
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
    dispatch.call(site, self, first, listed(list)),
  );
  dispatch.handlers.set(Reflect.apply, ({ site, args: [f, self, list] }) =>
    dispatch.call(site, f, self, listed(list)),
  );
  dispatch.handlers.set(Reflect.construct, ({ site, args: [constructor, list, newTarget] }) => {
    const handler = dispatch.constructors.get(constructor);
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

  // Collections. A number is found by its value, so keys are plain.
  const map = Map.prototype;
  for (const f of [map.clear, map.entries, map.keys, map.values]) carrier(boundary, f);
  for (const f of [map.get, map.has, map.delete, map.set]) carrier(boundary, f, { index: [0] });
  for (const f of [map.forEach, Set.prototype.forEach]) carrier(boundary, f, { callback: 0 });
  lowering(boundary, functionsOf(Set.prototype, ['constructor', 'forEach']), 'opaque');
  for (const f of [
    WeakMap.prototype.get,
    WeakMap.prototype.has,
    WeakMap.prototype.delete,
    WeakMap.prototype.set,
  ]) {
    carrier(boundary, f, { index: [0] });
  }
  dispatch.constructors.set(Map, (site, [entries], newTarget) => {
    if (entries === undefined || entries === null) return Reflect.construct(Map, [], newTarget);
    const plainKeys = [...(entries as Iterable<unknown[]>)].map(([key, value]) => [
      tracer.unbox(key, 'index', 'Map', site),
      value,
    ]);
    return Reflect.construct(Map, [plainKeys], newTarget);
  });

  for (const holder of [Proxy, WeakMap, WeakRef] as unknown as NewTarget[]) {
    dispatch.constructors.set(holder, (_site, args, newTarget) => Reflect.construct(holder, args, newTarget));
  }

  // Generators and iterators.
  const generators = [
    Object.getPrototypeOf(function* () {}.prototype),
    Object.getPrototypeOf(async function* () {}.prototype),
    ...[[][Symbol.iterator](), new Map().entries(), new Set().values()].map((x) => Object.getPrototypeOf(x)),
  ] as object[];
  for (const f of generators.flatMap((g) => functionsOf(g, ['constructor']))) carrier(boundary, f);
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as Record<
    string,
    Native
  >;
  for (const name of ['map', 'flatMap', 'forEach', 'reduce'])
    carrier(boundary, iterator[name], { callback: 0 });
  for (const name of ['filter', 'find', 'some', 'every']) {
    carrier(boundary, iterator[name], { callback: 0, predicate: true });
  }
  for (const name of ['take', 'drop']) carrier(boundary, iterator[name], { index: [0] });
  carrier(boundary, iterator['toArray']);

  // Promises: `resolve` and `reject` are natives made for each promise.
  for (const f of functionsOf(Promise, ['prototype', 'withResolvers'])) carrier(boundary, f);
  for (const f of functionsOf(Promise.prototype, ['constructor'])) carrier(boundary, f);
  const settle = (f: Callable): Callable => dispatch.adopt(f, ({ args }) => f(...args));
  dispatch.constructors.set(Promise, (site, args, newTarget) => {
    const [executor] = args;
    if (typeof executor !== 'function') return Reflect.construct(Promise, args as never, newTarget);
    const run = (resolve: Callable, reject: Callable) =>
      dispatch.call(site, executor, undefined, [settle(resolve), settle(reject)]);
    return Reflect.construct(Promise, [run], newTarget);
  });

  // Text and output.
  lowering(boundary, [String, ...functionsOf(String.prototype, ['constructor']), JSON.stringify], 'text');
  lowering(boundary, functionsOf(console), null);
}

function listed(list: unknown): unknown[] {
  return list === undefined || list === null ? [] : Array.from(list as ArrayLike<unknown>);
}
