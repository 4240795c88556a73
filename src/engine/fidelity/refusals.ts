import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject } from '../language/conversion.ts';

type Refusals = Pick<Runtime, 'iterable' | 'asyncIterable' | 'spread' | 'destructured'>;

/** Checks before V8 iterates or destructures a value: throws V8's message with the text of the program, which V8 no longer sees. */
export function refusals(tracer: Tracer): Refusals {
  const text = (site: number): string | undefined => tracer.places.text(site);
  return {
    iterable(s, value) {
      if (Array.isArray(value) || mayIterate(value, tracer)) return value;
      const isNot = isObject(value) && !Box.is(value) && Symbol.iterator in (value as object);
      const unread = 'is not iterable (cannot read property Symbol(Symbol.iterator))';
      throw new TypeError((isNot ? undefined : text(s)) ?? `${described(value)} ${unread}`);
    },
    asyncIterable(s, value) {
      // V8's message has no source text for null and undefined
      if (value === null || value === undefined) return value;
      if (has(value, Symbol.asyncIterator, tracer) || mayIterate(value, tracer)) return value;
      throw new TypeError(text(s));
    },
    spread(s, value) {
      if (Array.isArray(value) || mayIterate(value, tracer)) return value;
      throw new TypeError(
        value === null || value === undefined
          ? `${text(s) ?? 'value'} is not iterable (cannot read property ${value})`
          : 'Spread syntax requires ...iterable[Symbol.iterator] to be a function',
      );
    },
    destructured(s, value) {
      if (value !== null && value !== undefined) return value;
      const start = text(s) ?? 'Cannot destructure';
      const quoted = start.endsWith("'") ? start : `${start} '${described(value)}'`;
      throw new TypeError(`${quoted} as it is ${value}.`);
    },
  };
}

/** Whether the value may have an iterator. Reads nothing that the program could notice: V8 itself reads proxies and getters. */
export function mayIterate(value: unknown, tracer: Tracer): boolean {
  return typeof value === 'string' || has(value, Symbol.iterator, tracer);
}

function has(value: unknown, key: symbol, tracer: Tracer): boolean {
  if (value === null || value === undefined) return false;
  const start: object = Box.is(value) ? Number.prototype : (Object(value) as object);
  for (let o: object | null = start; o !== null; o = Object.getPrototypeOf(o) as object | null) {
    if (tracer.isOpaque(o)) return true;
    const descriptor = Object.getOwnPropertyDescriptor(o, key);
    if (descriptor) return !('value' in descriptor) || typeof descriptor.value === 'function';
  }
  return false;
}

/** A value as V8's messages name it where they quote no source text. */
function described(value: unknown): string {
  const plain = Box.is(value) ? Box.value(value) : value;
  if (typeof plain === 'string') return `string "${plain}"`;
  const isShown = plain === null || typeof plain === 'boolean' || typeof plain === 'number';
  return isShown ? `${typeof plain} ${plain}` : typeof plain;
}
