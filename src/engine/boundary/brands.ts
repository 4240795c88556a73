const { size: mapSize, entries, get, set } = natives(Map.prototype);
const { size: setSize, values } = natives(Set.prototype);

/** A real map: `Object.create(new Map())` inherits from one and is none. */
export const isMap = (x: object): x is Map<unknown, unknown> => x instanceof Map && answers(mapSize, x);
/** A real set. */
export const isSet = (x: object): x is Set<unknown> => x instanceof Set && answers(setSize, x);

/** What a map holds, whatever a subclass makes of its members. */
export const mapOf = (map: Map<unknown, unknown>) => ({
  entries: (): [unknown, unknown][] => [...(Reflect.apply(entries, map, []) as Iterable<[unknown, unknown]>)],
  get: (key: unknown): unknown => Reflect.apply(get, map, [key]),
  set: (key: unknown, value: unknown) => void Reflect.apply(set, map, [key, value]),
});

/** What a set holds. */
export const itemsOf = (items: Set<unknown>): unknown[] => [
  ...(Reflect.apply(values, items, []) as Iterable<unknown>),
];

type Native = (...args: never[]) => unknown;
/** Functions of a prototype as they are before a program runs, getters by the name of their property. */
function natives(prototype: object): Record<'size' | 'entries' | 'get' | 'set' | 'values', Native> {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(([key, { value, get: getter }]) => [
      key,
      (value ?? getter) as Native,
    ]),
  ) as never;
}

function answers(getter: Native, x: object): boolean {
  try {
    Reflect.apply(getter, x, []);
    return true;
  } catch {
    return false;
  }
} // prettier-ignore
