import type { CutReason } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import { isObject, type ToPrimitive } from '../language/conversion.ts';
import type { ConstructHandler, NewTarget } from '../language/construction.ts';
import type { Dispatch, HandledCall, Handler } from '../language/dispatch.ts';
import type { Storage } from '../tracking/slots.ts';
import type { Tracer } from '../tracking/tracer.ts';

/** How source text becomes code while the program runs. */
export interface Evals {
  /** Instruments what is evaluated at a site; throws if it does not parse. */
  instrument(source: string, site: number): string;
  /** Evaluates it in the global scope, as code of the site's file: `import()` inside is relative to that. */
  evaluate?(code: string, site: number): unknown;
}

/** The parts of a session that the handlers of natives are built from. */
export interface Boundary {
  readonly tracer: Tracer;
  readonly dispatch: Dispatch;
  readonly toPrimitive: ToPrimitive;
  /** Truth of a value, recorded as a guard if it is a box. */
  readonly truth: (site: number, value: unknown) => boolean;
  readonly storage: Storage;
  readonly evals: Evals;
  /** The text of a function as it was written; throws where the language throws. */
  readonly functionText: (f: unknown) => string;
}
export type Callable = (...args: unknown[]) => unknown;

/**
 * How a native treats tracked numbers.
 *
 * - carrier: moves values without looking at them; boxes pass.
 * - index: an argument is a position or a key, which is unboxed; the rest passes.
 * - predicate: looks at numbers to answer yes or no, or reads the result of a callback; the answer is a guard, or a cut.
 * - rule: has a handler of its own, mostly one that records an operation or moves ids.
 * - inspector: shows its arguments; unboxed without a cut.
 * - opaque: runs on plain numbers; a tracked number that goes in is a cut.
 */
export type NativeKind = 'carrier' | 'index' | 'predicate' | 'rule' | 'inspector' | 'opaque';

/** Makes a handler for one native of one session. */
type Make<H, F = Callable> = (boundary: Boundary, native: F) => H;

/** Everything the engine says of one native. Without handlers, it is called as any code that is not traced. */
export interface NativeRecord {
  readonly kind: NativeKind;
  /** As long as nothing is tracked, a call of it is no more than that: its handler only looks for tracked numbers. */
  readonly bare?: boolean | undefined;
  readonly call?: Make<Handler> | undefined;
  readonly construct?: Make<ConstructHandler, NewTarget> | undefined;
}

/** Records by holder and member: `{ 'Map.prototype': { 'get size': … } }`. Symbols are written `@@iterator`. */
export type NativeTable = Readonly<Record<string, Readonly<Record<string, NativeRecord>>>>;

/** One record for several members, whose names are separated by `, `. */
export const named = (record: NativeRecord, names: string): Record<string, NativeRecord> =>
  Object.fromEntries(names.split(', ').map((name) => [name, record]));

/** A native with a handler of its own. `kind` is the effect that the handler has, where another kind says it better. */
export const rule = (call: Make<Handler>, kind: NativeKind = 'rule'): NativeRecord => ({ kind, call });

/** A native with a handler for `new`, and one for calls if it differs from untraced code. */
export const constructor = (
  construct: Make<ConstructHandler, NewTarget>,
  call?: Make<Handler>,
  kind: NativeKind = 'rule',
): NativeRecord => ({ kind, call, construct });

/** A native that runs on plain numbers. `reason` is that of the cut; without one it is untraced code like any other. */
export const opaque = (reason?: CutReason): NativeRecord => ({
  kind: reason === 'predicate' ? 'predicate' : 'opaque',
  bare: true,
  call: reason && ((boundary, native) => foreign(boundary, native, reason)),
});

/** A native that shows its arguments: plain numbers, and no cut. */
export const inspector: NativeRecord = {
  kind: 'inspector',
  call: (boundary, native) => foreign(boundary, native, null),
};

