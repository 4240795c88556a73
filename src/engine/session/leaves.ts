import { isMap, mapOf } from '../tracking/brands.ts';
import type { Shape } from '../../shared/tensor.ts';
import type { Leaf } from '../../shared/trace.ts';
import type { CaseCall, ParameterPattern } from '../../shared/runtime.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { isSlots } from '../tracking/slots.ts';
import { StaticArg } from './caseHelpers.ts';
import { copyOf, copyOfArray, restoreIntegrity } from './copies.ts';
import { isEnum, replaceFields } from './fields.ts';
import { InputPaths, namesAll, type InputPath } from './inputPaths.ts';
import { rectangular } from './rectangular.ts';
import {
  elementsOf,
  isMatrix,
  isSymmetricMatrix,
  matrixRows,
  placing,
  type Elements,
} from '../tracking/matrixLike.ts';
import type { Slots } from '../tracking/shadows.ts';

/** A leaf as it is found. */
export type FoundLeaf = Pick<Leaf, 'path' | 'kind' | 'static' | 'frozen' | 'shape' | 'container' | 'single'>;

/** The numbers that a leaf gets: tracked elements in a traced run, perturbed numbers in a plain one. */
export interface LeafValues {
  /** The number or the box of element `k`. */
  element(k: number): unknown;
  /** Puts the elements from `offset` on into storage. */
  fill(slots: Slots, offset: number): void;
  /** Puts the elements, as (A + Aᵀ) / 2, into a SymmetricMatrix or DistanceMatrix. */
  fillSymmetric(matrix: Elements): void;
  /** Puts all elements into a matrix that was made for them, whose rows may be left to be made later; see `LeafRules.lazy`. */
  fillMatrix(matrix: { readonly data: readonly Float64Array[] }, isLazy: boolean): void;
}

export type WriteNumbers = (target: Float64Array, at: number) => void;

/** How a session makes leaves. */
export interface LeafRules {
  /** Makes a leaf of `size` numbers, which `write` puts somewhere from a place on. */
  readonly define: (leaf: FoundLeaf, size: number, write: WriteNumbers) => LeafValues;
  /** The property `data` of matrices whose rows are made later; left out if all are made now. */
  readonly lazy?: PropertyDescriptor;
  /** Values whose properties must not be looked at (proxies): they are used as they are. */
  readonly isOpaque: (value: object) => boolean;
  /** Whether instances of a class hold the program's data; those of Node and of the language do not. All do if left out. */
  readonly isData?: (constructor: unknown) => boolean;
}

/** Which leaves are static: named by `@static` or left out of `@wrt`. */
export interface Selection {
  readonly static: readonly string[];
  readonly wrt: readonly string[];
}

/** What the parameters of a case's function are called. */
export interface Naming {
  readonly parameters?: ParameterPattern | undefined;
  /** The same by the function's text, where it is not known before the run. */
  readonly parametersOf?: (text: string) => ParameterPattern | undefined;
}

/**
 * The arguments and the receiver of a case, ready to be called with: data is copied deeply, and every number, matrix,
 * typed array or rectangular array of numbers in it becomes a leaf. Class instances are used as they are (their private
 * state cannot be copied), with their public fields made leaves. What is frozen is so in the copy; a frozen number that is not
 * copied is static.
 */
export function prepare(
  call: CaseCall,
  selection: Selection & Naming,
  rules: LeafRules,
  textOf: (f: unknown) => string,
): CaseCall {
  const { parameters, parametersOf } = selection;
  const byText =
    parameters ?? (isInstrumented(call.callee) ? parametersOf?.(textOf(call.callee)) : undefined);
  const paths = new InputPaths(byText);
  const finder = new LeafFinder(selection, rules, paths, true);
  const args = call.args.map((arg, i) =>
    finder.walk(arg, { ...paths.argument(i), kind: 'argument', isStatic: false }),
  );
  const isReceiver = typeof call.self === 'object' && call.self !== null && !isModule(call.self);
  const self = isReceiver
    ? finder.walk(call.self, { path: 'this', kind: 'this', isStatic: false })
    : call.self;
  return { ...call, self, args };
}

/**
 * Makes leaves of the data in a captured binding, in place; a number's replacement is returned. What is frozen is static. `seen`:
 * every object that the run's captures have met, with what stands for it.
 */
