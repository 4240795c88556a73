import { isBuffer, isMap, isNumberObject, isSet, keysOf, mapOf } from '../tracking/brands.ts';
import type { Shape } from '../../shared/tensor.ts';
import { Box } from '../record/box.ts';
import { isSlots } from '../tracking/slots.ts';
import { elementsOf, isMatrix, matrixRows, type Elements } from '../tracking/matrixLike.ts';
import { rectangular } from './rectangular.ts';
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

/**
 * The numbers of a returned value: a number, matrix, typed array, set, rectangular array, or a tree of them; and what of it may hold
 * numbers that are not read.
 */
export function collectOutputs(
  value: unknown,
  reader: Reader,
): { readonly outputs: readonly FoundOutput[]; readonly unread: readonly Unread[] } {
  const { list, get } = reader;
  const outputs: FoundOutput[] = [];
  const unread: Unread[] = [];
  const seen = new Set<object>();
  const walkArray = (x: readonly unknown[], path: string): void => {
    const shape = rectangular(x, isNumber);
    if (shape) outputs.push({ path, shape, elements: x.flat(shape.length - 1) as unknown[] });
    else x.forEach((child, i) => walk(child, `${path}[${i}]`));
  };
  const walk = (x: unknown, path: string): void => {
    if (isNumber(x)) outputs.push({ path, shape: [], elements: [x] });
    if (typeof x !== 'object' || x === null || Box.is(x) || seen.has(x)) return;
    seen.add(x);
    const rows = matrixRows(x);
    if (rows) {
      const elements = rows.flatMap((row) => list(row));
      outputs.push({ path, shape: [rows.length, rows[0]?.length ?? 0], elements });
    } else if (isMatrix(x)) {
      const elements = elementsOf(x, (i, j) => get(x, i, j));
      outputs.push({ path, shape: [x.rows, x.columns], elements });
    } else if (isSlots(x)) {
      outputs.push({ path, shape: [x.length], elements: list(x) });
    } else if (isIntegers(x)) {
      outputs.push({ path, shape: [x.length], elements: [...x] });
    } else if (Array.isArray(x)) {
      walkArray(x, path);
    } else if (isSet(x)) {
      walkArray(reader.keys(x), path);
    } else if (isMap(x)) {
      if (reader.keys(x).some((key) => Box.is(key))) unread.push({ path, what: 'keys' });
      for (const [key, child] of mapOf(x).entries()) walk(child, `${path}.${String(key)}`);
    } else if (isNumberObject(x)) {
      outputs.push({ path, shape: [], elements: [reader.number(x)] });
    } else if (!ArrayBuffer.isView(x) || x instanceof DataView) {
      const what = unreadKind(x);
      if (what) unread.push({ path, what });
      for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(x))) {
        if ('value' in descriptor && descriptor.enumerable)
          walk(descriptor.value, path ? `${path}.${key}` : key);
      }
    }
  };
  walk(value, '');
  return { outputs, unread };
}
