import { contributionsOf } from '../engine/autodiff/index.ts';
import { opName } from '../present/model/variables.ts';
import type { Tensor } from '../shared/tensor.ts';
import type { TraceResult } from '../shared/trace.ts';

/** By the number of an equation what it sends back to its operands, null where that is nothing. */
export type SentBy = (equation: number) => readonly (Tensor | null)[];

/**
 * What the equations of a run send back. Nothing where that cannot be computed: in a file that somebody changed, an operation and
 * its operands may not fit. What was asked for last is kept: of large matrices a part is asked for after the other.
 */
export function sentBy(result: TraceResult): SentBy {
  let last: { readonly equation: number; readonly sent: readonly (Tensor | null)[] } | undefined;
  return (equation) =>
    (last?.equation === equation ? last : (last = { equation, sent: sent(result, equation) })).sent;
}

function sent(result: TraceResult, equation: number): readonly (Tensor | null)[] {
  try {
    return contributionsOf(result.trace, result.cotangents, equation, opName(result, equation)) ?? [];
  } catch {
    return [];
  }
}
