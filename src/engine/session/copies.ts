import { isMap } from '../tracking/brands.ts';
import { hasPrivateFields, isMatrix, isSymmetricMatrix } from '../tracking/matrixLike.ts';

/**
 * A copy one level deep of plain data and of matrices. Anything else, and what has private fields, is returned as it is. The copy
 * can be written to until `restoreIntegrity`.
 *
 * @param rows those of a matrix, if it is one that has some
 * @param lazy the property `data` of a matrix whose rows are to be made later; its rows are copied now if it is left out
 */
export function copyOf(
  value: object,
  rows: readonly Float64Array[] | null,
  lazy?: PropertyDescriptor,
): object {
  if (Array.isArray(value)) return copyOfArray(value);
  if (ArrayBuffer.isView(value)) return 'slice' in value ? (value as Float64Array).slice() : value;
  if (isMap(value)) return new Map(value);
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isPlain = prototype === Object.prototype || prototype === null;
  if (!isPlain && !isMatrix(value)) return value;
  if (isSymmetricMatrix(value) && Object.hasOwn(prototype!, 'addCross')) return value.clone();
  if (!isPlain && hasPrivateFields(value)) return value;
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(value);
  if (rows && lazy && isOrdinary(value, descriptors['data']!, rows)) descriptors['data'] = lazy;
  else if (rows) descriptors['data']!.value = rows.map((row) => new Float64Array(row));
  return Object.create(prototype, writable(value, descriptors)) as object;
}

/** Whether a matrix is as `new Matrix` makes it: what is special about one is copied as it is. */
function isOrdinary(
  matrix: object,
  { writable, enumerable, configurable }: PropertyDescriptor,
  rows: readonly Float64Array[],
): boolean {
  const { rows: m, columns } = matrix as { rows?: unknown; columns?: unknown };
  if (!(writable && enumerable && configurable) || !Object.isExtensible(matrix)) return false;
  if (rows.length !== m) return false;
  for (let i = 0; i < rows.length; i++) if (rows[i]!.length !== columns) return false;
  return true;
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
