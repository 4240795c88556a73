import { contributionsOf } from '../../engine/autodiff/index.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { opName } from '../../present/model/variables.ts';
import type { Span } from '../../shared/span.ts';
import { operandsOf, sizeAt } from '../../shared/trace.ts';
import { lengthOf } from '../evidence/carried.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { End } from './end.ts';
import type { FlatStep } from './ways/flatSteps.ts';

/** Whether the parts of a gradient at a step are not zero themselves, but cancel. */
export function isCancelled(evidence: Evidence, step: FlatStep): boolean {
  return sends(evidence, step, evidence.cotangents);
}

/** A step that would pass on a gradient, were the one that comes to it not so small that the product is 0. */
export function fadedEnd(evidence: Evidence, step: FlatStep, text: string, span: Span): End | undefined {
  const { cotangents, trace } = evidence;
  const { equation, times } = step;
  const { out, rows, columns } = trace.equations;
  const first = out[equation]!;
  const unit = cotangents.slice();
  const end = first + sizeAt(rows[equation]!, columns[equation]!);
  for (let id = first; id < end; id++) unit[id] = Math.sign(unit[id]!);
  if (sends(evidence, step, cotangents) || !sends(evidence, step, unit)) return undefined;
  const gradient = shortNumber(lengthOf(cotangents.subarray(first, end)));
  return {
    class: 'conditioning',
    span,
    clause: `at ${text} it is ${gradient}, and what that passes on is smaller than the smallest number, so it becomes 0`,
    rank: 1.4,
    equation,
    times,
  };
}

/** Whether a step passes on anything of a gradient to the elements that ways come by. */
function sends(
  { trace, result }: Evidence,
  { equation, operand, refs }: FlatStep,
  cotangents: Float64Array,
): boolean {
  const part = contributionsOf(trace, cotangents, equation, opName(result, equation))?.[operand];
  const wanted = new Set(refs);
  const all = operandsOf(trace, equation)[operand]!.refs;
  return part?.data.some((x, k) => x !== 0 && wanted.has(all[k]!)) ?? false;
}
