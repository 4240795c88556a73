// What the built child uses in place of `for`, spread and patterns, which go through methods that a program can replace (see
// scripts/primordials). Nothing here calls one either.

const { setPrototypeOf, getOwnPropertyDescriptors, create } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { iterator } = Symbol;
const { max, min } = Math;
const RealArray = Array;
const RealMap = Map;
const set = Function.prototype.call.bind(RealMap.prototype.set) as (
  map: unknown,
  key: unknown,
  value: unknown,
) => void;

const { defineProperty } = Reflect;

/**
 * Writes an item that a list does not have yet. Where all objects inherit something under its index, it is defined: an assignment would
 * call what the program put there.
 */
function put(list: unknown[], at: number, value: unknown): void {
  if (at in list)
    defineProperty(list, at, {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    } as PropertyDescriptor);
  else list[at] = value;
}

/** Adds items to the end of a list; gives its length. */
export function pushed(list: unknown[], ...items: readonly unknown[]): number {
  for (let i = 0; i < items.length; i++) put(list, list.length, items[i]);
  return list.length;
}

interface Result {
  readonly done?: boolean | undefined;
  readonly value: unknown;
}

/**
 * The items of a list, or those that an iterator has left.
 *
 * @param items a list, or an iterator
 * @param next the `next` of that iterator's kind
 * @param start makes the iterator from the items
 */
export function each(
  items: unknown,
  next?: (iterator: unknown) => Result,
  start?: (items: unknown) => unknown,
): Iterable<unknown> {
  if (next) {
    const started = start ? start(items) : items;
    return iterable(() => next(started));
  }
  const list = listed(items);
  let i = 0;
  return iterable(() =>
    i < list.length ? { done: false, value: list[i++] } : { done: true, value: undefined },
  );
}

function iterable(next: () => Result): Iterable<unknown> {
  const self = { __proto__: null, next, [iterator]: () => self };
  return self as unknown as Iterable<unknown>;
}

/** A list as it is; the items of something that only its type calls a list, as Node's are in places. */
export function listed(items: unknown): ArrayLike<unknown> {
  return isArray(items) || isView(items) ? (items as ArrayLike<unknown>) : [...(items as Iterable<unknown>)];
}

/** One list of the items of all. */
export function joined(...lists: readonly unknown[]): unknown[] {
  const all: unknown[] = [];
  for (let i = 0, n = 0; i < lists.length; i++) {
    const list = listed(lists[i]);
    for (let j = 0; j < list.length; j++) put(all, n++, list[j]);
  }
  return all;
}

/** A map of entries. */
export function mapOf(entries: Iterable<readonly [unknown, unknown]>): Map<unknown, unknown> {
  const map = new RealMap();
  for (const { 0: key, 1: value } of entries) set(map, key, value);
  return map;
}

const ownPrototype = create(null, {
  ...getOwnPropertyDescriptors(RegExp.prototype),
  constructor: { value: undefined },
}) as object;

/** A regular expression with the engine's own methods: `replace`, `split` and `test` look for them on it. */
export function ownRegExp(expression: RegExp): RegExp {
  return setPrototypeOf(expression, ownPrototype) as RegExp;
}

/*
 * The methods of arrays that ask the array for its class. Here the result is an array, with a hole where the list has one.
 */

type Callback = (item: unknown, index: number, list: ArrayLike<unknown>) => unknown;

export function mapped(list: ArrayLike<unknown>, change: Callback): unknown[] {
  const { length } = list;
  const result = new RealArray<unknown>(length);
  for (let i = 0; i < length; i++) if (i in list) put(result, i, change(list[i], i, list));
  return result;
}

export function filtered(list: ArrayLike<unknown>, keeps: Callback): unknown[] {
  const result: unknown[] = [];
  for (let i = 0, n = 0, { length } = list; i < length; i++) {
    const item = list[i];
    if (i in list && keeps(item, i, list)) put(result, n++, item);
  }
  return result;
}

export function sliced(list: ArrayLike<unknown>, from = 0, to = list.length): unknown[] {
  const place = (at: number) => (at < 0 ? max(at + list.length, 0) : min(at, list.length));
  const start = place(from);
  const end = place(to);
  const result = new RealArray<unknown>(max(end - start, 0));
  for (let i = start; i < end; i++) if (i in list) put(result, i - start, list[i]);
  return result;
}

export function flattened(list: ArrayLike<unknown>, depth = 1, result: unknown[] = []): unknown[] {
  for (let i = 0, { length } = list; i < length; i++) {
    const item = list[i];
    if (depth > 0 && isArray(item)) flattened(item, depth - 1, result);
    else if (i in list) put(result, result.length, item);
  }
  return result;
}

export const flatMapped = (list: ArrayLike<unknown>, change: Callback): unknown[] =>
  flattened(mapped(list, change));
