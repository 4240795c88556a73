import { Box } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { isInstrumented } from './functionMarks.ts';

/** A call through the runtime, so that conversion methods of user objects are dispatched like any other call. */
export type CallMethod = (site: number, f: unknown, self: unknown, args: unknown[]) => unknown;
export type Primitive = string | number | bigint | boolean | symbol | null | undefined;
export type Hint = 'default' | 'number' | 'string';
export type ToPrimitive = (x: unknown, hint: Hint, site: number) => Primitive | Box;

/**
 * The language's ToPrimitive, except that a conversion method may answer with a box: natives would take the box for an
 * object and go on to `toString`.
 * @throws {TypeError} as the language does
 */
export function conversion(call: CallMethod): ToPrimitive {
  return (x, hint, site) => {
    if (!isObject(x) || Box.is(x)) return x as Primitive | Box;
    const object = x as Record<PropertyKey, unknown>;
    const exotic = object[Symbol.toPrimitive];
    if (exotic !== undefined && exotic !== null) {
      const result = call(site, exotic, x, [hint]);
      if (isPrimitive(result)) return result;
    } else {
      for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
        const method = object[name];
        if (typeof method !== 'function') continue;
        const result = call(site, method, x, []);
        if (isPrimitive(result)) return result;
      }
    }
    throw new TypeError('Cannot convert object to primitive value');
  };
}

/** The property key that the language makes of an object: of a box its number, else what its own methods return. */
export function keyOf(
  tracer: Tracer,
  toPrimitive: ToPrimitive,
  key: object,
  reason: 'index' | 'key',
  to: string,
  site: number,
): unknown {
  if (Box.is(key)) return tracer.unbox(key, reason, to, site);
  return tracer.active ? tracer.unbox(toPrimitive(key, 'string', site), reason, to, site) : key;
}

/** A conversion method of the program's own, where it is found. */
interface ConversionMethod {
  readonly holder: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

/**
 * The object's own or inherited methods that the language or `JSON` calls to make a primitive of it, if they are instrumented: they
 * may return a box. So may methods with the names `others`.
 */
export function* conversionMethods(
  object: object,
  isOpaque: (x: object) => boolean,
  others: readonly string[] = [],
): Generator<ConversionMethod> {
  let holder: object | null = object;
  while (holder !== null && holder !== Object.prototype && !isOpaque(holder)) {
    for (const key of ['valueOf', 'toString', 'toJSON', Symbol.toPrimitive, ...others]) {
      const descriptor = Object.getOwnPropertyDescriptor(holder, key);
      if (descriptor && isInstrumented(descriptor.value)) yield { holder, key, descriptor };
    }
    holder = Object.getPrototypeOf(holder) as object | null;
  }
}

/** An object for natives to convert: they get the number or text that `convert` makes, when and as often as they ask. */
export const convertedBy = (convert: (hint: Hint) => unknown, like: object = Object.prototype): object =>
  Object.create(like, { [Symbol.toPrimitive]: { value: convert } }) as object;

export const isObject = (x: unknown): boolean =>
  (typeof x === 'object' && x !== null) || typeof x === 'function';
const isPrimitive = (x: unknown): x is Primitive | Box => !isObject(x) || Box.is(x);
