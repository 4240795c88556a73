/**
 * Replaces the values of an object's own data properties by what `inside` makes of them. Of an array, only the elements: names that
 * it has besides (`rows`) stay as they are. `isFixed`: the property cannot be written.
 */
export function replaceFields(
  object: object,
  inside: (child: unknown, key: string | number, isFixed: boolean) => unknown,
  except?: ReadonlySet<string>,
): void {
  for (const key of Object.keys(object)) {
    if (except?.has(key) || (Array.isArray(object) && !/^\d+$/.test(key))) continue;
    const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
    if (!('value' in descriptor)) continue;
    const child: unknown = descriptor.value;
    // The namespace object of a module says that its properties are writable, and refuses the write.
    const isFixed = !descriptor.configurable && !Reflect.set(object, key, child);
    const replaced = inside(child, Array.isArray(object) ? Number(key) : key, isFixed);
    if (replaced === child) continue;
    if (descriptor.configurable) Object.defineProperty(object, key, { ...descriptor, value: replaced });
    else if (descriptor.writable) (object as Record<string, unknown>)[key] = replaced;
  }
}

/** Whether an object is a TypeScript `enum` at run time: names and numbers that lead to each other, and no data. */
export function isEnum(object: object): boolean {
  const at = (key: string): unknown => Object.getOwnPropertyDescriptor(object, key)?.value;
  const numbers = Object.keys(object)
    .map(at)
    .filter((value) => typeof value === 'number');
  return numbers.length > 0 && numbers.every((x) => at(String(at(String(x)))) === x);
}
