import type { OperandRecord } from './operandColumns.ts';
import { Recorder, type Numbers } from './recorder.ts';
import { OperandKind } from '../../shared/trace.ts';
import { Scopes } from './scopes.ts';
import type { PrimitiveName } from '../rules/names.ts';

/**
 * A recorder for programs of any length: beyond its bounds it only counts. Values stay right, because a box holds its own value
 * and an id is believed only where the storage agrees; the newest numbers overwrite those before them.
 */
export class CountingRecorder extends Recorder {
  /** Equations so far, recorded or not. */
  total = 0;
  override readonly keeps = false;
  readonly #equations: number;
  readonly #elements: number;
  #scratch = 0;

  constructor(equations: number, elements: number) {
    super(Infinity, () => undefined, new OneScope());
    this.#equations = equations;
    this.#elements = elements;
  }

  override scalar(op: number, site: number, lhs: number, rhs: number, value: number): number {
    this.total++;
    return this.#isFull() ? this.#newest([value]) : super.scalar(op, site, lhs, rhs, value);
  }

  override array(
    op: PrimitiveName,
    site: number,
    operands: readonly OperandRecord[],
    rows: number,
    columns: number,
    data: Numbers,
  ): number {
    this.total++;
    if (!this.#isFull()) return super.array(op, site, operands, rows, columns, data);
    if (typeof data !== 'function') return this.#newest(data);
    // operands may stand where the newest numbers go
    const computed = new Float64Array(rows * columns);
    data(computed, 0);
    return this.#newest(computed);
  }

  override define(data: ArrayLike<number>): number {
    return this.#isFull() ? this.#newest(data) : super.define(data);
  }

  override operand(
    refs: ArrayLike<number>,
    data: ArrayLike<number>,
    rows: number,
    columns: number,
  ): OperandRecord {
    if (!this.#isFull()) return super.operand(refs, data, rows, columns);
    const isTracked = Array.prototype.some.call(refs, (ref: number) => ref > 0);
    return { kind: isTracked ? OperandKind.gather : OperandKind.static, rows, columns, reference: 0 };
  }

  override staticOperand(data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    if (!this.#isFull()) return super.staticOperand(data, rows, columns);
    return { kind: OperandKind.static, rows, columns, reference: -1 };
  }

  override constant(value: number, site: number): number {
    return this.#isFull() ? -1 : super.constant(value, site);
  }

  // `gradlens exec` shows none of these.
  override guard(): void {}
  override cut(): void {}
  override name(): void {}
  override overwrite(): void {}
  override iteration(): void {}

  #isFull(): boolean {
    return this.equationCount >= this.#equations || this.values.length >= this.#elements;
  }

  /** Overwrites the numbers recorded last beyond the bound; returns the id of the first. */
  #newest(data: ArrayLike<number>): number {
    this.#scratch ||= this.values.length;
    this.values.length = this.#scratch;
    return super.define(data);
  }
}

/** One scope for everything: `gradlens exec` shows no calls. */
class OneScope extends Scopes {
  override enter(): void {}
  override enterMember(): void {}
  override leave(): void {}
  override current(): number {
    return 0;
  }
}
