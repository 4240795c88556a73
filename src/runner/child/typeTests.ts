import * as types from 'node:util/types';

/** Node's tests for classes: they look at no number. */
export const typeTests: readonly unknown[] = Object.values(types);

const names = [
  'isArrayBuffer', 'isAsyncFunction', 'isDate', 'isExternal', 'isMap', 'isMapIterator', 'isNativeError', 'isPromise',
  'isRegExp', 'isSet', 'isSetIterator', 'isAnyArrayBuffer', 'isArrayBufferView', 'isDataView', 'isTypedArray',
  'isUint8Array',
] as const; // prettier-ignore

/**
 * `process.binding('util')`, which lodash asks for as it loads, is these tests and nothing else. The sandbox denies
 * `process.binding` as a whole, whatever is asked for; this much of it has no power.
 */
export function allowTypeTests(): void {
  const host = process as unknown as { binding: (name: string) => unknown };
  const { binding: native } = host;
  const binding = (name: string): unknown =>
    name === 'util' ? Object.fromEntries(names.map((key) => [key, types[key]])) : native.call(process, name);
  host.binding = binding;
}
