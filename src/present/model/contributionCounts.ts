import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, type Operand, type TraceResult } from '../../shared/trace.ts';
import type { Variables } from './variables.ts';

/** Counts of the contributions to a variable's cotangent: one for each time it is an operand or an output. */
export interface ContributionCounts {
  /** The variables that an operand is made of. */
  of(operand: Operand): ReadonlySet<number>;
  total(variable: number): number;
  /** Number, from 1 and in the order of the backward pass, of the contribution through operand `k` of equation `e`. */
  position(variable: number, e: number, k: number): number;
}

/** Counts contributions when they are first asked for. */
export function countContributions({ trace }: TraceResult, variables: Variables): ContributionCounts {
  const { op, lhs, rhs } = trace.equations;
  let totals: Int32Array | undefined;

  const inRefs = (refs: Int32Array): Set<number> => {
    const found = new Set<number>();
    for (const ref of refs) if (ref > 0) found.add(variables.element(ref).variable);
    return found;
  };
  const of = ({ refs, block }: Operand): Set<number> => {
    if (block > 0) {
      const { variable, index } = variables.element(block);
      if (index + refs.length <= sizeOf(variables.at(variable).shape)) return new Set([variable]);
    }
    return inRefs(refs);
  };
  const count = (): Int32Array => {
    const counts = new Int32Array(variables.count);
    for (let e = 0; e < op.length; e++) {
      if (op[e]! & ARRAY) {
        for (const operand of operandsOf(trace, e)) for (const variable of of(operand)) counts[variable]!++;
        continue;
      }
      if (lhs[e]! > 0) counts[variables.element(lhs[e]!).variable]!++;
      if (rhs[e]! > 0) counts[variables.element(rhs[e]!).variable]!++;
    }
    for (const { refs } of trace.outputs) for (const variable of inRefs(refs)) counts[variable]!++;
    return counts;
  };
  return {
    of,
    total: (variable) => (totals ??= count())[variable]!,
    position: (variable, e, k) => {
      let position = 1;
      for (const { refs } of trace.outputs) if (inRefs(refs).has(variable)) position++;
      for (let later = op.length - 1; later >= e; later--) {
        const operands = later === e ? operandsOf(trace, e).slice(0, k) : operandsOf(trace, later);
        for (const operand of operands) if (of(operand).has(variable)) position++;
      }
      return position;
    },
  };
}
