import type { Tensor } from '../../../shared/tensor.ts';
import type { Params } from '../../../shared/trace.ts';
import { sameBits } from '../../kernels/ownMatrix.ts';
import { mostCofactors, truncates } from '../../primitives/algebra.ts';
import { rules } from '../../primitives/rules.ts';
import {
  decline,
  recordMatrix,
  recordNumbers,
  type Laid,
  type MemberCall,
  type Rule,
} from '../memberRule.ts';
import type { Dense, Taking } from '../store.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/** Rules of `inverse solve determinant pseudoInverse`; anything unusual is left to the twin. */
export const algebra: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  inverse: (call) => {
    const [source, svd = false] = call.args;
    const a = operandOf(call, source);
    if (!a || typeof svd !== 'boolean') return decline;
    if (svd ? a.matrix.rows < a.matrix.columns : a.matrix.rows !== a.matrix.columns) return decline;
    const result = computed(call, a.given, svd) as Dense | null;
    if (!result) return decline;
    if (!svd) return recordedMatrix(call, 'inverse', [a], result);
    const params = { svd };
    return holdRank(call, a, params) ? recordedMatrix(call, 'pseudoInverse', [a], result, params) : decline;
  },
  solve: (call) => {
    const [left, right, svd = false] = call.args;
    if (typeof svd !== 'boolean') return decline;
    const a = operandOf(call, left, true);
    const b = a && operandOf(call, right, true);
    if (!b || !(a.taking.tracked || b.taking.tracked)) return decline;
    if (svd && a.matrix.rows < a.matrix.columns) return decline;
    const result = computed(call, a.given, b.given, svd) as Dense | null;
    if (!result) return decline;
    if (svd && !holdRank(call, a, { svd })) return decline;
    return recordedMatrix(call, 'solve', [a, b], result, svd ? { svd } : undefined);
  },
  determinant: (call) => {
    const a = operandOf(call, call.args[0]);
    if (!a) return decline;
    const value = computed(call, a.given) as number | null;
    if (value === null) return decline;
    if (a.matrix.rows > mostCofactors && value === 0) return decline;
    if (!agrees(call, 'determinant', [a], [value])) return decline;
    return recordNumbers(call, 'determinant', [a.taking], value);
  },
  pseudoInverse: (call) => {
    const [source, threshold] = call.args;
    const a = operandOf(call, source);
    if (!a || !(threshold === undefined || typeof threshold === 'number')) return decline;
    const params = threshold === undefined ? {} : { threshold };
    const result = computed(call, a.given, threshold) as Dense | null;
    if (!result) return decline;
    return holdRank(call, a, params) ? recordedMatrix(call, 'pseudoInverse', [a], result, params) : decline;
  },
};

/** What ml-matrix computes; null if it throws: the twin throws too, and its comparisons say why. */
export function computed({ real }: MemberCall, ...args: readonly unknown[]): unknown {
  try {
    return real(...args);
  } catch {
    return null;
  }
}

/** An argument as a dense matrix, as an operand, and its numbers at that moment. */
export interface MatrixOperand extends Laid {
  readonly taking: Taking;
  readonly tensor: Tensor;
}

/** A tracked (unless `any`), not empty matrix given as such, as a view, or as an array of rows; null for anything else. */
export function operandOf(call: MemberCall, source: unknown, any = false): MatrixOperand | null {
  const laid = call.toDense(source);
  if (!laid) return null;
  const { matrix } = laid;
  if (matrix.rows === 0 || matrix.columns === 0) return null;
  const taking = call.store.take(matrix, call.site);
  const tensor = { shape: [matrix.rows, matrix.columns], data: call.store.numbers(matrix) };
  return taking.tracked || any ? { ...laid, taking, tensor } : null;
}

/** Does the engine's evaluation of `op` give these very numbers? Another version of ml-matrix might not. */
export function agrees(
  { plainly }: MemberCall,
  op: PrimitiveName,
  operands: readonly MatrixOperand[],
  numbers: ArrayLike<number>,
  params: Params = {},
): boolean {
  const tensors = operands.map(({ tensor }) => tensor);
  return sameBits(
    plainly(() => rules[op].evaluate(tensors, params)),
    numbers,
  );
}

/** Records `op`, if the engine computes the same numbers. */
export function recordedMatrix(
  call: MemberCall,
  op: PrimitiveName,
  operands: readonly MatrixOperand[],
  result: Dense,
  params?: Params,
): unknown {
  if (!agrees(call, op, operands, call.store.numbers(result), params)) return decline;
  return recordMatrix(call, op, operands.map(({ taking }) => taking), result, params); // prettier-ignore
}

/**
 * Records how many singular values count: the record holds for this rank alone. Not where some that are not 0 are left out: the
 * twin's comparisons say which.
 */
export function holdRank(call: MemberCall, { taking, tensor }: MatrixOperand, params: Params): boolean {
  const rank = call.plainly(() => (truncates(tensor, params) ? null : rules.rank.evaluate([tensor], params)));
  if (!rank || Number.isNaN(rank[0])) return false;
  const { recorder } = call.tracer;
  const id = recorder.array('rank', call.site, [taking], -1, -1, rank, params);
  recorder.guard('value', call.site, id, 0, true);
  return true;
}
