import type { Runtime } from '../../shared/runtime.ts';
import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isObject } from '../language/conversion.ts';

type Demands = Pick<Runtime, 'iterable' | 'asyncIterable' | 'spread' | 'destructured'>;

/** Values that the engine is about to take apart: what it would refuse is refused here, in V8's words for the text of the user. */
export function demands(tracer: Tracer): Demands {
  const text = (site: number): string | undefined => tracer.places.text(site);
  return {
    iterable(s, value) {
      if (Array.isArray(value) || mayIterate(value, tracer)) return value;
      const isNot = isObject(value) && !Box.is(value) && Symbol.iterator in (value as object);
      const unread = 'is not iterable (cannot read property Symbol(Symbol.iterator))';
      throw new TypeError((isNot ? undefined : text(s)) ?? `${described(value)} ${unread}`);
    },
    asyncIterable(s, value) {
      // Of nothing, V8 quotes nothing.
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

/** Has the value an iterator? Asks nothing that the program could notice: a proxy and a getter are left to the engine. */
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

/** A value as V8 names it where it finds no text to quote. */
function described(value: unknown): string {
  const plain = Box.is(value) ? Box.value(value) : value;
  if (typeof plain === 'string') return `string "${plain}"`;
  const isShown = plain === null || typeof plain === 'boolean' || typeof plain === 'number';
  return isShown ? `${typeof plain} ${plain}` : typeof plain;
}
