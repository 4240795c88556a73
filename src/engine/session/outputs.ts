import { isBuffer, isMap, isNumberObject, isSet, keysOf, mapOf } from '../tracking/brands.ts';
import { sizeOf, type Shape } from '../../shared/tensor.ts';
import { Box } from '../record/box.ts';
import { isSlots } from '../tracking/slots.ts';
import { elementsOf, isMatrix, matrixRows, type Elements } from '../tracking/matrixLike.ts';
import { isDense, rectangular, type Shapes } from './rectangular.ts';
import type { Slots } from '../tracking/shadows.ts';

/** One leaf of a returned tree: its elements are boxes or numbers. */
export interface FoundOutput {
  readonly path: string;
  readonly shape: Shape;
  readonly elements: readonly unknown[];
}

const isNumber = (x: unknown): x is number | Box => typeof x === 'number' || Box.is(x);

/** A typed array whose slots hold no tracked number. */
const isIntegers = (x: object): x is Int32Array =>
  ArrayBuffer.isView(x) && !(x instanceof DataView) && typeof (x as Int32Array)[0] === 'number';

/** How the numbers of a returned value are read. */
export interface Reader {
  /** All slots of a typed array. */
  list(slots: Slots): unknown[];
  /** An element of a matrix that does not store its numbers as `Matrix` does. */
  get(matrix: Elements, i: number, j: number): unknown;
  /** The items of a set, or the keys of a map. */
  keys(collection: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>): unknown[];
  /** The number of a Number object. */
  number(object: object): unknown;
}

/** Reads numbers that are not tracked. */
export const plainReader: Reader = {
  list: (slots) => [...slots],
  get: (matrix, i, j) => matrix.get(i, j),
  keys: keysOf,
  number: (object) => Number.prototype.valueOf.call(object),
};

/** A part of a returned value whose numbers are no outputs. */
export interface Unread {
  readonly path: string;
  readonly what: keyof typeof unreadable;
}

/** Why the numbers in something are not read, and what to return in its place. */
const unreadable = {
  buffer: 'is a buffer: which numbers its bytes are is not known. Return a typed array over it',
  promise: 'is a promise: what it will give is not waited for. Await it before it is returned',
  iterator: 'is an iterator: it is not run. Return an array of what it gives',
  large: 'holds more numbers than are read. Return fewer of them, or their sum',
  keys: 'is a map whose keys are tracked numbers: only its values are read. Return the keys as an array',
} as const;

/** What to say of a part that is not read. */
export function unreadText({ path, what }: Unread): string {
  const named = path === '' ? 'The result' : `\`${path.replace(/^\./, '')}\` of the result`;
  return `${named} ${unreadable[what]}, so that it has a gradient.`;
}

const iteratorPrototypes = [
  Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object,
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())) as object,
];

/** What kind of thing holds numbers that cannot be read, if it is one. */
function unreadKind(x: object): Unread['what'] | undefined {
  if (isBuffer(x) || x instanceof SharedArrayBuffer || x instanceof DataView) return 'buffer';
  if (x instanceof Promise) return 'promise';
  return iteratorPrototypes.some((prototype) => Object.prototype.isPrototypeOf.call(prototype, x))
    ? 'iterator'
    : undefined;
}

/** Numbers and objects of a returned value that are read; one with more is no result that anybody looks at. */
const MOST = 20_000_000;

/**
 * The numbers of a returned value: a number, matrix, typed array, set, rectangular array, or a tree of them however deep; and what of
 * it may hold numbers that are not read.
 */
export function collectOutputs(
  value: unknown,
  reader: Reader,
  most = MOST,
): { readonly outputs: readonly FoundOutput[]; readonly unread: readonly Unread[] } {
  const found = new Outputs(reader);
  // A list of our own in place of recursion: a tree may be deeper than the stack.
  const pending: Child[] = [[value, '']];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [x, path] = next;
    const children = found.visit(x, path);
    if (found.count > most) {
      found.unread.push({ path: '', what: 'large' });
      break;
    }
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
  }
  return found;
}

/** A part of a returned value, with the path to it. */
type Child = readonly [value: unknown, path: string];

class Outputs {
  readonly outputs: FoundOutput[] = [];
  readonly unread: Unread[] = [];
  /** Numbers and objects so far. */
  count = 0;
  readonly #reader: Reader;
  readonly #seen = new Set<object>();
  readonly #shapes: Shapes = new Map();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Reads the numbers of a value; its parts, which are to be visited in their order. */
  visit(x: unknown, path: string): readonly Child[] {
    if (isNumber(x)) return this.#add(path, [], [x]);
    if (typeof x !== 'object' || x === null || Box.is(x) || this.#seen.has(x)) return [];
    this.#seen.add(x);
    this.count++;
    const { list, get, keys, number } = this.#reader;
    const rows = matrixRows(x);
    if (rows) {
      const elements = rows.flatMap((row) => list(row));
      return this.#add(path, [rows.length, rows[0]?.length ?? 0], elements);
    }
    if (isMatrix(x)) {
      const elements = elementsOf(x, (i, j) => get(x, i, j));
      return this.#add(path, [x.rows, x.columns], elements);
    }
    if (isSlots(x)) return this.#add(path, [x.length], list(x));
    if (isIntegers(x)) return this.#add(path, [x.length], [...x]);
    if (Array.isArray(x)) return this.#array(x, path);
    if (isSet(x)) return this.#array(keys(x), path);
    if (isMap(x)) {
      if (keys(x).some((key) => Box.is(key))) this.unread.push({ path, what: 'keys' });
      return mapOf(x)
        .entries()
        .map(([key, child]) => [child, `${path}.${String(key)}`]);
    }
    if (isNumberObject(x)) return this.#add(path, [], [number(x)]);
    return ArrayBuffer.isView(x) && !(x instanceof DataView) ? [] : this.#object(x, path);
  }

  #add(path: string, shape: Shape, elements: readonly unknown[]): readonly Child[] {
    this.outputs.push({ path, shape, elements });
    this.count += elements.length;
    return [];
  }

  #array(x: readonly unknown[], path: string): readonly Child[] {
    const shape = rectangular(x, isNumber, this.#shapes);
    // Of an array with holes only the elements are looked at.
    if (!shape) return indicesOf(x).map((i) => [x[i], `${path}[${i}]`]);
    const size = sizeOf(shape);
    if (size <= MOST) return this.#add(path, shape, x.flat(shape.length - 1));
    this.count += size;
    return [];
  }

  #object(x: object, path: string): readonly Child[] {
    const what = unreadKind(x);
    if (what) this.unread.push({ path, what });
    return Object.entries(Object.getOwnPropertyDescriptors(x)).flatMap(([key, descriptor]) =>
      'value' in descriptor && descriptor.enumerable
        ? [[descriptor.value, path ? `${path}.${key}` : key] as Child]
        : [],
    );
  }
}

/** The indices of an array's elements, without the holes. */
function indicesOf(array: readonly unknown[]): number[] {
  if (isDense(array)) return Array.from(array.keys());
  return Object.keys(array)
    .map(Number)
    .filter((i) => Number.isInteger(i) && i >= 0);
}
