import { isMap } from '../tracking/brands.ts';
import { hasPrivateFields, isMatrix, isSymmetricMatrix, matrixRows } from '../tracking/matrixLike.ts';

/**
 * A copy one level deep of plain data and of matrices. Anything else, and what has private fields, is returned as it is. The copy
 * can be written to until `restoreIntegrity`.
 */
export function copyOf(value: object): object {
  if (Array.isArray(value)) return copyOfArray(value);
  if (ArrayBuffer.isView(value)) return 'slice' in value ? (value as Float64Array).slice() : value;
  if (isMap(value)) return new Map(value);
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isPlain = prototype === Object.prototype || prototype === null;
  if (!isPlain && !isMatrix(value)) return value;
  if (isSymmetricMatrix(value) && Object.hasOwn(prototype!, 'addCross')) return value.clone();
  if (!isPlain && hasPrivateFields(value)) return value;
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(value);
  const rows = matrixRows(value);
  if (rows) descriptors['data']!.value = rows.map((row) => new Float64Array(row));
  return Object.create(prototype, writable(value, descriptors)) as object;
}

/** A copy of an array with its holes and of its class: the matrices of old versions of ml-matrix are arrays of rows. */
export function copyOfArray(array: unknown[]): unknown[] {
  const prototype = Object.getPrototypeOf(array) as object | null;
  if (prototype === Array.prototype) {
    const copy = array.slice();
    // The keys of an array's elements come first, then `length`, then those of other properties.
    const keys = Reflect.ownKeys(array);
    for (const key of keys.slice(keys.lastIndexOf('length') + 1))
      Object.defineProperty(copy, key, Object.getOwnPropertyDescriptor(array, key)!);
    return copy;
  }
  const descriptors: object = Object.getOwnPropertyDescriptors(array);
  const { length: _, ...slots } = descriptors as PropertyDescriptorMap;
  const copy = Object.defineProperties(
    Object.setPrototypeOf([], prototype) as unknown[],
    writable(array, slots),
  );
  copy.length = array.length;
  return copy;
}

/** Descriptors whose values can be replaced until `restoreIntegrity`. */
function writable(original: object, descriptors: PropertyDescriptorMap): PropertyDescriptorMap {
  if (Object.isExtensible(original)) return descriptors;
  for (const descriptor of Object.values(descriptors)) {
    descriptor.configurable = true;
    if ('value' in descriptor && Object.isFrozen(original)) descriptor.writable = true;
  }
  return descriptors;
}

/** Freezes or seals a copy as its original is, so that writing to it throws as it would. */
export function restoreIntegrity(original: object, copy: object): void {
  if (Object.isExtensible(original)) return;
  if (Object.isFrozen(original)) Object.freeze(copy);
  else if (Object.isSealed(original)) Object.seal(copy);
  else Object.preventExtensions(copy);
}