export function capture(
  value: unknown,
  name: string,
  selection: Selection,
  rules: LeafRules,
  seen: Map<object, unknown>,
): unknown {
  const finder = new LeafFinder(selection, rules, new InputPaths(), false, seen);
  return finder.walk(value, { path: `module:${name}`, kind: 'captured', isStatic: false });
}

const isModule = (object: object): boolean => Object.prototype.toString.call(object) === '[object Module]';

/** Where a value stands among a case's inputs. */
interface Origin extends InputPath {
  readonly kind: Leaf['kind'];
  readonly isStatic: boolean;
}

/** Finds the leaves in a value; with `copy` in a deep copy of it. */
class LeafFinder {
  readonly #seen: Map<object, unknown>;
  readonly #selection: Selection;
  readonly #rules: LeafRules;
  readonly #paths: InputPaths;
  readonly #copy: boolean;

  constructor(
    selection: Selection,
    rules: LeafRules,
    paths: InputPaths,
    copy: boolean,
    seen = new Map<object, unknown>(),
  ) {
    this.#seen = seen;
    this.#paths = paths;
    this.#selection = selection;
    this.#rules = rules;
    this.#copy = copy;
  }

  /** The value with leaves in place of its numbers. */
  walk(value: unknown, origin: Origin): unknown {
    if (value instanceof StaticArg) return this.walk(value.value, { ...origin, isStatic: true });
    if (typeof value === 'number') return this.#number(origin, value);
    if (typeof value !== 'object' || value === null || this.#rules.isOpaque(value)) return value;
    const before = this.#seen.get(value);
    if (before !== undefined) return before;
    const rows = matrixRows(value);
    const result = this.#copy ? copyOf(value, rows, this.#rules.lazy) : value;
    this.#seen.set(value, result);
    this.#fill(result, rows, origin, result !== value);
    if (result !== value) restoreIntegrity(value, result);
    return result;
  }

  /** Puts leaves into an object, a matrix with the numbers of `rows` if they are given; `isCopy`: nothing else has its storage. */
  #fill(object: object, rows: readonly Float64Array[] | null, origin: Origin, isCopy: boolean): void {
    const { kind, isStatic, pattern } = origin;
    const inside = (child: unknown, key: string | number, isFixed: boolean): unknown => {
      const at = { kind, isStatic, ...this.#paths.inside(origin, key) };
      return isFixed && typeof child === 'number' ? this.#number(at, child, true) : this.walk(child, at);
    };
    if (rows) {
      const columns = rows[0]?.length ?? 0;
      const values = this.#leaf(origin, 'matrix', [rows.length, columns], ...concatenated(rows));
      const isLazy = !('value' in Object.getOwnPropertyDescriptor(object, 'data')!);
      if (isCopy && (isLazy || rows.every((row) => row.length === columns)))
        values.fillMatrix(object as { data: Float64Array[] }, isLazy);
      else matrixRows(object)!.forEach((row, i) => values.fill(row, i * columns));
      replaceFields(object, inside, matrixFields);
    } else if (isSymmetricMatrix(object)) {
      const data = elementsOf(object) as number[];
      const values = this.#leaf(origin, 'matrix', [object.rows, object.columns], ...listed(data));
      values.fillSymmetric(object);
      replaceFields(object, inside, placing);
    } else if (isSlots(object)) {
      const single = object instanceof Float32Array;
      const data = listed(Float64Array.from(object));
      this.#leaf(origin, 'typed array', [object.length], ...data, { single }).fill(object, 0);
    } else if (Array.isArray(object)) {
      const shape = rectangular(object);
      if (shape && !this.#shares(object) && !namesAll(pattern, object.length))
        this.#array(object, shape, origin, isCopy);
      else replaceFields(object, inside);
    } else if (isMap(object)) {
      const { entries, set } = mapOf(object);
      for (const [key, child] of entries()) set(key, inside(child, String(key), false));
    } else if (this.#isTree(object) && !isEnum(object)) {
      replaceFields(object, inside, isMatrix(object) ? placing : undefined);
    }
  }

  /** Makes one leaf of a rectangular array. */
  #array(array: unknown[], shape: Shape, origin: Origin, isCopy: boolean): void {
    const data = listed(array.flat(shape.length - 1) as number[]);
    const frozen =
      Object.isFrozen(array) || (!isCopy && array.some((row) => Array.isArray(row) && Object.isFrozen(row)));
    const values = this.#leaf(origin, 'array', shape, ...data, { frozen });
    if (!frozen) this.#fillNested(array, values, 0);
  }

  /** Whether an array holds a row twice, or one that is known from elsewhere. Such rows are leaves of their own. */
  #shares(array: readonly unknown[], inner = new Set<unknown>()): boolean {
    return array.some((row) => {
      if (!Array.isArray(row)) return false;
      const isKnown = this.#seen.has(row) || inner.has(row);
      inner.add(row);
      return isKnown || this.#shares(row as unknown[], inner);
    });
  }

