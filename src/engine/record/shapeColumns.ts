import { lastNotAbove } from '../../shared/bisect.ts';
import { Ints } from './columns.ts';

/** The shape of a result, as in a trace's columns: rows −1 a scalar, columns −1 an array. */
export interface RowsAndColumns {
  readonly rows: number;
  readonly columns: number;
}

const scalar: RowsAndColumns = { rows: -1, columns: -1 };

/** The shapes of results that are arrays. Scalars have none while a program runs: it computes millions of them. */
export class ShapeColumns {
  /** How many there are. */
  count = 0;
  readonly #equation = new Ints();
  readonly #rows = new Ints();
  readonly #columns = new Ints();

  /** Equation `e` gives so many rows and columns. That counts when `count` is one more: see `Recorder`. */
  push(e: number, rows: number, columns: number): void {
    this.#equation.length = this.#rows.length = this.#columns.length = this.count;
    this.#equation.push(e);
    this.#rows.push(rows);
    this.#columns.push(columns);
  }

  /** The shape of equation `e`. */
  of(e: number): RowsAndColumns {
    const at = lastNotAbove(this.#equation.data, e, this.count);
    if (at < 0 || this.#equation.data[at] !== e) return scalar;
    return { rows: this.#rows.data[at]!, columns: this.#columns.data[at]! };
  }

  /** The columns of so many equations; one and the same where all results are scalars. */
  finish(equations: number): { readonly rows: Int32Array; readonly columns: Int32Array } {
    const rows = new Int32Array(equations).fill(-1);
    if (this.count === 0) return { rows, columns: rows };
    const columns = rows.slice();
    for (let k = 0; k < this.count; k++) {
      const e = this.#equation.data[k]!;
      rows[e] = this.#rows.data[k]!;
      columns[e] = this.#columns.data[k]!;
    }
    return { rows, columns };
  }
}
