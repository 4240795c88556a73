import { alike, Guess, Size, type WhatOf } from './guess.ts';
import { listOf, numberOf } from './matrixCalls.ts';
import { chooseKey } from './parts.ts';

/** Follows the call of a function that is an argument. */
type Apply = (code: Guess | undefined, args: readonly Guess[]) => Guess | undefined;

type Method = (list: WhatOf<'list'>, args: readonly Guess[], apply: Apply) => Guess | undefined;

const index = ({ length }: WhatOf<'list'>): Guess => numberOf(length);

/** The callback takes an element and its index; the list stays as it is. */
const visit: Method = (list, [code], apply) => void apply(code, [list.of, index(list)]);

const methods: Readonly<Record<string, Method>> = {
  map: (list, [code], apply) => listOf(list.length, apply(code, [list.of, index(list)]) ?? new Guess()),
  forEach: visit,
  some: visit,
  every: visit,
  find: (list, args, apply) => (visit(list, args, apply), list.of),
  filter: (list, args, apply) => (visit(list, args, apply), listOf(new Size(), list.of)),
  reduce(list, [code, first], apply) {
    const total = first ?? list.of;
    const sum = apply(code, [total, list.of, index(list)]);
    return sum ?? total;
  },
  slice: (list) => listOf(new Size(), list.of),
  sort: (list) => listOf(list.length, list.of),
  at: (list) => list.of,
  fill: (list) => listOf(list.length, list.of),
  concat: (list) => listOf(new Size(), list.of),
  entries: (list) => listOf(list.length, new Guess({ is: 'tuple', of: [index(list), list.of] })),
  keys: (list) => listOf(list.length, index(list)),
  push: (list, [value]) => (
    value && alike(list.of, value.what.is === 'number' ? numberOf() : value),
    undefined
  ),
};

/** Follows a call of a method that arrays, maps or sets have; undefined where it tells nothing. */
export function callList(self: Guess, name: string, args: readonly Guess[], apply: Apply): Guess | undefined {
  const map = self.as('map');
  if (map) {
    const key = map.key.as('text');
    if (key && /^(get|has)$/.test(name)) chooseKey(args[0], key.text);
    return name === 'get' ? map.of : name === 'values' ? listOf(new Size(), map.of) : undefined;
  }
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const list = method ? self.list() : undefined;
  return list ? method!(list, args, apply) : undefined;
}

/** How many elements a list has; undefined of anything else. */
export const lengthOf = (guess: Guess | undefined): Size | undefined => guess?.as('list')?.length;

/** Follows a call of a static method of Array or Object, as far as it makes a list or gives back what it gets. */
export function callGlobal(
  object: string,
  name: string,
  args: readonly Guess[],
  apply: Apply,
): Guess | undefined {
  const [first, code] = args;
  if (object === 'Object') {
    if (/^(freeze|seal)$/.test(name)) return first;
    const values = [...(first?.as('object')?.fields.values() ?? [])];
    return name === 'values' && values.length > 0 ? listOf(new Size(values.length), values[0]) : undefined;
  }
  if (!/Array$/.test(object) || name !== 'from') return undefined;
  const length = lengthOf(first) ?? first?.as('object')?.fields.get('length')?.number()?.size;
  const source = first?.as('list')?.of ?? new Guess();
  const size = length ?? new Size();
  return listOf(size, code ? (apply(code, [source, numberOf(size)]) ?? new Guess()) : source);
}
