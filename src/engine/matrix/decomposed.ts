import type { Shadows, Slots } from '../tracking/shadows.ts';
import type { MatrixOperand } from './rules/algebra.ts';

/** The matrix that was decomposed, and the storage of its factors as the run left it. */
interface Source {
  readonly operand: MatrixOperand;
  readonly held: readonly { readonly slots: Slots; readonly ids: Int32Array }[];
}

/** The numbers of a matrix when it was decomposed, and where that was. */
export interface Given {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly site: number;
}

/** The matrices that decompositions are of: results computed from a decomposition are recorded as functions of its matrix. */
export class Decomposed {
  readonly #of = new WeakMap<object, Source>();
  readonly #given = new WeakMap<object, Given>();
  readonly #shadows: Shadows;

  constructor(shadows: Shadows) {
    this.#shadows = shadows;
  }

  remember(decomposition: object, operand: MatrixOperand, held: readonly Slots[]): void {
    this.#of.set(decomposition, { operand, held: held.map((slots) => ({ slots, ids: this.#ids(slots) })) });
  }

  /** The matrix that was decomposed; null if it is not known, or if a factor has been written to since. */
  find(decomposition: unknown): MatrixOperand | null {
    const source = this.#of.get(decomposition as object);
    const isIntact = source?.held.every(({ slots, ids }) => this.#ids(slots).every((id, k) => id === ids[k]));
    return source && isIntact ? source.operand : null;
  }

  /** Keeps what a decomposition without a rule was given, as one of a singular matrix, for what is said when a member of it throws. */
  keep(decomposition: object, given: Given): void {
    this.#given.set(decomposition, given);
  }

  given(decomposition: unknown): Given | undefined {
    return this.#given.get(decomposition as object);
  }

  #ids(slots: Slots): Int32Array {
    const ids = new Int32Array(slots.length);
    this.#shadows.read(slots, ids, 0, -1);
    return ids;
  }
}
