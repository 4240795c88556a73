import { isMap, mapOf } from '../tracking/brands.ts';
import type { Shape } from '../../shared/tensor.ts';
import type { Leaf } from '../../shared/trace.ts';
import type { CaseCall } from '../../shared/runtime.ts';
import { isSlots } from '../tracking/slots.ts';
import { StaticArg } from './caseHelpers.ts';
import {
  elementsOf,
  hasPrivateFields,
  isMatrix,
  isSymmetricMatrix,
  matrixRows,
  placing,
  type Elements,
} from '../tracking/matrixLike.ts';
import type { Slots } from '../tracking/shadows.ts';

/** A leaf as it is found. */
export type FoundLeaf = Pick<Leaf, 'path' | 'kind' | 'static' | 'frozen' | 'shape' | 'container' | 'single'>;

/** What becomes of a leaf's numbers: tracked elements in a traced run, perturbed numbers in a plain one. */
export interface LeafValues {
  /** The number or the box of element `k`. */
  element(k: number): unknown;
  /** Puts the elements from `offset` on into storage. */
  fill(slots: Slots, offset: number): void;
  /** Puts the elements, as (A + Aᵀ) / 2, into a SymmetricMatrix or DistanceMatrix. */
  fillSymmetric(matrix: Elements): void;
  /** Puts all elements into a matrix whose storage nothing else has. */
  fillMatrix(matrix: { readonly data: readonly Float64Array[] }): void;
}
export type Define = (leaf: FoundLeaf, data: Float64Array) => LeafValues;

/** Do instances of this class hold the program's data? Those of Node and of the language do not. */
export type IsData = (constructor: unknown) => boolean;

/** Values that answer as they like: they are used as they are. */
export type IsOpaque = (value: object) => boolean;

/** Which leaves are static: named by `@static` or left out of `@wrt`. */
export interface Selection {
  readonly static: readonly string[];
  readonly wrt: readonly string[];
}

/**
 * The arguments and the receiver of a case, ready to be called with: data is copied deeply, and every number, matrix,
 * typed array or rectangular array of numbers in it becomes a leaf. Class instances are used as they are (their private
 * state cannot be copied), with their public fields made leaves. What is frozen is so in the copy; a frozen number that is not
 * copied is static.
 */
export function prepare(
  call: CaseCall,
  parameters: readonly string[],
  selection: Selection,
  define: Define,
  isOpaque: IsOpaque,
  isData: IsData = () => true,
): CaseCall {
  const copier = new Walker(selection, define, isOpaque, isData, true);
  const args = call.args.map((arg, i) => copier.walk(arg, parameters[i] ?? `arg${i}`, 'argument', false));
  const self = isReceiver(call.self) ? copier.walk(call.self, 'this', 'this', false) : call.self;
  return { ...call, self, args };
}

/** Makes leaves of what a captured binding holds, in place; a number's replacement is returned. What is frozen is static. `seen`: what the run's captures have come upon. */
export function capture(
  value: unknown,
  name: string,
  selection: Selection,
  define: Define,
  isOpaque: IsOpaque,
  seen: Map<object, unknown>,
  isData: IsData = () => true,
): unknown {
  const walker = new Walker(selection, define, isOpaque, isData, false, seen);
  return walker.walk(value, `module:${name}`, 'captured', false);
}

function isReceiver(self: unknown): boolean {
  return (
    typeof self === 'object' && self !== null && Object.prototype.toString.call(self) !== '[object Module]'
  );
}

class Walker {
  readonly #seen: Map<object, unknown>;
  readonly #selection: Selection;
  readonly #define: Define;
  readonly #isOpaque: IsOpaque;
  readonly #isData: IsData;
  readonly #copy: boolean;

  constructor(
    selection: Selection,
    define: Define,
    isOpaque: IsOpaque,
    isData: IsData,
    copy: boolean,
    seen = new Map<object, unknown>(),
  ) {
    this.#seen = seen;
    this.#selection = selection;
    this.#define = define;
    this.#isOpaque = isOpaque;
    this.#isData = isData;
    this.#copy = copy;
  }

