import type { CutReason } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import { isObject, type ToPrimitive } from '../language/conversion.ts';
import type { Dispatch, HandledCall } from '../language/dispatch.ts';
import type { Tracer } from '../tracking/tracer.ts';

/** What the handlers of natives are built from. */
export interface Boundary {
  readonly tracer: Tracer;
  readonly dispatch: Dispatch;
  readonly toPrimitive: ToPrimitive;
  /** Truth of a value, recorded as a guard if it is a box. */
  readonly truth: (site: number, value: unknown) => boolean;
}
export type Native = (...args: never[]) => unknown;
export type Callable = (...args: unknown[]) => unknown;

/** How a native that only moves values about treats its arguments. */
export interface Carrier {
  /** Arguments that are positions, counts or keys: unboxed. */
  readonly index?: readonly number[];
  /** The native converts an object that it is given there: the object's methods may answer with a tracked number. */
  readonly converts?: boolean;
  /** Arguments that are callbacks. */
  readonly callback?: readonly number[];
  /** The native reads the callback's result: as a boolean, as a key of a map, or as that of a property. */
  readonly reads?: 'truth' | 'key' | 'property';
  /** The native looks whether this argument is an object: a tracked number is a number there. */
  readonly target?: boolean;
}

/** Registers a native that moves values without looking at them: boxes pass. */
export function carrier(boundary: Boundary, native: unknown, how: Carrier = {}): void {
  if (typeof native !== 'function') return;
  const { tracer, dispatch } = boundary;
  const { index = [], callback = [], target = false, converts = false } = how;
  const isConverted = (x: unknown) => isObject(x) && !Box.is(x);
  const run = ({ site, self, args }: HandledCall): unknown => {
    for (const i of index) args[i] &&= tracer.unbox(args[i], 'index', native.name, site);
    for (const i of callback) {
      // Not a function: the native says so of the number.
      if (Box.is(args[i])) args[i] = tracer.unbox(args[i], 'opaque', native.name, site);
      else if (typeof args[i] === 'function')
        args[i] = callbackOf(boundary, site, args[i] as Callable, how, native.name);
      else args[i] = tracer.unbox(args[i], 'opaque', native.name, site);
    }
    const [first] = args;
    const receiver = tracer.unbox(self, 'opaque', native.name, site);
    dispatch.carrierSite = site;
    if (!target || !Box.is(first)) return Reflect.apply(native, receiver, args);
    args[0] = Box.value(first);
    const result: unknown = Reflect.apply(native, receiver, args);
    return Object.is(result, args[0]) ? first : result;
  };
  dispatch.handlers.set(native, (call) => {
    const { site, args } = call;
    if (!converts || !index.some((i) => isConverted(args[i]))) return run(call);
    return dispatch.lowering(site, native.name, 'index', (lower) => {
      for (const i of index) if (isConverted(args[i])) args[i] = lower(args[i]);
      return run(call);
    });
  });
}

/** A callback as a native may call it: dispatched, and its result unboxed where the native reads it. */
export function callbackOf(
  { tracer, dispatch, truth, toPrimitive }: Boundary,
  site: number,
  f: Callable,
  { reads }: Carrier,
  name: string,
): unknown {
  if (reads === undefined) return dispatch.callback(site, f);
  return function (this: unknown, ...given: unknown[]) {
    const result = dispatch.call(site, f, this, given);
    if (reads === 'truth') return truth(site, result);
    const key = reads === 'property' ? toPrimitive(result, 'string', site) : result;
    return tracer.unbox(key, 'index', name, site);
  };
}

/** Registers natives that are run on plain numbers, the cut's reason being `reason` (null: none is recorded). */
export function lowering(
  { dispatch }: Boundary,
  natives: readonly unknown[],
  reason: CutReason | null,
): void {
  for (const native of natives) {
    if (typeof native !== 'function') continue;
    dispatch.handlers.set(native, ({ site, self, args }) =>
      dispatch.foreign(site, native as Callable, self, args, reason),
    );
  }
}

/** What an iterable gives, each changed on its way: who takes them pulls as from the iterable itself. */
export function* changed(items: Iterable<unknown>, change: (item: unknown) => unknown): Iterable<unknown> {
  for (const item of items) yield change(item);
}

/** The functions among an object's own properties. */
export function functionsOf(object: object, except: readonly string[] = []): unknown[] {
  return Reflect.ownKeys(object)
    .filter((key) => typeof key !== 'string' || !except.includes(key))
    .map((key) => Object.getOwnPropertyDescriptor(object, key)!)
    .flatMap(({ value, get, set }) => [value, get, set] as unknown[])
    .filter((value) => typeof value === 'function');
}
