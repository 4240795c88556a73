import { OperandKind, type Equations } from '../../shared/trace.ts';
import { Ints, type Floats } from './columns.ts';

/** An operand of an array equation before it is stored. Shapes as in `shapeOf`: rows −1 a scalar, columns −1 an array. */
export interface OperandRecord {
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly reference: number;
  /** Site of the name of the matrix that it is, where it is no variable. */
  readonly name?: number | undefined;
}

/** Operands of array equations in columns: four numbers each, and the references of those that were gathered. */
export class OperandColumns {
  /** Operands of the equations that count: those of an equation that was left undone are overwritten. */
  count = 0;
  readonly #operands = new Ints();
  readonly #gathers = new Ints();
  /** Of the operands that have a name: their numbers, and the sites of the names. */
  readonly #named = new Ints(4);
  readonly #names = new Ints(4);
  readonly #constants: Floats;
  #lastStatic = 0;
  #lastLength = -1;

  constructor(constants: Floats) {
    this.#constants = constants;
  }

  /** Stores the operands of one equation; returns the number of the first. They count when `count` passes them. */
  push(operands: readonly OperandRecord[]): number {
    const stored = this.#operands;
    stored.length = this.count << 2;
    const named = this.#named;
    while (named.length > 0 && named.data[named.length - 1]! >= this.count) named.length--;
    this.#names.length = named.length;
    for (const { kind, rows, columns, reference, name } of operands) {
      stored.push(kind);
      stored.push(rows);
      stored.push(columns);
      stored.push(reference);
      if (name === undefined) continue;
      this.#names.push(name);
      named.push((stored.length >> 2) - 1);
    }
    return this.count;
  }

  /**
   * The operand that `refs` are (0: a static number, found in `data`): a block if they are consecutive ids, static if
   * none is tracked, else a gather.
   */
  gathered(refs: ArrayLike<number>, data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    const n = data.length;
    const first = n > 0 ? refs[0]! : 0;
    let run = first > 0;
    let tracked = run;
    for (let i = 1; i < n; i++) {
      const ref = refs[i]!;
      if (ref !== first + i) run = false;
      if (ref > 0) tracked = true;
    }
    if (run) return { kind: OperandKind.block, rows, columns, reference: first };
    if (!tracked) return this.static(data, rows, columns);
    const reference = this.#gathers.length;
    this.#gathers.reserve(n);
    for (let i = 0; i < n; i++) {
      const ref = refs[i]!;
      this.#gathers.push(ref > 0 ? ref : this.#newConstant(data[i]!));
    }
    return { kind: OperandKind.gather, rows, columns, reference };
  }

  #newConstant(value: number): number {
    this.#constants.push(value);
    return -this.#constants.length;
  }

  /** Numbers of which none is tracked; the same ones as the last time are not stored again. */
  static(data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    const last = this.#lastStatic;
    let same = data.length === this.#lastLength;
    for (let i = 0; same && i < data.length; i++) same = Object.is(this.#constants.data[last + i], data[i]);
    const reference = same ? last : this.#constants.append(data);
    this.#lastStatic = reference;
    this.#lastLength = data.length;
    return { kind: OperandKind.static, rows, columns, reference };
  }

  finish(): Pick<Equations, 'operands' | 'gathers' | 'operandNames'> {
    const columns = { operands: this.#operands.finish(), gathers: this.#gathers.finish() };
    if (this.#named.length === 0) return columns;
    this.#names.length = this.#named.length;
    return { ...columns, operandNames: { operand: this.#named.finish(), site: this.#names.finish() } };
  }
}
