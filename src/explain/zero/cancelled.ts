import { contributionsOf } from '../../engine/autodiff/index.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { opName } from '../../present/model/variables.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { ARRAY, operandsOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { eachTracked } from '../evidence/reach.ts';
import type { Start } from './lost.ts';

/** Parts of a gradient that leave no more of themselves have cancelled; what is left is rounding. */
const rounding = 1e-14;

/**
 * A gradient whose parts cancel, up to rounding, in the operations that take the numbers: what they add is taken away again, as the mean
 * of a batch is.
 */
export function cancelledGradient(evidence: Evidence, { name, ids }: Start): Diagnostic | undefined {
  const { trace, cotangents, result } = evidence;
  const left = largest(ids, cotangents);
  if (left === 0 || !(left <= rounding * largest(cotangents.keys(), cotangents))) return undefined;
  const { op, lhs, rhs } = trace.equations;
  const isAsked = new Set(ids);
  const sizes = cotangents.map(Math.abs);
  const parts = new Map<number, number>();
  let first: number | undefined;
  for (let e = 0; e < op.length; e++) {
    let reads = false;
    if (op[e]! & ARRAY) eachTracked(trace.equations, e, (id) => (reads ||= isAsked.has(id)));
    else reads = isAsked.has(lhs[e]!) || isAsked.has(rhs[e]!);
    if (!reads) continue;
    first ??= e;
    const contributions = contributionsOf(trace, sizes, e, opName(result, e)) ?? [];
    operandsOf(trace, e).forEach(({ refs }, k) =>
      refs.forEach((ref, i) => {
        const part = Math.abs(contributions[k]?.data[i] ?? 0);
        if (isAsked.has(ref)) parts.set(ref, (parts.get(ref) ?? 0) + part);
      }),
    );
  }
  const span = first === undefined ? undefined : ownPlace(evidence, first);
  if (first === undefined || !span) return undefined;
  if (!ids.every((id) => Math.abs(cotangents[id]!) <= rounding * (parts.get(id) ?? 0))) return undefined;
  const most = Math.max(...parts.values());
  const text = evidence.textOf(first);
  return {
    code: 'zero-gradient',
    class: 'locally-zero',
    // It may be so by a symmetry of these numbers.
    severity: 'information',
    message:
      `${name} has no influence here: what comes back to it at ${text} cancels, parts of ${shortNumber(most)} to ${shortNumber(left)}, which is ` +
      `rounding. What it adds is taken away again after that.`,
    span,
    related: [],
    equation: first,
  };
}

function largest(ids: Iterable<number>, numbers: Float64Array): number {
  let most = 0;
  for (const id of ids) {
    const size = Math.abs(numbers[id]!);
    if (size > most) most = size;
  }
  return most;
}
