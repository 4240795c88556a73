import { lastNotAbove } from '../../shared/bisect.ts';
import { endsBefore, type Span } from '../../shared/span.ts';
import {
  ARRAY,
  OperandKind,
  sizeAt,
  type Overwrites,
  type Trace,
  type TraceResult,
} from '../../shared/trace.ts';
import { rangeOf, sameRange, within } from '../model/sitesAtPlace.ts';
import { callsAround } from '../model/rows.ts';
import { timeBefore } from './chosenTimes.ts';

/** Equations after a change in place among which its reader is looked for: the expression around the call. */
const mostBetween = 50;

/**
 * The calls by which a matrix with a name was changed in place although their result was taken for a new value, by site, with the name:
 * `const doubled = w.mul(2)`, `x.mmul(w.mul(2))` where the matrix is read again. Not `w.mul(2);` nor `w = w.sub(g)`, which mean what they
 * do.
 */
export function overwrittenSites(result: TraceResult, times: Int32Array): Map<number, string> {
  const { names, overwrites } = result.trace;
  const found = new Map<number, string>();
  if (!overwrites || !names.holder) return found;
  const bindings = bindingsByHolder(overwrites, names.holder);
  const readers = countReaders(result.trace, overwrites);
  const textOf = (row: number) => result.texts.get(names.site[row]!) ?? '';
  overwrites.site.forEach((site, k) => {
    const matrix = bindings.get(overwrites.holder[k]!)!;
    for (; matrix.rows[matrix.at]! < overwrites.name[k]!; matrix.at++) {
      matrix.last = textOf(matrix.rows[matrix.at]!);
      matrix.texts.add(matrix.last);
    }
    const after = matrix.rows[matrix.at];
    const isNewName =
      after !== undefined &&
      times[after] === timeBefore(result.trace, overwrites.equation[k]!) &&
      !matrix.texts.has(textOf(after)) &&
      isGiven(result, names.site[after]!, k);
    const isReadAgain = readers.get(overwrites.id[k]!)! > 1;
    if (!found.has(site) && (isNewName || (isReadAgain && isUsed(result, overwrites, k))))
      found.set(site, matrix.last);
  });
  return found;
}

/** The names of a matrix that was changed: their rows, and of those before the row `at` the texts and the last one. */
interface Bound {
  readonly rows: number[];
  readonly texts: Set<string>;
  at: number;
  last: string;
}

function bindingsByHolder(overwrites: Overwrites, holder: Int32Array): Map<number, Bound> {
  const bound = new Map<number, Bound>();
  for (const changed of overwrites.holder)
    if (!bound.has(changed)) bound.set(changed, { rows: [], texts: new Set(), at: 0, last: '' });
  holder.forEach((one, row) => bound.get(one)?.rows.push(row));
  return bound;
}

/** How often equations and outputs read any element of each variable that a matrix was changed to, by its first id. */
function countReaders({ equations, outputs }: Trace, overwrites: Overwrites): Map<number, number> {
  const { op, out, rows, columns, lhs, rhs, operands, gathers } = equations;
  const ids = overwrites.id.filter((id) => id > 0).sort();
  const ends = ids.map((id) => id + sizeAt(rows[lastNotAbove(out, id)]!, columns[lastNotAbove(out, id)]!));
  const counts = new Map<number, number>();
  const variableOf = (ref: number) => {
    const k = lastNotAbove(ids, ref);
    return k >= 0 && ref < ends[k]! ? ids[k]! : 0;
  };
  const count = (id: number) => counts.set(id, (counts.get(id) ?? 0) + 1);
  const read = (ref: number) => count(variableOf(ref));
  for (let e = 0; e < op.length; e++) {
    if (!(op[e]! & ARRAY)) {
      read(lhs[e]!);
      read(rhs[e]!);
      continue;
    }
    for (let at = 4 * lhs[e]!; at < 4 * (lhs[e]! + rhs[e]!); at += 4) {
      const [kind, first] = [operands[at]!, operands[at + 3]!];
      if (kind === OperandKind.block) read(first);
      if (kind !== OperandKind.gather) continue;
      const size = sizeAt(operands[at + 1]!, operands[at + 2]!);
      new Set(Array.from(gathers.subarray(first, first + size), variableOf)).forEach(count);
    }
  }
  for (const { refs } of outputs) if (refs.length > 0) read(refs[0]!);
  return counts;
}

/** Whether a name stands before the call of a change, or before a call around that, on one line: it was given the result. */
function isGiven(result: TraceResult, name: number, k: number): boolean {
  const given = result.spans.get(name);
  const calls = [
    result.trace.overwrites!.site[k]!,
    ...callsAround(result, result.trace.overwrites!.equation[k]! - 1),
  ];
  return calls.some((site) => endsBefore(given, result.spans.get(site)));
}

/** Whether the expression around the call of a change reads the result, and is not another change of the matrix. */
function isUsed(result: TraceResult, overwrites: Overwrites, k: number): boolean {
  const { trace, spans } = result;
  const [id, from, span] = [overwrites.id[k]!, overwrites.equation[k]!, spans.get(overwrites.site[k]!)];
  if (id === 0 || !span) return false;
  const end = Math.min(from + mostBetween, trace.equations.op.length);
  for (let e = from; e < end; e++) {
    if (!reads(trace, e, id)) continue;
    const isAround = [trace.equations.site[e]!, ...callsAround(result, e)].some((site) =>
      isInside(span, spans.get(site)),
    );
    return isAround && !isChangedBy(overwrites, k, e);
  }
  return false;
}

/** Whether an equation has an operand that is the run of elements from an id on. */
function reads({ equations }: Trace, e: number, id: number): boolean {
  const { op, lhs, rhs, operands } = equations;
  if (!(op[e]! & ARRAY)) return lhs[e] === id || rhs[e] === id;
  for (let at = 4 * lhs[e]!; at < 4 * (lhs[e]! + rhs[e]!); at += 4)
    if (operands[at] === OperandKind.block && operands[at + 3] === id) return true;
  return false;
}

/** Whether an equation belongs to a later change of the matrix of a change. */
function isChangedBy({ holder, equation }: Overwrites, k: number, e: number): boolean {
  for (let next = k + 1; next < holder.length && equation[next]! <= e + mostBetween; next++)
    if (holder[next] === holder[k] && equation[next]! > e) return true;
  return false;
}

/** Whether a range lies in a larger one. */
function isInside(span: Span, around: Span | undefined): boolean {
  if (around?.[0] !== span[0]) return false;
  return within(rangeOf(span), rangeOf(around)) && !sameRange(rangeOf(span), rangeOf(around));
}
