import type { Boundary, Callable } from '../natives/carrier.ts';
import { watched } from '../natives/collections.ts';
import { integersRead, isSlots } from '../tracking/slots.ts';

/** Natives of the realm replaced by functions that know of boxes; `install` returns what puts the natives back. */
export interface Patches {
  /** The functions put in place, each with the native that it is to look like. */
  readonly standIns: readonly (readonly [standIn: object, native: object])[];
  install(): () => void;
}

/** What a stand-in does in the place of a native without parameters. */
type Run = (self: unknown, native: Callable) => unknown;

const arrays = Array.prototype as unknown as Record<string, Callable>;
const prototypeOf = (x: object): object => Object.getPrototypeOf(x) as object;

/**
 * The functions by which the language itself iterates typed arrays, maps and sets, replaced in the realm by ones that give boxes: no
 * rewriting reaches `const [[a]] = [f64]`, `for (const x of f64)` or `[...set]`. To be called once the natives have their handlers.
 */
export function iterators(boundary: Boundary): Patches {
  const { tracer, storage } = boundary;
  const slots: Run = (self, native) => {
    if (tracer.foreign === 0 && isSlots(self) && tracer.shadows.has(self))
      return arrays[native.name]!.call(storage.seen(self, tracer.lastSite));
    integersRead(tracer, self, tracer.lastSite);
    return Reflect.apply(native, self, []);
  };
  const keys =
    (places?: readonly number[]): Run =>
    (self, native) =>
      watched(boundary, self, Reflect.apply(native, self, []), places);
  const step: Run = (self, native) => tracer.keys.given(self, Reflect.apply(native, self, []));

  const typed = prototypeOf(Float64Array.prototype);
  return patched(boundary, [
    [typed, ['values', Symbol.iterator], slots],
    [typed, ['entries'], slots],
    [Map.prototype, ['entries', Symbol.iterator], keys([0])],
    [Set.prototype, ['values', 'keys', Symbol.iterator], keys()],
    [prototypeOf(new Map().entries()), ['next'], step],
    [prototypeOf(new Set().values()), ['next'], step],
  ]);
}

/**
 * Functions in the place of natives, each of which stands under all its keys. A call that the program writes out goes to the handler of
 * the native.
 */
function patched(
  { dispatch }: Boundary,
  places: readonly (readonly [holder: object, keys: readonly PropertyKey[], run: Run])[],
): Patches {
  const made = places.map(([holder, keys, run]) => {
    const native = Reflect.get(holder, keys[0]!) as Callable;
    const { name } = native;
    const standIn = {
      [name](this: unknown) {
        return run(this, native);
      },
    }[name]!;
    dispatch.handlers.set(standIn, dispatch.handlers.get(native)!);
    return { holder, keys, native, standIn };
  });
  return {
    standIns: made.map(({ standIn, native }) => [standIn, native]),
    install() {
      const undos = made.flatMap(({ holder, keys, standIn }) =>
        keys.map((key) => {
          const before = Object.getOwnPropertyDescriptor(holder, key)!;
          Object.defineProperty(holder, key, { ...before, value: standIn });
          return () => Object.defineProperty(holder, key, before);
        }),
      );
      return () => undos.forEach((undo) => undo());
    },
  };
}
