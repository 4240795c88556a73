import { types } from 'node:util';
import { Box } from '../../src/engine/record/box.ts';

/**
 * A value as text in which any two values that a program can tell apart differ: the order of properties, their attributes, holes, −0,
 * NaN, classes and cycles are in it. What two runs cannot have in common is not: stacks, what a proxy or a promise holds and, where the
 * text of functions `hides`, messages that quote it.
 */
export function snapshot(value: unknown, hides: boolean): string {
  const seen = new Map<unknown, number>();
  const show = (x: unknown): string => {
    if (typeof x === 'string') return JSON.stringify(x);
    if (typeof x === 'bigint') return `${x}n`;
    if (typeof x === 'symbol') return String(x);
    if (Object.is(x, -0)) return '-0';
    if ((typeof x !== 'object' && typeof x !== 'function') || x === null) return String(x);
    if (types.isProxy(x)) return 'proxy';
    if (x === globalThis) return 'globalThis'; // with the runtime in it
    const known = seen.get(x);
    if (known !== undefined) return `#${known}`;
    if (seen.size > 2000) return '…';
    seen.set(x, seen.size);
    return `${kindOf(x)}${inside(x)}${properties(x)}`;
  };
  const inside = (x: object): string => {
    if (x instanceof Map && types.isMap(x)) return `(${[...entriesOf(x)].map(([k, v]) => `${show(k)} => ${show(v)}`).join()})`;
    if (types.isSet(x)) return `(${[...valuesOf(x)].map(show).join()})`;
    if (ArrayBuffer.isView(x)) return types.isDataView(x) ? '' : `(${elements(x as Float64Array).map(show).join()})`;
    // a NaN has many patterns of bits, of which the language promises none
    if (types.isAnyArrayBuffer(x)) return `(${elements((x.byteLength % 8 === 0 ? new Float64Array(x) : new Uint8Array(x)) as Float64Array).map(show).join()})`;
    if (types.isDate(x)) return `(${Date.prototype.getTime.call(x)})`;
    if (types.isRegExp(x)) return `(${RegExp.prototype.toString.call(x)})`;
    if (types.isBoxedPrimitive(x)) return types.isSymbolObject(x) ? '' : `(${show((x as number).valueOf.call(x))})`;
    return '';
  }; // prettier-ignore
  const properties = (x: object): string => {
    const isElement = ArrayBuffer.isView(x) && !types.isDataView(x);
    const shown = Reflect.ownKeys(x).flatMap((key) => {
      if (isElement && typeof key === 'string' && /^\d+$/.test(key)) return [];
      if (typeof x === 'function' && (key === 'prototype' || key === 'arguments' || key === 'caller')) return [];
      const { value, get, set, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(x, key)!;
      const flags = `${enumerable ? '' : '!'}${configurable ? '' : '^'}`;
      const name = typeof key === 'symbol' ? String(key) : key;
      if (get ?? set) return [`${flags}${name}: ${get ? 'get' : ''}${set ? 'set' : ''}`];
      if (key === 'stack') return [`${flags}stack`];
      const text = key === 'message' && typeof value === 'string' ? hides ? value.replace(source, '$1function') : value : value;
      // where nobody can lower a number, Node shows it
      const shown = !writable && !configurable && Box.is(text) ? Box.value(text) : text;
      return [`${flags}${writable ? '' : '='}${name}: ${show(shown)}`];
    }); // prettier-ignore
    return `${Object.isExtensible(x) ? '' : ' sealed'}{${shown.join(', ')}}`;
  };
  return show(value);
}

/** The elements without the iterator, which a traced run replaces. */
const elements = (x: Float64Array): unknown[] => Array.from({ length: x.length }, (_, k) => x[k]);
const entriesOf = Function.prototype.call.bind(Map.prototype.entries) as (
  map: object,
) => Iterable<[unknown, unknown]>;
const valuesOf = Function.prototype.call.bind(Set.prototype.values) as (set: object) => Iterable<unknown>; // prettier-ignore

/** Messages that quote functions by their source. */
const source =
  /(incompatible receiver |of function '|reading '|setting '|Invalid \w+ ?: |^)(?:async |class|function|\(?\w*(?:, \w+)*\)? =>)[^]*/;

/** What an object is: its class by the prototype, and whether it is a function, an array or an error. */
function kindOf(x: object): string {
  const prototype = Object.getPrototypeOf(x) as object | null;
  const made = prototype && (Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown);
  const name = typeof made === 'function' && Object.getOwnPropertyDescriptor(made, 'name')?.value;
  const built = typeof x === 'function' ? 'function ' : Array.isArray(x) ? 'array ' : types.isNativeError(x) ? 'error ' : '';
  return `${built}${prototype === null ? 'null' : typeof name === 'string' ? name : 'object'}`;
} // prettier-ignore