  walk(value: unknown, path: string, kind: Leaf['kind'], isStatic: boolean): unknown {
    if (value instanceof StaticArg) return this.walk(value.value, path, kind, true);
    if (typeof value === 'number') {
      return this.#number(path, kind, isStatic, value);
    }
    if (typeof value !== 'object' || value === null || this.#isOpaque(value)) return value;
    const before = this.#seen.get(value);
    if (before !== undefined) return before;
    const at = (key: string | number) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`);
    const inside = (child: unknown, key: string | number, isFixed: boolean): unknown =>
      isFixed && typeof child === 'number'
        ? this.#number(at(key), kind, isStatic, child, true)
        : this.walk(child, at(key), kind, isStatic);
    const result = this.#copy ? copyOf(value) : value;
    this.#seen.set(value, result);

    const rows = matrixRows(result);
    if (rows) {
      const columns = rows[0]?.length ?? 0;
      const data = joined(rows);
      const values = this.#leaf(path, kind, isStatic, 'matrix', [rows.length, columns], data);
      const isRegular = rows.every((row) => row.length === columns);
      if (result !== value && isRegular) values.fillMatrix(result as { data: Float64Array[] });
      else rows.forEach((row, i) => values.fill(row, i * columns));
      replace(result, inside, stored);
    } else if (isSymmetricMatrix(result)) {
      const data = Float64Array.from(elementsOf(result) as number[]);
      const values = this.#leaf(path, kind, isStatic, 'matrix', [result.rows, result.columns], data);
      values.fillSymmetric(result);
      replace(result, inside, placing);
    } else if (isSlots(result)) {
      const values = this.#leaf(
        path,
        kind,
        isStatic,
        'typed array',
        [result.length],
        Float64Array.from(result),
        { single: result instanceof Float32Array },
      );
      values.fill(result, 0);
    } else if (Array.isArray(result)) {
      const shape = rectangular(result);
      if (shape && !this.#shares(result)) {
        const data = Float64Array.from(result.flat(shape.length - 1) as number[]);
        const frozen =
          Object.isFrozen(result) ||
          (result === value && result.some((row) => Array.isArray(row) && Object.isFrozen(row)));
        const values = this.#leaf(path, kind, isStatic, 'array', shape, data, { frozen });
        if (!frozen) this.#fillNested(result, values, 0);
      } else {
        replace(result, inside);
      }
    } else if (isMap(result)) {
      const { entries, set } = mapOf(result);
      for (const [key, child] of entries()) set(key, inside(child, String(key), false));
    } else if (this.#isTree(result) && !isEnum(result)) {
      replace(result, inside, isMatrix(result) ? placing : undefined);
    }
    if (result !== value) restore(value, result);
    return result;
  }

  /** Does an array hold a row twice, or one that is known from elsewhere? Such rows are leaves of their own. */
  #shares(array: readonly unknown[], inner = new Set<unknown>()): boolean {
    return array.some((row) => {
      if (!Array.isArray(row)) return false;
      const isKnown = this.#seen.has(row) || inner.has(row);
      inner.add(row);
      return isKnown || this.#shares(row as unknown[], inner);
    });
  }

  /** Replaces the numbers of a nested array by a leaf's elements. */
  #fillNested(array: unknown[], values: LeafValues, offset: number): number {
    for (let i = 0; i < array.length; i++) {
      const slot = array[i];
      if (Array.isArray(slot)) {
        const inner = this.#copy ? copyOfArray(slot) : (slot as unknown[]);
        this.#seen.set(slot, inner);
        if (this.#copy) array[i] = inner;
        offset = this.#fillNested(inner, values, offset);
        if (this.#copy) restore(slot, inner);
      } else {
        array[i] = values.element(offset++);
      }
    }
    return offset;
  }

  #number(path: string, kind: Leaf['kind'], isStatic: boolean, x: number, frozen = false): unknown {
    return this.#leaf(path, kind, isStatic, 'number', [], Float64Array.of(x), { frozen }).element(0);
  }

  /** Objects whose fields are looked into: plain ones, and instances of classes that hold data. */
  #isTree(value: object): boolean {
    const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
    return prototype === null || prototype === Object.prototype || this.#isData(prototype.constructor);
  }

  #leaf(
    path: string,
    kind: Leaf['kind'],
    isStatic: boolean,
    container: Leaf['container'],
    shape: Shape,
    data: Float64Array,
    { single = false, frozen = false } = {},
  ): LeafValues {
    const { static: statics, wrt } = this.#selection;
    const named = (names: readonly string[]) =>
      names.some((name) => isWithin(path.replace(/^module:/, ''), name));
    const chosen = isStatic || named(statics) || (wrt.length > 0 && !named(wrt));
    const leaf = { path, kind, static: chosen || frozen, shape, container };
    const isFrozen = frozen && !chosen;
    return this.#define({ ...leaf, ...(single && { single }), ...(isFrozen && { frozen: true }) }, data);
  }
}

/** Is `path` the leaf that `name` names, or part of it? */
function isWithin(path: string, name: string): boolean {
  return path === name || (path.startsWith(name) && /^[.[]/.test(path.slice(name.length)));
}

/** The numbers of all rows. */
function joined(rows: readonly Float64Array[]): Float64Array {
  let size = 0;
  for (const row of rows) size += row.length;
  const data = new Float64Array(size);
  let at = 0;
  for (const row of rows) for (let j = 0; j < row.length; j++) data[at++] = row[j]!;
  return data;
}

/** A copy one level deep of plain data and of matrices; anything else, and what has private fields, as it is. */
function copyOf(value: object): object {
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
  return Object.create(prototype, loose(value, descriptors)) as object;
}

/** Descriptors whose values can be replaced until `restore`. */
function loose(original: object, descriptors: PropertyDescriptorMap): PropertyDescriptorMap {
  if (Object.isExtensible(original)) return descriptors;
  for (const descriptor of Object.values(descriptors)) {
    descriptor.configurable = true;
    if ('value' in descriptor && Object.isFrozen(original)) descriptor.writable = true;
  }
  return descriptors;
}

/** What an `enum` of TypeScript is at run time: names and numbers that lead to each other, and no data. */
function isEnum(object: object): boolean {
  const at = (key: string): unknown => Object.getOwnPropertyDescriptor(object, key)?.value;
  const numbers = Object.keys(object)
    .map(at)
    .filter((value) => typeof value === 'number');
  return numbers.length > 0 && numbers.every((x) => at(String(at(String(x)))) === x);
}

/** What is frozen or sealed is so in its copy: writing to it throws as it would. */
function restore(original: object, copy: object): void {
  if (Object.isExtensible(original)) return;
  if (Object.isFrozen(original)) Object.freeze(copy);
  else if (Object.isSealed(original)) Object.seal(copy);
  else Object.preventExtensions(copy);
}

/** With its holes, and of its class: the matrices of old versions of ml-matrix are arrays of rows. */
function copyOfArray(array: unknown[]): unknown[] {
  const prototype = Object.getPrototypeOf(array) as object | null;
  if (prototype === Array.prototype) {
    const copy = array.slice();
    // its elements come first, then its length and what else it has
    const keys = Reflect.ownKeys(array);
    for (const key of keys.slice(keys.lastIndexOf('length') + 1))
      Object.defineProperty(copy, key, Object.getOwnPropertyDescriptor(array, key)!);
    return copy;
  }
  const descriptors: object = Object.getOwnPropertyDescriptors(array);
  const { length: _, ...slots } = descriptors as PropertyDescriptorMap;
  const copy = Object.defineProperties(
    Object.setPrototypeOf([], prototype) as unknown[],
    loose(array, slots),
  );
  copy.length = array.length;
  return copy;
}

/** Fields that a dense matrix's leaf has already taken in. */
const stored: ReadonlySet<string> = new Set([...placing, 'data']);

/** An array is its elements: names that it has besides (`rows`) stay as they are. */
function replace(
  object: object,
  inside: (child: unknown, key: string | number, isFixed: boolean) => unknown,
  except?: ReadonlySet<string>,
): void {
  for (const key of Object.keys(object)) {
    if (except?.has(key) || (Array.isArray(object) && !/^\d+$/.test(key))) continue;
    const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
    if (!('value' in descriptor)) continue;
    const child: unknown = descriptor.value;
    // of a module's namespace too, whose descriptors promise more than it keeps
    const isFixed = !descriptor.configurable && !Reflect.set(object, key, child);
    const replaced = inside(child, Array.isArray(object) ? Number(key) : key, isFixed);
    if (replaced === child) continue;
    if (descriptor.configurable) Object.defineProperty(object, key, { ...descriptor, value: replaced });
    else if (descriptor.writable) (object as Record<string, unknown>)[key] = replaced;
  }
}

/** The shape of a rectangular, non-empty array of numbers, else null. */
export function rectangular(
  array: readonly unknown[],
  isNumber: (x: unknown) => boolean = (x) => typeof x === 'number',
): Shape | null {
  if (array.length === 0) return null;
  const [first] = array;
  if (isNumber(first)) return array.every(isNumber) && isDense(array) ? [array.length] : null;
  if (!Array.isArray(first)) return null;
  const inner = rectangular(first, isNumber);
  if (!inner) return null;
  const same = array.every((row) => {
    const shape = Array.isArray(row) ? rectangular(row as unknown[], isNumber) : null;
    return shape && shape.length === inner.length && shape.every((n, i) => n === inner[i]);
  });
  return same && isDense(array) ? [array.length, ...inner] : null;
}

function isDense(array: readonly unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (!(i in array)) return false;
  return true;
}
