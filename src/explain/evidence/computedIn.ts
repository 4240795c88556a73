import { ARRAY, sizeAt } from '../../shared/trace.ts';
import { rangeOf, within } from '../../present/model/sitesAtPlace.ts';
import type { Span } from '../../shared/span.ts';
import { eachTracked } from './reach.ts';
import type { Evidence } from './evidence.ts';

/**
 * Whether numbers, or the branches that the program took, were computed from what a range of the source computed: one sweep over the
 * record. True as well where the range recorded nothing, so that it cannot be told.
 */
export function isComputedIn(evidence: Evidence, ids: ArrayLike<number>, range: Span): boolean {
  const { equations, values, guards } = evidence.trace;
  const { op, out, rows, columns, lhs, rhs, site } = equations;
  const inside = new Set<number>();
  for (const [at, span] of evidence.result.spans) if (isWithin(span, range)) inside.add(at);
  let isRecorded = false;
  const isNeeded = new Uint8Array(values.length);
  const need = (ref: number) => {
    if (ref > 0) isNeeded[ref] = 1;
  };
  for (let k = 0; k < ids.length; k++) need(ids[k]!);
  guards.lhs.forEach(need);
  guards.rhs.forEach(need);
  for (let e = op.length - 1; e >= 0; e--) {
    const isInside = inside.has(site[e]!);
    isRecorded ||= isInside;
    const first = out[e]!;
    const end = first + sizeAt(rows[e]!, columns[e]!);
    if (isNeeded.subarray(first, end).indexOf(1) < 0) continue;
    if (isInside) return true;
    if (!(op[e]! & ARRAY)) {
      need(lhs[e]!);
      need(rhs[e]!);
      continue;
    }
    eachTracked(equations, e, need);
  }
  return !isRecorded;
}

/** Whether a range of the source computed something that was recorded. */
export function hasRun({ result, trace }: Evidence, range: Span): boolean {
  return [...result.spans].some(
    ([site, span]) => isWithin(span, range) && trace.equations.site.includes(site),
  );
}

/** Whether a range of the source lies in another, or is the same. */
export function isWithin(span: Span, around: Span): boolean {
  return span[0] === around[0] && within(rangeOf(span), rangeOf(around));
}
