import type { CutReason } from '../../shared/trace.ts';
import { Box } from '../box.ts';
import { isObject, type ToPrimitive } from '../runtime/conversion.ts';
import type { Dispatch } from '../runtime/dispatch.ts';
import type { Tracer } from '../tracer.ts';

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
  /** What the native makes of an object given there; its methods may answer with a tracked number. Not set: nothing. */
  readonly converts?: 'string' | 'number';
  /** Arguments that are callbacks. */
  readonly callback?: readonly number[];
  /** The native reads the callback's result: as a boolean, or as a key. */
  readonly reads?: 'truth' | 'key';
  /** The native looks whether this argument is an object: a tracked number is a number there. */
  readonly target?: boolean;
}

/** Registers a native that moves values without looking at them: boxes pass. */
export function carrier(boundary: Boundary, native: unknown, how: Carrier = {}): void {
  if (typeof native !== 'function') return;
  const { tracer, dispatch } = boundary;
  const { index = [], callback = [], target = false, converts } = how;
  const indexOf = (x: unknown, site: number): unknown => {
    const isConverted = converts !== undefined && isObject(x) && !Box.is(x);
    const plain = isConverted ? boundary.toPrimitive(x, converts, site) : x;
    return plain && tracer.unbox(plain, 'index', native.name, site);
  };
  dispatch.handlers.set(native, ({ site, self, args }) => {
    // what is no object is refused before anything is converted
    const isTaken = !target || (isObject(args[0]) && !Box.is(args[0]));
    for (const i of index)
      args[i] &&= isTaken ? indexOf(args[i], site) : tracer.unbox(args[i], 'index', native.name, site);
    for (const i of callback) {
      // Not a function: the native says so of the number.
      if (Box.is(args[i])) args[i] = tracer.unbox(args[i], 'opaque', native.name, site);
      else if (typeof args[i] === 'function')
        args[i] = callbackOf(boundary, site, args[i] as Callable, how, native.name);
      else args[i] = tracer.unbox(args[i], 'opaque', native.name, site);
    }
    const [first] = args;
    const receiver = tracer.unbox(self, 'opaque', native.name, site);
    if (!target || !Box.is(first)) return Reflect.apply(native, receiver, args);
    args[0] = Box.value(first);
    const result: unknown = Reflect.apply(native, receiver, args);
    return Object.is(result, args[0]) ? first : result;
  });
}

/** A callback as a native may call it: dispatched, and its result unboxed where the native reads it. */
export function callbackOf(
  { tracer, dispatch, truth, toPrimitive }: Boundary,
  site: number,
  f: Callable,
  { reads, converts }: Carrier,
  name: string,
): unknown {
  if (reads === undefined) return dispatch.callback(site, f);
  return function (this: unknown, ...given: unknown[]) {
    const result = dispatch.call(site, f, this, given);
    if (reads === 'truth') return truth(site, result);
    return tracer.unbox(converts ? toPrimitive(result, converts, site) : result, 'index', name, site);
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

/** The functions among an object's own properties. */
export function functionsOf(object: object, except: readonly string[] = []): unknown[] {
  return Reflect.ownKeys(object)
    .filter((key) => typeof key !== 'string' || !except.includes(key))
    .map((key) => Object.getOwnPropertyDescriptor(object, key)!)
    .flatMap(({ value, get, set }) => [value, get, set] as unknown[])
    .filter((value) => typeof value === 'function');
}
