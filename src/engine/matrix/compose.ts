import type { Tensor } from '../../shared/tensor.ts';
import { OperandKind, type Params } from '../../shared/trace.ts';
import { sameBits } from '../../shared/tensor.ts';
import { rules } from '../primitives/rules.ts';
import type { OperandRecord } from '../record/operandColumns.ts';
import type { MemberCall } from './memberRule.ts';
import type { Dense, OperandRef } from './store.ts';
import type { PrimitiveName } from '../rules/names.ts';

/** An operand or a step of a composition: its numbers, and its operand, which a step has when it is recorded. */
export interface Term {
  readonly tensor: Tensor;
  operand: OperandRecord | null;
}

interface Step {
  readonly op: PrimitiveName;
  readonly inputs: readonly Term[];
  readonly params: Params;
  readonly term: Term;
}

/**
 * A member as several equations. They are computed first and recorded only if the last gives the very numbers of the user's
 * own function.
 */
export class Composition {
  readonly #call: MemberCall;
  readonly #steps: Step[] = [];

  constructor(call: MemberCall) {
    this.#call = call;
  }

  /** An operand with its numbers. */
  term(operand: OperandRef, data: Float64Array): Term {
    const { rows, columns } = operand;
    return { operand, tensor: { shape: rows < 0 ? [] : columns < 0 ? [rows] : [rows, columns], data } };
  }

  matrix(m: Dense): Term {
    const { store, site } = this.#call;
    return this.term(store.operandOf(m, site), store.numbers(m));
  }

  constant(value: number): Term {
    return this.term(this.#call.store.operandOfNumber(value), Float64Array.of(value));
  }

  /** One step. */
  apply(op: PrimitiveName, inputs: readonly Term[], params: Params = {}): Term {
    const tensors = inputs.map(({ tensor }) => tensor);
    const shape = rules[op].shape(tensors.map((each) => each.shape), params); // prettier-ignore
    const data = this.#call.plainly(() => rules[op].evaluate(tensors, params));
    const term: Term = { tensor: { shape, data }, operand: null };
    this.#steps.push({ op, inputs, params, term });
    return term;
  }

  /** Records the steps, if the last gives these numbers; the first id of its result, 0 if it does not. */
  record(numbers: ArrayLike<number>): number {
    const last = this.#steps.at(-1)!;
    if (!sameBits(last.term.tensor.data, numbers)) return 0;
    const { tracer, site } = this.#call;
    for (const { op, inputs, params, term } of this.#steps) {
      const [rows = -1, columns = -1] = term.tensor.shape;
      const operands = inputs.map(({ operand, tensor }) => shaped(operand!, tensor));
      const given = Object.keys(params).length > 0 ? params : undefined;
      const reference = tracer.recorder.array(op, site, operands, rows, columns, term.tensor.data, given);
      term.operand = { kind: OperandKind.block, rows, columns, reference };
    }
    return last.term.operand!.reference;
  }

  /** A list as a column. */
  column(term: Term): Term {
    return new View(term);
  }
}

/** A list taken as a column of the matrix it is combined with. */
class View implements Term {
  readonly tensor: Tensor;
  readonly #term: Term;

  constructor(term: Term) {
    this.#term = term;
    this.tensor = { shape: [term.tensor.data.length, 1], data: term.tensor.data };
  }

  get operand(): OperandRecord | null {
    return this.#term.operand;
  }
}

function shaped(operand: OperandRecord, { shape }: Tensor): OperandRecord {
  const [rows = -1, columns = -1] = shape;
  return { ...operand, rows, columns };
}
