import { contributionsOf } from '../../engine/autodiff/index.ts';
import { ARRAY, operandsOf, sizeAt, type Trace } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { eachTracked } from '../evidence/reach.ts';

/** One equation on the way by which most of a gradient comes. */
export interface PathStep {
  readonly equation: number;
  /** The length of the gradient of its result. */
  readonly gradient: number;
  /** What a gradient is multiplied by on the way back through it. */
  readonly factor: number;
}

/** Longer ways are followed so far: enough to tell a rate from. */
const mostSteps = 20_000;
/** Of a number that is read more often, so many of the readers are tried. */
const mostReaders = 256;

/** The way from some elements to the result by which most of their gradient comes, step by step. */
export function dominantPath(evidence: Evidence, ids: Int32Array): PathStep[] {
  const { trace, cotangents, makers, consumers } = evidence;
  const { start, readers } = consumers;
  const path: PathStep[] = [];
  const wanted = new Set(ids);
  let next = strongest(evidence, firstReaders(evidence, ids), (ref) => wanted.has(ref));
  while (next && path.length < mostSteps) {
    path.push(next);
    const e = next.equation;
    next = strongest(
      evidence,
      readers.subarray(start[e]!, start[e + 1]!),
      (ref) => ref > 0 && makers[ref] === e,
    );
  }
  return path;

  function strongest(
    { result }: Evidence,
    candidates: Int32Array,
    isRead: (ref: number) => boolean,
  ): PathStep | undefined {
    let found: PathStep | undefined;
    let most = 0;
    const stride = Math.max(1, Math.floor(candidates.length / mostReaders));
    for (let i = 0; i < candidates.length; i += stride) {
      const e = candidates[i]!;
      const name = result.ops[trace.equations.op[e]! & ~ARRAY]!.name;
      const sent =
        ofNumbers(trace, cotangents, e, name, isRead) ?? contributionTo(trace, cotangents, e, name, isRead);
      if (!(sent > most)) continue;
      const gradient = gradientOf(trace, cotangents, e);
      [most, found] = [sent, { equation: e, gradient, factor: sent / gradient }];
    }
    return found;
  }
}

/** The equations that read some elements, or others of the same equations. */
function firstReaders({ trace, makers, consumers }: Evidence, ids: Int32Array): Int32Array {
  const made = new Set(Array.from(ids, (id) => makers[id]!));
  if (made.has(-1)) return readersOfLeaves(trace, ids);
  const { start, readers } = consumers;
  return Int32Array.from([...made].flatMap((e) => [...readers.subarray(start[e], start[e + 1])]));
}

function readersOfLeaves(trace: Trace, ids: Int32Array): Int32Array {
  const { op, lhs, rhs } = trace.equations;
  const isTarget = new Uint8Array(trace.values.length);
  for (const id of ids) isTarget[id] = 1;
  const found: number[] = [];
  for (let e = 0; e < op.length; e++) {
    let reads = false;
    if (op[e]! & ARRAY) eachTracked(trace.equations, e, (id) => (reads ||= isTarget[id] === 1));
    else reads = isTarget[Math.max(lhs[e]!, 0)] === 1 || isTarget[Math.max(rhs[e]!, 0)] === 1;
    if (reads) found.push(e);
  }
  return Int32Array.from(found);
}

/** `contributionTo` of the arithmetic of numbers, of which long ways are made; undefined of others. */
function ofNumbers(
  { equations, values, constants }: Trace,
  cotangents: Float64Array,
  e: number,
  op: string,
  isRead: (ref: number) => boolean,
): number | undefined {
  if (equations.op[e]! & ARRAY) return undefined;
  const [a, b] = [equations.lhs[e]!, equations.rhs[e]!];
  const number = (ref: number) => (ref > 0 ? values[ref]! : ref < 0 ? constants[-ref - 1]! : 0);
  const slopes = slopesOf(op, number(a), number(b));
  if (!slopes) return undefined;
  const g = Math.abs(cotangents[equations.out[e]!]!);
  return g * Math.hypot(isRead(a) ? slopes[0] : 0, isRead(b) ? slopes[1] : 0);
}

function slopesOf(op: string, x: number, y: number): readonly [number, number] | undefined {
  if (op === 'add' || op === 'sub') return [1, 1];
  if (op === 'mul') return [y, x];
  return op === 'div' ? [1 / y, x / (y * y)] : undefined;
}

/** The length of what an equation adds to the gradients of some of its operands' elements. */
function contributionTo(
  trace: Trace,
  cotangents: Float64Array,
  e: number,
  op: string,
  isRead: (ref: number) => boolean,
): number {
  const operands = operandsOf(trace, e);
  const parts = contributionsOf(trace, cotangents, e, op);
  let squares = 0;
  parts?.forEach((part, k) => {
    part?.data.forEach((g, i) => {
      if (isRead(operands[k]!.refs[i]!)) squares += g * g;
    });
  });
  return Math.sqrt(squares);
}

/** The length of the gradient of an equation's result. */
export function gradientOf({ equations }: Trace, cotangents: Float64Array, e: number): number {
  const first = equations.out[e]!;
  const size = sizeAt(equations.rows[e]!, equations.columns[e]!);
  let squares = 0;
  for (let id = first; id < first + size; id++) squares += cotangents[id]! ** 2;
  return Math.sqrt(squares);
}
