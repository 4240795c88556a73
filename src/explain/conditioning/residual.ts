import { ARRAY, operandsOf, type Trace } from '../../shared/trace.ts';
import { carriedInto, givenAt } from '../evidence/carried.ts';
import { loopsOf, type Rounds } from '../evidence/loops.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { matrixEquationsOf } from '../evidence/operations.ts';
import { eachTracked } from '../evidence/reach.ts';
import type { LossyStep } from './lossyStep.ts';

/**
 * Whether a difference of which only rounding is left was meant to become zero: it compares a number with itself as it was before or
 * as another way gives it (a drift, a step of an iteration), or checks what an iteration that has come to rest, or a solver, was to fulfil.
 */
export function isResidual(evidence: Evidence, { equation, op }: LossyStep): boolean {
  if (op !== 'sub' && op !== 'add') return false;
  const { trace, makers } = evidence;
  const [a, b] = operandsOf(trace, equation).map(({ refs }) => refs[0]!);
  if (a !== undefined && b !== undefined && areAlike(trace, makers, a, b, depthCompared)) return true;
  let known: Uint8Array | undefined;
  const read = () => (known ??= ancestorsOf(trace, makers, equation));
  return solves(evidence, read) || hasComeToRest(evidence, read, equation);
}

/** Two numbers made by the same operations down to this depth count as the same quantity. */
const depthCompared = 2;

function areAlike(trace: Trace, makers: Int32Array, a: number, b: number, depth: number): boolean {
  if (depth === 0) return true;
  const [x, y] = [a, b].map((ref) => (ref > 0 ? makers[ref]! : -1)) as [number, number];
  if (x < 0 || y < 0) return depth < depthCompared && x < 0 && y < 0;
  const { op } = trace.equations;
  if (op[x] !== op[y]) return false;
  const [left, right] = [operandsOf(trace, x), operandsOf(trace, y)];
  return (
    left.length === right.length &&
    left.every(({ refs }, k) => areAlike(trace, makers, refs[0]!, right[k]!.refs[0]!, depth - 1))
  );
}

/** The equations that an equation is computed of, itself included, as marks. */
function ancestorsOf({ equations }: Trace, makers: Int32Array, equation: number): Uint8Array {
  const { op, lhs, rhs } = equations;
  const marks = new Uint8Array(op.length);
  const mark = (ref: number) => {
    if (ref > 0 && makers[ref]! >= 0) marks[makers[ref]!] = 1;
  };
  marks[equation] = 1;
  for (let e = equation; e >= 0; e--) {
    if (!marks[e]) continue;
    if (op[e]! & ARRAY) eachTracked(equations, e, mark);
    else {
      mark(lhs[e]!);
      mark(rhs[e]!);
    }
  }
  return marks;
}

const solvers = new Set(
  'inverse solve pseudoInverse lu cholesky orthogonalFactor triangularFactor eigenvectors'.split(' '),
);

/** Whether a run inverts, solves or decomposes a matrix. */
export const usesSolver = (evidence: Evidence): boolean => matrixEquationsOf(evidence, solvers).length > 0;

function solves(evidence: Evidence, among: () => Uint8Array): boolean {
  return matrixEquationsOf(evidence, solvers).some((e) => among()[e] === 1);
}

/** The last step of an iteration that has come to rest is such a part of its result at most. */
const atRest = 1e-6;

/** Whether an iteration that some of these equations belong to is at rest where an equation reads it. */
function hasComeToRest({ trace, within }: Evidence, among: () => Uint8Array, reader: number): boolean {
  for (const loop of loopsOf(trace, within, 3)) {
    const last = loop.from.length - 1;
    if (reader < loop.from[last - 1]!) continue;
    for (const site of carriedInto(trace, loop, last))
      if (isAtRest(trace, loop, site) && isAmong(trace, loop, site, among())) return true;
  }
  return false;
}

/** Whether the last round of a loop hardly changes what a site gives. */
function isAtRest(trace: Trace, loop: Rounds, site: number): boolean {
  const last = loop.from.length - 1;
  const before = givenAt(trace, loop, last - 1, site);
  const now = givenAt(trace, loop, last, site);
  return now.length > 0 && now.every((x, i) => Math.abs(x - (before[i] ?? NaN)) <= atRest * Math.abs(x));
}

/** Whether an equation of a site in the last two rounds of a loop is marked. */
function isAmong({ equations }: Trace, { from, to }: Rounds, site: number, among: Uint8Array): boolean {
  for (let e = from.at(-2)!; e < to.at(-1)!; e++)
    if (among[e] === 1 && equations.site[e] === site) return true;
  return false;
}