const foreign =
  ({ dispatch }: Boundary, native: Callable, reason: CutReason | null): Handler =>
  ({ site, self, args }) =>
    dispatch.foreign(site, native, self, args, reason);

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
  /** The native tests whether its first argument is an object: a tracked number is a number there. */
  readonly target?: boolean;
}

/** A native that moves values without looking at them: boxes pass. */
export const carrier = (how: Carrier = {}): NativeRecord => ({
  kind: how.reads ? 'predicate' : how.index?.length ? 'index' : 'carrier',
  // A callback may be code that is dispatched.
  bare: how.callback === undefined,
  call: (boundary, native) => carrying(boundary, native, how),
});

function carrying(boundary: Boundary, native: Callable, how: Carrier): Handler {
  const { tracer, dispatch } = boundary;
  const { index = [], callback = [], target = false, converts = false } = how;
  const run = ({ site, self, args }: HandledCall): unknown => {
    for (const i of index) args[i] &&= tracer.unbox(args[i], 'index', native.name, site);
    for (const i of callback) {
      // the native throws its own TypeError about anything else, a number among it
      args[i] =
        typeof args[i] === 'function'
          ? callbackOf(boundary, site, args[i] as Callable, how, native.name)
          : tracer.unbox(args[i], 'opaque', native.name, site);
    }
    const [first] = args;
    const receiver = tracer.unbox(self, 'opaque', native.name, site);
    dispatch.carrierSite = site;
    if (!target || !Box.is(first)) return Reflect.apply(native, receiver, args);
    args[0] = Box.value(first);
    const result: unknown = Reflect.apply(native, receiver, args);
    return Object.is(result, args[0]) ? first : result;
  };
  if (!converts) return run;
  return (call) => {
    const { site, args } = call;
    if (!index.some((i) => isList(args[i]))) return run(call);
    return dispatch.lowering(site, native.name, 'index', (lower) => {
      for (const i of index) if (isList(args[i])) args[i] = lower(args[i]);
      return run(call);
    });
  };
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

/** A record whose handler only looks for tracked numbers. */
export const bare = (record: NativeRecord): NativeRecord => ({ ...record, bare: true });

/** A record whose handler wraps that of another. The kind stays. */
export const wrapped = (
  record: NativeRecord,
  wrap: (handler: Handler, boundary: Boundary, native: Callable) => Handler,
): NativeRecord => ({
  ...record,
  bare: false,
  call: (boundary, native) => wrap(record.call!(boundary, native), boundary, native),
});

/** State that the handlers of one session share. */
export function perSession<T extends object>(make: () => T): (boundary: Boundary) => T {
  const made = new WeakMap<Boundary, T>();
  return (boundary) => {
    const known = made.get(boundary) ?? make();
    made.set(boundary, known);
    return known;
  };
}

/** The items of an iterable, each changed on its way: the consumer pulls as from the iterable itself. */
export function changed(items: Iterable<unknown>, change: (item: unknown) => unknown): Iterable<unknown> {
  return {
    [Symbol.iterator]() {
      const iterator = items[Symbol.iterator]();
      const { next } = iterator;
      const close = () => iterator.return?.() ?? { done: true, value: undefined };
      return {
        next() {
          const result = Reflect.apply(next, iterator, []) as IteratorResult<unknown>;
          // the consumer refuses what is no object
          if (!isObject(result) || result.done) return result;
          const { value } = result;
          try {
            return { done: false, value: change(value) };
          } catch (error) {
            try {
              close();
            } catch {
              // the first error is the one that is thrown
            }
            throw error;
          }
        },
        return: close,
      };
    },
  };
}

/** An object; a tracked number is none. */
export const isList = (x: unknown): x is ArrayLike<unknown> => isObject(x) && !Box.is(x);

/** A tracked number as the number it is; anything else unchanged. Records no cut. */
export const plain = (x: unknown): unknown => (Box.is(x) ? Box.value(x) : x);
