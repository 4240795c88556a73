import type { CutReason } from '../../shared/trace.ts';
import type { ToPrimitive } from '../runtime/conversion.ts';
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

/** How a native that only moves values about treats its arguments. */
export interface Carrier {
  /** Arguments that are positions or counts: unboxed. */
  readonly index?: readonly number[];
  /** Argument that is a callback. */
  readonly callback?: number;
  /** The native reads the callback's result as a boolean. */
  readonly predicate?: boolean;
}

/** Registers a native that moves values without looking at them: boxes pass. */
export function carrier({ tracer, dispatch, truth }: Boundary, native: unknown, how: Carrier = {}): void {
  if (typeof native !== 'function') return;
  dispatch.handlers.set(native, ({ site, self, args }) => {
    for (const i of how.index ?? []) args[i] &&= tracer.unbox(args[i], 'index', native.name, site);
    if (how.callback !== undefined && how.callback < args.length) {
      const f = args[how.callback];
      if (typeof f === 'function') {
        args[how.callback] = how.predicate
          ? function (this: unknown, ...given: unknown[]) {
              return truth(site, dispatch.call(site, f, this, given));
            }
          : dispatch.callback(site, f);
      }
    }
    return Reflect.apply(native, self, args);
  });
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
      dispatch.foreign(site, native as (...args: unknown[]) => unknown, self, args, reason),
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
