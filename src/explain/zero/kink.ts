import type { Diagnostic } from '../../shared/errors.ts';
import { plural, shortNumber } from '../../present/format/numberText.ts';
import { opName } from '../../present/model/variables.ts';
import { ARRAY, valueOf, type Trace } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { equationsOf } from '../evidence/operations.ts';
import { ownPlace } from '../evidence/places.ts';
import { eachTracked, reachedFrom } from '../evidence/reach.ts';
import type { Target } from '../evidence/target.ts';
import { operandTexts } from '../evidence/words.ts';

const kinked: ReadonlySet<string> = new Set(['abs', 'hypot', 'hypotOf', 'maximum', 'minimum']);

/**
 * A function that numbers come through right at its kink, where it has no slope: |x| and a length at 0, the larger of two equal numbers.
 * The gradient counts one of those beside it, or 0.
 */
export function explainKink(evidence: Evidence, { of, ids, name }: Target): Diagnostic | undefined {
  const { trace, cotangents, result } = evidence;
  if (of !== 'gradient' || ids.length === 0 || cotangents.length === 0) return undefined;
  const { op, out, lhs, rhs } = trace.equations;
  let reached: Uint8Array | undefined;
  const isReached = (ref: number) => ref > 0 && (reached ??= reachedFrom(trace, ids))[ref] === 1;
  const found = equationsOf(evidence, kinked).filter((e) => {
    if (cotangents[out[e]!] === 0) return false;
    if (op[e]! & ARRAY)
      return opName(result, e) === 'hypotOf' && trace.values[out[e]!] === 0 && readsAny(trace, e, isReached);
    const isChoice = /^m/.test(result.ops[op[e]!]!.name);
    const isAt = isChoice ? valueOf(trace, lhs[e]!) === valueOf(trace, rhs[e]!) : trace.values[out[e]!] === 0;
    return isAt && (isReached(lhs[e]!) || isReached(rhs[e]!));
  });
  const [first] = found;
  const span = first === undefined ? undefined : ownPlace(evidence, first);
  if (first === undefined || !span) return undefined;
  const at = op[first]! & ARRAY ? 'numbers that are all 0' : operandsAt(evidence, first);
  const { site } = trace.equations;
  const times = found.filter((e) => site[e] === site[first]).length;
  const often = times > 1 ? `, ${plural(times, 'time')}` : '';
  const iteration = evidence.iteration(first);
  return {
    code: 'zero-gradient',
    class: 'locally-zero',
    severity: 'information',
    message: `${evidence.textOf(first)} has a kink at ${at}${often}: it has no slope there, and the gradient of ${name} counts a slope beside it, or 0.`,
    span,
    related: [],
    equation: first,
    ...(iteration !== undefined && { iteration }),
  };
}

/** The operands of an equation of single numbers: `x = 0 and y = 0`. */
function operandsAt(evidence: Evidence, equation: number): string {
  const { trace } = evidence;
  const { lhs, rhs } = trace.equations;
  const texts = operandTexts(evidence, equation);
  const refs = [lhs[equation]!, rhs[equation]!].filter((ref) => ref !== 0);
  return refs
    .flatMap((ref, k) => {
      const value = shortNumber(valueOf(trace, ref));
      return texts[k] === undefined || texts[k] === value ? [] : [`${texts[k]} = ${value}`];
    })
    .join(' and ');
}

function readsAny({ equations }: Trace, e: number, isWanted: (id: number) => boolean): boolean {
  let found = false;
  eachTracked(equations, e, (id) => (found ||= isWanted(id)));
  return found;
}