  /** Replaces the numbers of a nested array by a leaf's elements from `offset` on; returns the offset after them. */
  #fillNested(array: unknown[], values: LeafValues, offset: number): number {
    for (let i = 0; i < array.length; i++) {
      const slot = array[i];
      if (Array.isArray(slot)) {
        const inner = this.#copy ? copyOfArray(slot) : (slot as unknown[]);
        this.#seen.set(slot, inner);
        if (this.#copy) array[i] = inner;
        offset = this.#fillNested(inner, values, offset);
        if (this.#copy) restoreIntegrity(slot, inner);
      } else {
        array[i] = values.element(offset++);
      }
    }
    return offset;
  }

  #number(origin: Origin, x: number, frozen = false): unknown {
    return this.#leaf(origin, 'number', [], ...listed([x]), { frozen }).element(0);
  }

  /** Whether leaves are looked for in an object's fields: in plain objects, and instances of classes that hold data. */
  #isTree(value: object): boolean {
    const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
    if (prototype === null || prototype === Object.prototype) return true;
    return this.#rules.isData?.(prototype.constructor) ?? true;
  }

  #leaf(
    origin: Origin,
    container: Leaf['container'],
    shape: Shape,
    size: number,
    write: WriteNumbers,
    { single = false, frozen = false } = {},
  ): LeafValues {
    const { kind, isStatic } = origin;
    const path = this.#paths.leaf(origin);
    const { static: statics, wrt } = this.#selection;
    const named = (names: readonly string[]) => names.some((name) => isNamed(path, name));
    const chosen = isStatic || named(statics) || (wrt.length > 0 && !named(wrt));
    const leaf = { path, kind, static: chosen || frozen, shape, container };
    const isFrozen = frozen && !chosen;
    return this.#rules.define(
      { ...leaf, ...(single && { single }), ...(isFrozen && { frozen: true }) },
      size,
      write,
    );
  }
}

/** Whether a leaf is meant by `w`, `params.w`; of a captured one also by `src/a.ts:w`, where its path has the file. */
function isNamed(path: string, name: string): boolean {
  const whole = path.replace(/^module:/, '');
  return (
    isWithin(whole, name) || (whole !== path && isWithin(whole.replace(/^.*?\.[cm]?[jt]sx?:/, ''), name))
  );
}

/** Whether `path` is the leaf that `name` names, or part of it. */
function isWithin(path: string, name: string): boolean {
  return path === name || (path.startsWith(name) && /^[.[]/.test(path.slice(name.length)));
}

/** The numbers of a leaf: how many they are, and how they are written. */
type Numbers = readonly [size: number, write: WriteNumbers];

/** The numbers of a list. */
const listed = (list: ArrayLike<number>): Numbers => [list.length, (target, at) => target.set(list, at)];

/** The numbers of all rows. */
function concatenated(rows: readonly Float64Array[]): Numbers {
  let size = 0;
  for (let i = 0; i < rows.length; i++) size += rows[i]!.length;
  const write: WriteNumbers = (target, at) => {
    for (const row of rows) {
      if (row.length >= LONG) target.set(row, at);
      else for (let j = 0; j < row.length; j++) target[at + j] = row[j]!;
      at += row.length;
    }
  };
  return [size, write];
}

/** Numbers from which on copying a row at once pays. */
const LONG = 32;

/** Fields of a dense matrix that its leaf stands for. */
const matrixFields: ReadonlySet<string> = new Set([...placing, 'data']);
