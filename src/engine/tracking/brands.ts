const { size: mapSize, entries, get, set } = natives(Map.prototype);
const { size: setSize, values } = natives(Set.prototype);

/** Whether this is a real map; `Object.create(new Map())` only inherits from one. */
export const isMap = (x: object): x is Map<unknown, unknown> => x instanceof Map && answers(mapSize, x);
/** Whether this is a real set. */
export const isSet = (x: object): x is Set<unknown> => x instanceof Set && answers(setSize, x);

const { valueOf } = Number.prototype;

/** Whether this is a real Number object. */
export const isNumberObject = (x: object): boolean => x instanceof Number && answers(valueOf, x);

/** The entries of a map by the native methods, whatever a subclass overrides. */
export const mapOf = (map: Map<unknown, unknown>) => ({
  entries: (): [unknown, unknown][] => [
    ...(Reflect.apply(entries, map, []) as MapIterator<[unknown, unknown]>),
  ],
  get: (key: unknown): unknown => Reflect.apply(get, map, [key]),
  set: (key: unknown, value: unknown) => void Reflect.apply(set, map, [key, value]),
});

/** The items of a set by the native methods. */
export const itemsOf = (items: Set<unknown>): unknown[] => [
  ...(Reflect.apply(values, items, []) as SetIterator<unknown>),
];

/** The items of a set or the keys of a map. */
export const keysOf = (of: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>): unknown[] =>
  isMap(of)
    ? mapOf(of)
        .entries()
        .map(([key]) => key)
    : itemsOf(of as Set<unknown>);

const typed = natives(Object.getPrototypeOf(Float64Array.prototype) as object);
const dataView = natives(DataView.prototype);
const { byteLength } = natives(ArrayBuffer.prototype);

/** Whether this is a real array buffer. */
export const isBuffer = (x: object): x is ArrayBuffer => x instanceof ArrayBuffer && answers(byteLength, x);

/** The part of its buffer that a view shows, by the native getters. */
export function extentOf(view: ArrayBufferView): {
  readonly buffer: ArrayBufferLike;
  readonly start: number;
  readonly end: number;
} {
  const getters = answers(typed.byteLength, view) ? typed : dataView;
  const start = Reflect.apply(getters.byteOffset, view, []) as number;
  const length = Reflect.apply(getters.byteLength, view, []) as number;
  return { buffer: Reflect.apply(getters.buffer, view, []) as ArrayBufferLike, start, end: start + length };
}

type Native = (...args: never[]) => unknown;
type Name = 'size' | 'entries' | 'get' | 'set' | 'values' | 'buffer' | 'byteOffset' | 'byteLength';
/** Functions of a prototype as they are before a program runs, getters by the name of their property. */
function natives(prototype: object): Readonly<Record<Name, Native>> {
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
}
