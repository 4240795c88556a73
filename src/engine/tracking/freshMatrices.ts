/** The storage of an ml-matrix object. */
export interface Stored {
  readonly data: readonly Float64Array[];
}

/**
 * The contents of a fresh matrix, row by row: elements from id `first` on, or static numbers, which stand in the constants from
 * `first` on once an equation used them (−1: none did).
 */
export interface Run {
  readonly first: number;
  readonly static: boolean;
  /** Numbers a row. */
  readonly columns: number;
}

/**
 * Matrices that were just made and whose rows the program has not touched: one entry a matrix instead of one shadow a row. `settle`
 * turns all entries into shadows, and must be called before storage is looked at in any other way. Entries share no storage: a
 * matrix enters when it is made, and is found only while it has the rows that it was made with.
 */
export class FreshMatrices {
  readonly #runs = new Map<object, Run & { readonly rows: readonly Float64Array[] }>();
  #weight = 0;
  #tracks = false;

  /** Whether there is nothing to settle. */
  get isEmpty(): boolean {
    return this.#runs.size === 0;
  }

  /** Whether any of them holds tracked numbers. */
  get tracks(): boolean {
    return this.#tracks;
  }

  /** Whether the entries hold so much memory that they must be settled; the program may have dropped these matrices. */
  get isFull(): boolean {
    return this.#weight > FULL;
  }

  /** Adds a matrix that was just made with these rows, or overwrites its entry. */
  add(matrix: object, rows: readonly Float64Array[], first: number, isStatic = false): void {
    const columns = rows[0]?.length ?? 0;
    if (!this.#runs.has(matrix)) this.#weight += rows.length * (ROW + columns);
    if (!isStatic) this.#tracks = true;
    this.#runs.set(matrix, { first, static: isStatic, columns, rows: rows.slice() });
  }

  /** The entry of a matrix that still has the rows it was made with. */
  find(matrix: Stored): Run | undefined {
    const run = this.#runs.get(matrix);
    if (run === undefined) return undefined;
    const { rows } = run;
    const { data } = matrix;
    if (data.length !== rows.length) return undefined;
    for (let i = 0; i < rows.length; i++) if (data[i] !== rows[i]) return undefined;
    return run;
  }

  /** Removes all entries. */
  clear(): void {
    this.#runs.clear();
    this.#weight = 0;
    this.#tracks = false;
  }

  /** Removes all entries after calling `bind` for each of their tracked rows. */
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

/** The memory of a row beside its numbers, counted in numbers. */
const ROW = 16;
/** Numbers (8 bytes each) that entries may keep alive. */
const FULL = 1 << 22;
