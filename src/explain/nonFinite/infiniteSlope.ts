import { contributionOfNumber, contributionsOf } from '../../engine/autodiff/index.ts';
import { primitiveNames } from '../../engine/primitives/index.ts';
import { groupsOf } from '../../engine/proofs/index.ts';
import { ARRAY, operandsOf, sizeAt, type Operand, type Trace } from '../../shared/trace.ts';

/** Where a gradient stops being finite on its way back: an equation that sends what it did not receive. */
export interface InfiniteSlope {
  readonly equation: number;
  /** Which of its operands gets it. */
  readonly operand: number;
  /** The elements that it comes through, in the order of the gradient: that of the operand first, one of those asked for last. */
  readonly refs: readonly number[];
}

/**
 * Follows elements whose gradient is not finite forwards to the first equation, in the order of the run, that made one so: one sweep over
 * the equations, as far as that one. Undefined where there is none, as where contributions overflow in their sum.
 */
export function infiniteSlope(
  trace: Trace,
  cotangents: Float64Array,
  refs: Iterable<number>,
): InfiniteSlope | undefined {
  const { op, out, lhs, rhs } = trace.equations;
  /** By element that the gradient comes through: the one that it goes on to, `asked` of those asked for; 0 of others. */
  const next = new Int32Array(trace.values.length);
  for (const ref of refs) if (!Number.isFinite(cotangents[ref])) next[ref] = asked;
  for (let e = 0; e < op.length; e++) {
    if (op[e]! & ARRAY) {
      const sent = throughArray(trace, cotangents, e, next);
      if (sent) return { equation: e, operand: sent.operand, refs: chain(next, sent.ref) };
      continue;
    }
    for (const k of [0, 1] as const) {
      const ref = k === 0 ? lhs[e]! : rhs[e]!;
      if (ref <= 0 || next[ref] === 0) continue;
      if (Number.isFinite(contributionOfNumber(trace, cotangents, e, k))) continue;
      if (Number.isFinite(cotangents[out[e]!])) return { equation: e, operand: k, refs: chain(next, ref) };
      next[out[e]!] = ref;
    }
  }
  return undefined;
}

const asked = -1;

function chain(next: Int32Array, from: number): number[] {
  const refs: number[] = [];
  for (let ref = from; ref !== asked; ref = next[ref]!) refs.push(ref);
  return refs;
}

/** What an array equation sends to elements that the gradient comes through and did not receive; asks for what it received. */
function throughArray(trace: Trace, cotangents: Float64Array, e: number, next: Int32Array) {
  const operands = operandsOf(trace, e);
  const isAsked = (ref: number) => ref > 0 && next[ref] !== 0;
  if (!operands.some(({ refs }) => refs.some(isAsked))) return undefined;
  const received = operands.map((operand, k) => markReceived(trace, cotangents, e, operand, k, next));
  if (received.includes(true)) return undefined;
  const parts = contributionsOf(trace, cotangents, e, primitiveNames[trace.equations.op[e]! & ~ARRAY]!);
  for (const [operand, { refs }] of operands.entries()) {
    const data = parts?.[operand]?.data;
    const at = refs.findIndex((ref, i) => isAsked(ref) && !Number.isFinite(data?.[i] ?? 0));
    if (at >= 0) return { operand, ref: refs[at]! };
  }
  return undefined;
}

/** Asks for the elements of a result that an operand's asked ones reach and whose gradient is not finite; whether there are any. */
function markReceived(
  trace: Trace,
  cotangents: Float64Array,
  e: number,
  operand: Operand,
  k: number,
  next: Int32Array,
): boolean {
  const { out, rows, columns } = trace.equations;
  const first = out[e]!;
  const { count, ofOperand, ofResult } = groupsOf(trace, e, operand, k);
  const by = new Int32Array(count);
  operand.refs.forEach((ref, i) => {
    if (ref > 0 && next[ref] !== 0) by[ofOperand(i)] = ref;
  });
  let isReceived = false;
  for (let at = 0; at < sizeAt(rows[e]!, columns[e]!); at++) {
    const ref = by[ofResult(at)]!;
    if (ref === 0 || Number.isFinite(cotangents[first + at])) continue;
    next[first + at] = ref;
    isReceived = true;
  }
  return isReceived;
}
