import { Box } from '../box.ts';
import type { OperandRecord } from '../recorder.ts';
import type { Tracer } from '../tracer.ts';
import { OperandKind } from '../../shared/trace.ts';
import { Sources } from './sources.ts';

/** An ml-matrix object whose numbers stand in `data`, one `Float64Array` a row. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: readonly Float64Array[];
}

/** What takes part in an equation: its operand and, for the shape checks, its numbers. */
export interface Taking extends OperandRecord {
  readonly tracked: boolean;
}

/** Reads and writes matrices as operands and results of equations. */
export class MatrixStore {
  /** `get` and `set` of every copy of ml-matrix: a subclass with its own is not dense. */
  readonly accessors = new Set<unknown>();
  readonly sources: Sources;
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
    this.sources = new Sources(tracer.shadows);
  }

  /** The value as a dense matrix, null if it is anything else. */
  dense(x: unknown): (Dense & object) | null {
    if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
    const m = x as Partial<Record<string, unknown>>;
    const { data, rows, columns } = m;
    if (!Array.isArray(data) || data.length !== rows || typeof columns !== 'number') return null;
    if (!this.accessors.has(m['get']) || !this.accessors.has(m['set'])) return null;
    for (const row of data) if (!(row instanceof Float64Array) || row.length !== columns) return null;
    return x as Dense;
  }

  /** The same for reading or writing single elements: only the accessors are looked at, not every row. */
  denseReceiver(x: unknown): (Dense & object) | null {
    if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
    const { get, set, data } = x as { get?: unknown; set?: unknown; data?: unknown };
    return Array.isArray(data) && this.accessors.has(get) && this.accessors.has(set) ? (x as Dense) : null;
  }

  /** Is any element tracked? */
  isTracked(m: Dense): boolean {
    const { shadows } = this.#tracer;
    return shadows.any && m.data.some((row) => shadows.has(row));
  }

  /** May writing an element of `m` change another one of it, or one of `other` in another row? */
  overlaps(m: Dense, other: Dense | null): boolean {
    const rowOf = new Map<ArrayBufferLike, number>();
    m.data.forEach(({ buffer }, i) => rowOf.set(buffer, i));
    if (rowOf.size < m.data.length) return true;
    return other !== null && other.data.some(({ buffer }, i) => (rowOf.get(buffer) ?? i) !== i);
  }

  /** References of all elements, row by row; 0 where not tracked. */
  refs(m: Dense, site: number): Int32Array {
    const refs = new Int32Array(m.rows * m.columns);
    const { shadows } = this.#tracer;
    for (let i = 0; i < m.rows; i++) shadows.read(m.data[i]!, refs, i * m.columns, site);
    return refs;
  }

  /** All numbers, row by row. */
  numbers(m: Dense): Float64Array {
    const numbers = new Float64Array(m.rows * m.columns);
    for (let i = 0; i < m.rows; i++) numbers.set(m.data[i]!, i * m.columns);
    return numbers;
  }

  /** A matrix as an operand; `rows`, `columns` if it takes part in another shape. */
  take(m: Dense, site: number, rows = m.rows, columns = m.columns): Taking {
    return this.#taking(this.refs(m, site), this.numbers(m), rows, columns);
  }

  /** Elements at row-major places as an operand, an array. */
  takePlaces(m: Dense, places: readonly number[], site: number): Taking {
    const [refs, numbers] = [this.refs(m, site), this.numbers(m)];
    const pick = (from: ArrayLike<number>) => places.map((place) => from[place]!);
    return this.#taking(Int32Array.from(pick(refs)), Float64Array.from(pick(numbers)), places.length, -1);
  }

  /** Boxes and numbers as an operand. */
  takeList(values: ArrayLike<unknown>, rows: number, columns: number): Taking {
    const { refs, data } = this.split(values);
    return this.#taking(refs, data, rows, columns);
  }

  #taking(refs: Int32Array, data: Float64Array, rows: number, columns: number): Taking {
    const operand = this.#tracer.recorder.operand(refs, data, rows, columns);
    return { ...operand, tracked: operand.kind !== OperandKind.static };
  }

  /** A number or a box as an operand. */
  takeNumber(x: unknown): Taking {
    return this.takeList([x], -1, -1);
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

  /** The matrix now holds the variable that starts at `first`. */
  bind(m: Dense, first: number): void {
    m.data.forEach((row, i) => this.#tracer.shadows.setRun(row, first + i * m.columns));
  }

  /**
   * The matrix now holds the elements `refs`. Where these are all of one variable in order, but of another shape, that is
   * a `reshape`; else nothing is recorded, the elements were only moved about.
   */
  move(m: Dense, refs: Int32Array, site: number): void {
    if (!refs.some((ref) => ref > 0)) return;
    const { recorder, shadows } = this.#tracer;
    const first = refs[0]!;
    const whole =
      first > 0 && refs.every((ref, i) => ref === first + i)
        ? recorder.variableAt(first, refs.length)
        : undefined;
    if (whole && whole.rows >= 0 && (whole.rows !== m.rows || whole.columns !== m.columns)) {
      const operand = { kind: OperandKind.block, ...whole, reference: first };
      const params = { shape: [m.rows, m.columns] };
      this.bind(m, recorder.array('reshape', site, [operand], m.rows, m.columns, this.numbers(m), params));
    } else {
      m.data.forEach((row, i) => shadows.setAll(row, refs, i * m.columns));
    }
  }
}
