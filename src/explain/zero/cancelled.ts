import { contributionsOf } from '../../engine/autodiff/index.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { opName } from '../../present/model/variables.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { ARRAY, operandsOf, sizeAt, type Trace } from '../../shared/trace.ts';
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
  const left = ids.reduce((most, id) => Math.max(most, Math.abs(cotangents[id]!)), 0);
  // Of parts that are not finite nothing is known.
  const readers = left > 0 && left < Infinity ? readersOf(trace, ids) : [];
  if (readers.length === 0 || readers.length > mostReaders) return undefined;
  const isAsked = new Set(ids);
  const sizes = new Float64Array(cotangents.length);
  const parts = new Map<number, number>();
  for (const e of readers) {
    const { out, rows, columns } = trace.equations;
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) sizes[id] = Math.abs(cotangents[id]!);
    const contributions = contributionsOf(trace, sizes, e, opName(result, e)) ?? [];
    operandsOf(trace, e).forEach(({ refs }, k) =>
      refs.forEach((ref, i) => {
        const part = Math.abs(contributions[k]?.data[i] ?? 0);
        if (isAsked.has(ref)) parts.set(ref, (parts.get(ref) ?? 0) + part);
      }),
    );
  }
  const [first] = readers;
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

/** Of numbers that more operations take, nothing is looked at. */
const mostReaders = 1000;

/** The equations that take some elements, in order. */
function readersOf({ equations }: Trace, ids: Int32Array): number[] {
  const { op, lhs, rhs, operands } = equations;
  const found = new Set<number>();
  for (const id of ids) {
    for (const column of [lhs, rhs])
      for (let e = column.indexOf(id); e >= 0 && found.size <= mostReaders; e = column.indexOf(id, e + 1))
        if (!(op[e]! & ARRAY)) found.add(e);
  }
  if (operands.length > 0) {
    const isAsked = new Set(ids);
    for (let e = 0; e < op.length; e++)
      if (op[e]! & ARRAY) eachTracked(equations, e, (id) => isAsked.has(id) && found.add(e));
  }
  return [...found].sort((a, b) => a - b);
}
