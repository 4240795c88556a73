import { rule, type Holders } from '../member.ts';
import { decline, isNumbers, recordNumbers, type MemberCall, type Rule } from '../memberRule.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/** Numbers made of matrices: of each row, of each column, or of all elements. */
export const reductions: Holders = {
  'AbstractMatrix.prototype': {
    sum: rule(along('sum'), { reads: true }),
    mean: rule(along('mean'), { reads: true }),
    product: rule(along('product'), { reads: true }),
    max: rule(along('max'), { reads: true }),
    min: rule(along('min'), { reads: true }),
    trace: rule((call) => reduce(call, 'trace'), { reads: true }),
    norm: rule(norm, { reads: true }),
    dot: rule(dot, { reads: true }),
  },
};

function norm(call: MemberCall): unknown {
  const [type = 'frobenius'] = call.args;
  return typeof type === 'string' ? reduce(call, 'norm', { type }) : decline;
}

function dot(call: MemberCall): unknown {
  const { store, site, self, args } = call;
  const m = store.dense(self);
  const [other] = args;
  const matrix = store.dense(other);
  if (!m || !(matrix || isNumbers(other))) return decline;
  const first = store.operandOf(m, site);
  const second = matrix
    ? store.operandOf(matrix, site)
    : store.operandOfList(other as unknown[], (other as unknown[]).length, -1);
  const result = call.read(matrix ? other : store.split(other as unknown[]).data);
  return first.tracked || second.tracked ? recordNumbers(call, 'dot', [first, second], result) : result;
}

function along(op: PrimitiveName): Rule {
  return (call) => {
    const [by] = call.args;
    if (by !== undefined && by !== 'row' && by !== 'column') return call.real(by);
    return reduce(call, op, { by: by ?? null });
  };
}

function reduce(
  call: MemberCall,
  op: PrimitiveName,
  params?: Readonly<Record<string, string | null>>,
): unknown {
  const m = call.store.dense(call.self);
  if (!m) return decline;
  const operand = call.store.operandOf(m, call.site);
  const result = call.read(...call.args);
  return operand.tracked ? recordNumbers(call, op, [operand], result, params) : result;
}
