import type { Diagnostic } from '../../shared/errors.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Target } from '../evidence/target.ts';
import { ownPlace } from '../evidence/places.ts';
import { reachedFrom } from '../evidence/reach.ts';
import { causeLinks } from './causes.ts';
import { takenFor } from './taken.ts';

/** Why a gradient lacks a part: an infinite slope met one that is 0, and 0 · ∞ was taken as 0. */
export function lostInfinity(evidence: Evidence, { ids }: Target): Diagnostic | undefined {
  const { result, trace } = evidence;
  const found = result.diagnostics.find(({ code }) => code === 'zero-times-infinity');
  const equation = found?.equation;
  if (equation === undefined || reachedFrom(trace, ids)[trace.equations.out[equation]!] !== 1)
    return undefined;
  const span = ownPlace(evidence, equation) ?? found!.span;
  const iteration = evidence.iteration(equation);
  const { refs } = takenFor(evidence, equation, trace.equations.out[equation]!);
  const related = refs.length <= 2 ? causeLinks(evidence, span, refs) : [];
  return { ...found!, span, related, ...(iteration !== undefined && { iteration }) };
}
