/** An ml-matrix object as far as its storage goes. */
interface Stored {
  readonly data: readonly Float64Array[];
}

/**
 * What the storage of a fresh matrix holds, row by row: elements from an id on, or static numbers, which were stored from a
 * constant on when they were last asked for (−1: never).
 */
export interface Run {
  readonly first: number;
  readonly static: boolean;
  /** Numbers a row. */
  readonly columns: number;
}

/**
 * Matrices whose storage has just been made and that nobody has looked into since: each is known by itself, at the cost of one
 * entry, where a shadow costs one for every row. `settle` turns all of them into shadows; whoever looks at
 * storage in any other way asks for that first. What is here shares no storage with anything else here: a matrix gets in
 * when it is made, and is found only while it still has the rows that it was made with.
 */
export class Fresh {
  readonly #runs = new Map<object, Run & { readonly rows: readonly Float64Array[] }>();
  #weight = 0;
  #tracks = false;

  /** Nothing to settle? */
  get isEmpty(): boolean {
    return this.#runs.size === 0;
  }

  /** Does any of them hold tracked numbers? */
  get tracks(): boolean {
    return this.#tracks;
  }

  /** Too much for matrices that the program may have forgotten long ago? */
  get isFull(): boolean {
    return this.#weight > FULL;
  }

  /** The matrix was just made, or is one of these and was overwritten. */
  add(matrix: Stored, first: number, isStatic = false): void {
    const rows = matrix.data;
    const columns = rows[0]?.length ?? 0;
    if (!this.#runs.has(matrix)) this.#weight += rows.length * (ROW + columns);
    if (!isStatic) this.#tracks = true;
    this.#runs.set(matrix, { first, static: isStatic, columns, rows: rows.slice() });
  }

  /** What the matrix holds, if it is here with the rows it was made with. */
  find(matrix: Stored): Run | undefined {
    const run = this.#runs.get(matrix);
    if (run === undefined) return undefined;
    const { rows } = run;
    const { data } = matrix;
    if (data.length !== rows.length) return undefined;
    for (let i = 0; i < rows.length; i++) if (data[i] !== rows[i]) return undefined;
    return run;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#runs.clear();
    this.#weight = 0;
    this.#tracks = false;
  }

  /** Forgets all of them, telling which elements the rows of each hold. */
  settle(bind: (row: Float64Array, first: number) => void): void {
    const runs = [...this.#runs.values()];
    this.clear();
    for (const { first, static: isStatic, rows } of runs) {
      if (isStatic) continue;
      let id = first;
      for (const row of rows) {
        bind(row, id);
        id += row.length;
      }
    }
  }
}

/** What a row costs beside its numbers, in numbers. */
const ROW = 16;
/** Numbers (of 8 bytes) that may be kept. */
const FULL = 1 << 22;
