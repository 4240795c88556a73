import { Box } from '../record/box.ts';
import type { Run } from '../tracking/freshMatrices.ts';
import type { LazyMatrices } from '../tracking/lazyMatrices.ts';
import type { Strided } from '../rules/strided.ts';
import type { OperandRecord } from '../record/operandColumns.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { OperandKind } from '../../shared/trace.ts';
import { Decomposed } from './decomposed.ts';

/** An ml-matrix object whose numbers stand in `data`, one `Float64Array` a row. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: readonly Float64Array[];
  /** By which ml-matrix knows its own. */
  readonly klass?: unknown;
}

/** A reference to an operand of an equation. `tracked`: some of its elements have ids. */
export interface OperandRef extends OperandRecord {
  readonly tracked: boolean;
}

/** Reads and writes matrices as operands and results of equations. */
export class MatrixStore {
  /** `get` and `set` of every copy of ml-matrix: a subclass with its own is not dense. */
  readonly accessors = new Set<unknown>();
  readonly decomposed: Decomposed;
  readonly #tracer: Tracer;
  readonly #lazy: LazyMatrices;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
    this.#lazy = tracer.shadows.lazy;
    this.decomposed = new Decomposed(tracer.shadows);
  }

  /** The value as a dense matrix, null if it is anything else. */
  dense(x: unknown): (Dense & object) | null {
    if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
    const m = x as Partial<Record<string, unknown>>;
    // first what no other object has: the rest may be getters of the user's
    if (!this.accessors.has(m['get']) || !this.accessors.has(m['set'])) return null;
    if (this.#lazy.has(x)) return x as Dense;
    const { data, rows, columns } = m;
    if (!Array.isArray(data) || data.length !== rows || typeof columns !== 'number') return null;
    if (this.#tracer.shadows.fresh.find(x as Dense)?.columns === columns) return x as Dense;
    for (const row of data) if (!(row instanceof Float64Array) || row.length !== columns) return null;
    return x as Dense;
  }

  /** The value as a dense matrix for reading or writing one element: looks at the accessors, not at every row. */
  denseReceiver(x: unknown): (Dense & object) | null {
    if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
    const { get, set } = x as { get?: unknown; set?: unknown };
    if (!this.accessors.has(get) || !this.accessors.has(set)) return null;
    return this.#lazy.has(x) || Array.isArray((x as { data?: unknown }).data) ? (x as Dense) : null;
  }

  /** Whether any element is tracked. */
  isTracked(m: Dense): boolean {
    const { shadows } = this.#tracer;
    const run = this.#lazy.find(m) ?? shadows.fresh.find(m);
    if (run) return !run.static;
    return shadows.any && m.data.some((row) => shadows.has(row));
  }

  /** Whether writing an element of `m` may change another one of it, or one of `other` in another row. */
  overlaps(m: Dense, other: Dense | null): boolean {
    const { fresh } = this.#tracer.shadows;
    const isAlone = (x: Dense) => (this.#lazy.find(x) ?? fresh.find(x)) !== undefined;
    if (isAlone(m) && (other === null || other === m || isAlone(other))) return false;
    const rowOf = new Map<ArrayBufferLike, number>();
    m.data.forEach(({ buffer }, i) => rowOf.set(buffer, i));
    if (rowOf.size < m.data.length) return true;
    return other !== null && other.data.some(({ buffer }, i) => (rowOf.get(buffer) ?? i) !== i);
  }

  /** References of all elements, row by row; 0 where not tracked. */
  refs(m: Dense, site: number): Int32Array {
    const refs = new Int32Array(m.rows * m.columns);
    const { shadows } = this.#tracer;
    const run = this.#run(m);
    if (run) return run.static ? refs : refs.map((_, k) => run.first + k);
    for (let i = 0; i < m.rows; i++) shadows.read(m.data[i]!, refs, i * m.columns, site);
    return refs;
  }

  /** The run of elements in a lazy or fresh matrix; undefined if its tracked numbers are not those of the record any more. */
  #run(m: Dense): Run | undefined {
    const { shadows, recorder } = this.#tracer;
    const content = this.#lazy.find(m);
    if (content) return content;
    const run = shadows.fresh.find(m);
    return run && (run.static || holds(m, recorder.values.data, run.first)) ? run : undefined;
  }

  /** The first id of a matrix, 0 if that number is not tracked. */
  firstId(m: Dense, site: number): number {
    const { shadows } = this.#tracer;
    const content = this.#lazy.find(m);
    if (content) return content.static || content.rows * content.columns === 0 ? 0 : content.first;
    const [row] = m.data;
    if (!(row instanceof Float64Array) || row.length === 0) return 0;
    const run = shadows.fresh.find(m);
    return !run ? shadows.id(row, 0, site) : run.static ? 0 : run.first;
  }

  /** What looks like a matrix that has no rows yet, to a function that reads it by `get`; null for anything else. */
  reader(x: unknown): object | null {
    const content = typeof x === 'object' && x !== null ? this.#lazy.find(x) : undefined;
    return content ? this.#lazy.reader(x as object, content) : null;
  }

  /** How many numbers a matrix holds whose first one is tracked. */
  size(m: Dense): number {
    return this.#lazy.find(m) ? m.rows * m.columns : m.data.length * m.data[0]!.length;
  }

  /** All numbers, row by row. */
  numbers(m: Dense): Float64Array {
    const content = this.#lazy.find(m);
    if (content) return this.#column(content.static).slice(content.first, content.first + m.rows * m.columns);
    const numbers = new Float64Array(m.rows * m.columns);
    copy(m, numbers, 0);
    return numbers;
  }

  /** Stores all numbers as static ones; returns where the first stands. */
  #constants(m: Dense): number {
    const { constants } = this.#tracer.recorder;
    const first = constants.extend(m.rows * m.columns);
    copy(m, constants.data, first);
    return first;
  }

  /** Makes a matrix hold the variable that starts at `first`, its numbers included; see `bind`. */
  fill(m: Dense, first: number, isNew = false): void {
    const { data: numbers } = this.#tracer.recorder.values;
    let at = first;
    if (!this.#lazy.find(m))
      for (const row of m.data) {
        if (m.columns >= LONG) row.set(numbers.subarray(at, at + m.columns));
        else for (let j = 0; j < m.columns; j++) row[j] = numbers[at + j]!;
        at += m.columns;
      }
    this.bind(m, first, isNew);
  }

  /** The numbers of a matrix that was taken as an operand, where they are stored already. */
  strided(m: Dense, { kind, reference }: OperandRef): Strided {
    const [row, column] = [m.columns, 1];
    if (kind === OperandKind.gather) return { data: this.numbers(m), at: 0, row, column };
    return { data: this.#column(kind !== OperandKind.block), at: reference, row, column };
  }

  /** A vector taken as an operand, with these numbers, along each row (as an array) or column. */
  stridedLine(numbers: Float64Array, { columns }: OperandRef): Strided {
    return { data: numbers, at: 0, row: columns < 0 ? 0 : 1, column: columns < 0 ? 1 : 0 };
  }

  /** A number taken as an operand, in strides of 0: it is read again for every element. */
  stridedNumber({ kind, reference }: OperandRef): Strided {
    return { data: this.#column(kind !== OperandKind.block), at: reference, row: 0, column: 0 };
  }

  /** The record's numbers. */
  #column(isStatic: boolean): Float64Array {
    const { constants, values } = this.#tracer.recorder;
    return (isStatic ? constants : values).data;
  }

  /** A matrix as an operand; `rows`, `columns` if it takes part in another shape. */
  operandOf(m: Dense, site: number, rows = m.rows, columns = m.columns): OperandRef {
    const { recorder, shadows, holders } = this.#tracer;
    const run = this.#run(m);
    if (run && !run.static)
      return { kind: OperandKind.block, rows, columns, reference: run.first, tracked: true };
    if (run) {
      const isLazy = this.#lazy.find(m) !== undefined;
      const isStored = run.first >= 0 && (isLazy || holds(m, recorder.constants.data, run.first));
      const reference = isStored ? run.first : this.#constants(m);
      if (!isStored) shadows.setFresh(m, reference, true);
      return { kind: OperandKind.static, rows, columns, reference, tracked: false, name: holders.nameOf(m) };
    }
    const operand = this.#operand(this.refs(m, site), this.numbers(m), rows, columns);
    const isBlock = operand.kind === OperandKind.block;
    const isVariable = isBlock && recorder.variableAt(operand.reference, m.rows * m.columns) !== undefined;
    return isVariable ? operand : { ...operand, name: holders.nameOf(m) };
  }

  /** Elements at row-major places as an operand, an array. */
  operandOfPlaces(m: Dense, places: readonly number[], site: number): OperandRef {
    const [refs, numbers] = [this.refs(m, site), this.numbers(m)];
    const pick = (from: ArrayLike<number>) => places.map((place) => from[place]!);
    return this.#operand(Int32Array.from(pick(refs)), Float64Array.from(pick(numbers)), places.length, -1);
  }

  /** Boxes and numbers as an operand. */
  operandOfList(values: ArrayLike<unknown>, rows: number, columns: number): OperandRef {
    const { refs, data } = this.split(values);
    return this.#operand(refs, data, rows, columns);
  }

  #operand(refs: Int32Array, data: Float64Array, rows: number, columns: number): OperandRef {
    const operand = this.#tracer.recorder.operand(refs, data, rows, columns);
    return { ...operand, tracked: operand.kind !== OperandKind.static };
  }

  /** A number or a box as an operand. */
  operandOfNumber(x: unknown): OperandRef {
    return this.operandOfList([x], -1, -1);
  }

  /** Ids (0 where none) and numbers of boxes and numbers. */
  split(values: ArrayLike<unknown>): { readonly refs: Int32Array; readonly data: Float64Array } {
    const refs = new Int32Array(values.length);
    const data = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      refs[i] = Box.is(x) ? Box.id(x) : 0;
      data[i] = this.#tracer.number(x);
    }
    return { refs, data };
  }

  /** The matrix now holds the variable that starts at `first`; `isNew` if it was made for that, by ml-matrix itself. */
  bind(m: Dense, first: number, isNew = false): void {
    const { shadows } = this.#tracer;
    if (this.#lazy.find(m)) return this.#lazy.move(m, first);
    if (isNew || shadows.fresh.find(m)) return shadows.setFresh(m, first);
    m.data.forEach((row, i) => this.#tracer.shadows.setRun(row, first + i * m.columns));
  }

  /**
   * The matrix, which ml-matrix has just made, holds the elements `refs`. Where these are all of one variable in order, but of
   * another shape, that is a `reshape`; else nothing is recorded, the elements were only moved about.
   */
  move(m: Dense, refs: Int32Array, site: number): void {
    if (!refs.some((ref) => ref > 0)) return;
    const { recorder, shadows } = this.#tracer;
    const first = refs[0]!;
    if (first === 0 || !refs.every((ref, i) => ref === first + i)) {
      m.data.forEach((row, i) => shadows.setAll(row, refs, i * m.columns));
      return;
    }
    const whole = recorder.variableAt(first, refs.length);
    if (!whole || whole.rows < 0 || (whole.rows === m.rows && whole.columns === m.columns))
      return this.bind(m, first, true);
    const operand = { kind: OperandKind.block, ...whole, reference: first };
    const params = { shape: [m.rows, m.columns] };
    const id = recorder.array('reshape', site, [operand], m.rows, m.columns, this.numbers(m), params);
    this.bind(m, id, true);
  }
}

/** Writes all numbers of a matrix, row by row, to `target` from `at` on. */
function copy(m: Dense, target: Float64Array, at: number): void {
  for (const row of m.data) {
    if (m.columns >= LONG) target.set(row, at);
    else for (let j = 0; j < row.length; j++) target[at + j] = row[j]!;
    at += m.columns;
  }
}

/** Whether a matrix holds the numbers of `data` from `at` on, bit for bit. */
function holds(m: Dense, data: Float64Array, at: number): boolean {
  for (const row of m.data) {
    for (let j = 0; j < row.length; j++, at++) {
      const x = row[j]!;
      if ((x !== data[at] || x === 0) && !Object.is(x, data[at])) return false;
    }
  }
  return true;
}

/** Numbers from which on copying a row at once pays. */
const LONG = 32;
