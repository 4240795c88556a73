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
  const inside = sitesWithin(evidence, range);
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

/** The sites in a range of the source. */
export function sitesWithin({ result }: Evidence, range: Span): Set<number> {
  const found = new Set<number>();
  for (const [site, span] of result.spans) if (isWithin(span, range)) found.add(site);
  return found;
}

/** The first equation that a range of the source recorded; undefined where it computed nothing of tracked numbers. */
export function firstIn(evidence: Evidence, range: Span): number | undefined {
  const wanted = sitesWithin(evidence, range);
  if (wanted.size === 0) return undefined;
  const found = evidence.trace.equations.site.findIndex((site) => wanted.has(site));
  return found < 0 ? undefined : found;
}

/** Whether a range of the source lies in another, or is the same. */
export function isWithin(span: Span, around: Span): boolean {
  return span[0] === around[0] && within(rangeOf(span), rangeOf(around));
}
