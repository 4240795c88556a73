import { decline, isNumbers, recordNumbers, type MemberCall, type Rule } from '../memberRule.ts';
import type { PrimitiveName } from '../../rules/names.ts';

/** Rules of what makes numbers of matrices: `sum mean product max min` (by row, by column, of all), `norm dot trace`. */
export const reductions: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  sum: along('sum'),
  mean: along('mean'),
  product: along('product'),
  max: along('max'),
  min: along('min'),
  trace: (call) => reduce(call, 'trace'),
  norm: (call) => {
    const [type = 'frobenius'] = call.args;
    return typeof type === 'string' ? reduce(call, 'norm', { type }) : decline;
  },
  dot: (call) => {
    const { store, site, self, args } = call;
    const m = store.dense(self);
    const [other] = args;
    const matrix = store.dense(other);
    if (!m || !(matrix || isNumbers(other))) return decline;
    const first = store.operandOf(m, site);
    const second = matrix
      ? store.operandOf(matrix, site)
      : store.operandOfList(other as unknown[], (other as unknown[]).length, -1);
    const result = call.real(matrix ? other : store.split(other as unknown[]).data);
    return first.tracked || second.tracked ? recordNumbers(call, 'dot', [first, second], result) : result;
  },
};

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
  const result = call.real(...call.args);
  return operand.tracked ? recordNumbers(call, op, [operand], result, params) : result;
}
