import type { Tensor } from '../../../shared/tensor.ts';
import type { Params } from '../../../shared/trace.ts';
import { sameBits } from '../../../shared/tensor.ts';
import { mostCofactors, truncates } from '../../primitives/algebra.ts';
import { rules } from '../../primitives/rules.ts';
import { rule, twin, type Holders } from '../member.ts';
import { decline, recordMatrix, recordNumbers, type DenseArgument, type MemberCall } from '../memberRule.ts';
import type { Dense, OperandRef } from '../store.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/** Functions of linear algebra; anything unusual is left to the twin. */
export const algebra: Holders = {
  functions: {
    inverse: rule(inverse),
    solve: rule(solve),
    determinant: rule(determinant),
    pseudoInverse: rule(pseudoInverse),
    linearDependencies: twin('one solve a row, with thresholds'),
  },
};

function inverse(call: MemberCall): unknown {
  const [source, svd = false] = call.args;
  const a = matrixOperand(call, source);
  if (!a || typeof svd !== 'boolean') return decline;
  if (svd ? a.matrix.rows < a.matrix.columns : a.matrix.rows !== a.matrix.columns) return decline;
  const result = computedOrNull(call, a.given, svd) as Dense | null;
  if (!result) return decline;
  if (!svd) return recordedMatrix(call, 'inverse', [a], result);
  const params = { svd };
  return holdRank(call, a, params) ? recordedMatrix(call, 'pseudoInverse', [a], result, params) : decline;
}

function solve(call: MemberCall): unknown {
  const [left, right, svd = false] = call.args;
  if (typeof svd !== 'boolean') return decline;
  const a = matrixOperand(call, left, true);
  const b = a && matrixOperand(call, right, true);
  if (!b || !(a.operand.tracked || b.operand.tracked)) return decline;
  if (svd && a.matrix.rows < a.matrix.columns) return decline;
  const result = computedOrNull(call, a.given, b.given, svd) as Dense | null;
  if (!result) return decline;
  if (svd && !holdRank(call, a, { svd })) return decline;
  return recordedMatrix(call, 'solve', [a, b], result, svd ? { svd } : undefined);
}

function determinant(call: MemberCall): unknown {
  const a = matrixOperand(call, call.args[0]);
  if (!a) return decline;
  const value = computedOrNull(call, a.given) as number | null;
  if (value === null) return decline;
  if (a.matrix.rows > mostCofactors && value === 0) return decline;
  if (!agrees(call, 'determinant', [a], [value])) return decline;
  return recordNumbers(call, 'determinant', [a.operand], value);
}

function pseudoInverse(call: MemberCall): unknown {
  const [source, threshold] = call.args;
  const a = matrixOperand(call, source);
  if (!a || !(threshold === undefined || typeof threshold === 'number')) return decline;
  const params = threshold === undefined ? {} : { threshold };
  const result = computedOrNull(call, a.given, threshold) as Dense | null;
  if (!result) return decline;
  return holdRank(call, a, params) ? recordedMatrix(call, 'pseudoInverse', [a], result, params) : decline;
}

/** Runs the user's own function; null if it throws: the twin throws too, and its comparisons say why. */
export function computedOrNull(call: MemberCall, ...args: readonly unknown[]): unknown {
  try {
    return call.real(...args);
  } catch {
    return null;
  }
}

/** An argument as a dense matrix, as an operand, and its numbers at that moment. */
export interface MatrixOperand extends DenseArgument {
  readonly operand: OperandRef;
  readonly tensor: Tensor;
}

/** A tracked (unless `any`), not empty matrix given as such, as a view, or as an array of rows; null for anything else. */
export function matrixOperand(call: MemberCall, source: unknown, any = false): MatrixOperand | null {
  const dense = call.toDense(source);
  if (!dense) return null;
  const { matrix } = dense;
  if (matrix.rows === 0 || matrix.columns === 0) return null;
  const operand = call.store.operandOf(matrix, call.site);
  const tensor = { shape: [matrix.rows, matrix.columns], data: call.store.numbers(matrix) };
  return operand.tracked || any ? { ...dense, operand, tensor } : null;
}

/** Whether the engine's evaluation of `op` gives these numbers, bit for bit. Another version of ml-matrix might not. */
export function agrees(
  call: MemberCall,
  op: PrimitiveName,
  operands: readonly MatrixOperand[],
  numbers: ArrayLike<number>,
  params: Params = {},
): boolean {
  const tensors = operands.map(({ tensor }) => tensor);
  return sameBits(
    call.plainly(() => rules[op].evaluate(tensors, params)),
    numbers,
  );
}

/** Records `op` if the engine computes the same numbers; declines if not. */
export function recordedMatrix(
  call: MemberCall,
  op: PrimitiveName,
  operands: readonly MatrixOperand[],
  result: Dense,
  params?: Params,
): unknown {
  if (!agrees(call, op, operands, call.store.numbers(result), params)) return decline;
  return recordMatrix(call, op, operands.map(({ operand }) => operand), result, params); // prettier-ignore
}

/**
 * Records how many singular values count: the record holds for this rank alone. Not where some that are not 0 are left out: the
 * twin's comparisons say which.
 */
export function holdRank(call: MemberCall, { operand, tensor }: MatrixOperand, params: Params): boolean {
  const rank = call.plainly(() => (truncates(tensor, params) ? null : rules.rank.evaluate([tensor], params)));
  if (!rank || Number.isNaN(rank[0])) return false;
  const { recorder } = call.tracer;
  const id = recorder.array('rank', call.site, [operand], -1, -1, rank, params);
  recorder.guard('value', call.site, id, 0, true);
  return true;
}
