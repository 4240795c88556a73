import { Box } from '../record/box.ts';
import { isMap, isSet, itemsOf, mapOf } from '../tracking/brands.ts';
import type { Boundary, Callable } from './carrier.ts';

/** `structuredClone` copies a tree with its tracked numbers: cloned plainly, then the copy's numbers are tracked like the original's. */
export function registerClone({ tracer, dispatch }: Boundary): void {
  const clone = structuredClone as Callable;
  dispatch.handlers.set(clone, ({ site, args }) => {
    const [value] = args;
    if (args.length < 2 && Box.is(value)) return value;
    if (args.length > 1 || tracer.recorder.values.length === 1)
      return dispatch.foreign(site, clone, undefined, args);
    const copy = dispatch.foreign(site, clone, undefined, args, null);
    track(value, copy, new Set());
    return copy;
  });

  /** Walks original and copy side by side; getters were read by the clone and are not read again. */
  function track(original: unknown, copy: unknown, seen: Set<unknown>): void {
    if (typeof original !== 'object' || original === null || typeof copy !== 'object' || copy === null)
      return;
    if (tracer.isOpaque(original) || seen.has(original)) return;
    seen.add(original);
    if (original instanceof ArrayBuffer || original instanceof SharedArrayBuffer) {
      tracer.shadows.taken(original)(copy as ArrayBuffer, 0);
    } else if (ArrayBuffer.isView(original)) {
      track(original.buffer, (copy as ArrayBufferView).buffer, seen);
    } else if (isMap(original)) {
      const keys = [...(copy as Map<unknown, unknown>).keys()];
      mapOf(original)
        .entries()
        .forEach(([key, value], i) => {
          if (Box.is(value)) (copy as Map<unknown, unknown>).set(keys[i], value);
          track(key, keys[i], seen);
          track(value, (copy as Map<unknown, unknown>).get(keys[i]), seen);
        });
    } else if (isSet(original)) {
      const items = [...(copy as Set<unknown>)];
      itemsOf(original).forEach((item, i) => track(item, items[i], seen));
    } else {
      for (const key of Object.keys(original)) {
        const value: unknown = Object.getOwnPropertyDescriptor(original, key)!.value;
        if (!Object.hasOwn(copy, key)) continue; // dates and the like are cloned without their properties
        if (Box.is(value)) (copy as Record<string, unknown>)[key] = value;
        else track(value, (copy as Record<string, unknown>)[key], seen);
      }
    }
  }
}
