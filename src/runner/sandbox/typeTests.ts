import * as types from 'node:util/types';

/** Node's type tests: none of them reads a number. */
export const typeTests: readonly unknown[] = Object.values(types);

const names = [
  'isArrayBuffer', 'isAsyncFunction', 'isDate', 'isExternal', 'isMap', 'isMapIterator', 'isNativeError', 'isPromise',
  'isRegExp', 'isSet', 'isSetIterator', 'isAnyArrayBuffer', 'isArrayBufferView', 'isDataView', 'isTypedArray',
  'isUint8Array',
] as const; // prettier-ignore

/**
 * Allows `process.binding('util')`, which lodash loads for these tests. The sandbox denies all of `process.binding`; these tests
 * can do no harm.
 */
export function allowTypeTests(): void {
  const host = process as unknown as { binding: (name: string) => unknown };
  const { binding: native } = host;
  const binding = (name: string): unknown =>
    name === 'util' ? Object.fromEntries(names.map((key) => [key, types[key]])) : native.call(process, name);
  host.binding = binding;
}
