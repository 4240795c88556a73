import { areFinite } from '../../engine/proofs/index.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { elementNames, namesText, sizeOf } from '../../shared/tensor.ts';
import { operandsOf, sizeAt, valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Target } from '../evidence/target.ts';
import { gradientFinding } from './gradientFinding.ts';
import { lostInfinity } from './lostInfinity.ts';
import { untracedResult } from './untracedResult.ts';
import { valueFinding } from './valueFinding.ts';

/** Why a value, or a gradient, is NaN or infinite: where it was born. */
export function explainNonFinite(evidence: Evidence, target: Target): Diagnostic | undefined {
  const { trace, cotangents } = evidence;
  const { of, ids, name } = target;
  const numbers = of === 'value' ? trace.values : cotangents;
  const bad = [...ids].filter((id) => !Number.isFinite(numbers[id] ?? 0));
  if (bad.length === 0 && of === 'gradient') return lostInfinity(evidence, target);
  if (bad.length === 0) return ids.length === 0 ? untracedResult(evidence) : undefined;
  if (of === 'value') return valueFinding(evidence, bad);
  const outputs = badOutputs(evidence);
  return outputs.length > 0 ? valueFinding(evidence, outputs) : gradientFinding(evidence, bad, name);
}

/** What is found without being asked. */
export function findNonFinite(evidence: Evidence): Diagnostic[] {
  const outputs = badOutputs(evidence);
  const found =
    evidence.result.status !== 'ok'
      ? findStopped(evidence)
      : outputs.length > 0
        ? valueFinding(evidence, outputs)
        : (untracedResult(evidence) ?? findGradient(evidence) ?? findHarmless(evidence));
  return found ? [found] : [];
}

/** The elements of the result that are not finite and were computed. */
function badOutputs({ trace }: Evidence): number[] {
  return trace.outputs.flatMap(({ refs }) =>
    [...refs].filter((ref) => ref > 0 && !Number.isFinite(valueOf(trace, ref))),
  );
}

function findGradient(evidence: Evidence): Diagnostic | undefined {
  const { trace, cotangents } = evidence;
  const names: string[] = [];
  const refs: number[] = [];
  for (const { first, shape, path } of trace.leaves) {
    if (first === 0) continue;
    const size = sizeOf(shape);
    const bad: number[] = [];
    for (let k = 0; k < size; k++) if (!Number.isFinite(cotangents[first + k] ?? 0)) bad.push(k);
    if (bad.length === 0) continue;
    names.push(elementNames(path.replace(/^module:/, ''), shape, bad.length === size ? null : bad));
    for (const k of bad) refs.push(first + k);
  }
  return refs.length > 0
    ? gradientFinding(evidence, refs, namesText(names.slice(0, mostNames), names.length))
    : undefined;
}

/** Names of which the last are counted where there are more. */
const mostNames = 4;

/** What is not finite though the result and its gradient are. */
function findHarmless(evidence: Evidence): Diagnostic | undefined {
  const id = firstMade(evidence);
  const found = id === undefined ? undefined : valueFinding(evidence, [id]);
  return (
    found && { ...found, severity: 'information', message: `${found.message} It does not reach the result.` }
  );
}

/** Of a run that did not finish, what is not finite and decided a branch or left the trace: that may be why. */
export function findStopped(evidence: Evidence): Diagnostic | undefined {
  const { trace } = evidence;
  const { lhs, rhs } = trace.guards;
  const taken = [...lhs, ...rhs, ...trace.cuts.map(({ id }) => id)];
  const bad = taken.filter((ref) => ref > 0 && Number.isNaN(valueOf(trace, ref)));
  const last = [lhs.at(-1) ?? 0, rhs.at(-1) ?? 0];
  bad.push(...last.filter((ref) => ref > 0 && !Number.isFinite(valueOf(trace, ref))));
  return bad.length > 0 ? valueFinding(evidence, bad) : undefined;
}

/** The first element that an equation made infinite or NaN of finite ones. */
function firstMade({ trace }: Evidence): number | undefined {
  const { equations, values } = trace;
  const from = firstNonFinite(values);
  if (from === 0) return undefined;
  for (let e = Math.max(0, lastNotAbove(equations.out, from)); e < equations.op.length; e++) {
    const first = equations.out[e]!;
    const end = first + sizeAt(equations.rows[e]!, equations.columns[e]!);
    let id = first;
    while (id < end && Number.isFinite(values[id])) id++;
    if (id === end) continue;
    const isOfFinite = operandsOf(trace, e).every(({ refs }) =>
      refs.every((ref) => Number.isFinite(valueOf(trace, ref))),
    );
    if (isOfFinite) return id;
  }
  return undefined;
}

/** The first element that is NaN or infinite; 0 where there is none. */
function firstNonFinite(values: Float64Array): number {
  if (areFinite(values, 1)) return 0;
  let id = 1;
  while (Number.isFinite(values[id])) id++;
  return id;
}
