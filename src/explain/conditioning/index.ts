import type { Diagnostic } from '../../shared/errors.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { reachedFrom } from '../evidence/reach.ts';
import type { Target } from '../evidence/target.ts';
import { amplificationOf, amplificationOfResult, type Amplification } from './amplification.ts';
import { cancellation } from './cancellation.ts';
import { divergence } from './divergence.ts';
import { growth } from './growth.ts';
import { singlePrecision } from './singlePrecision.ts';
import { nearSingular } from './nearSingular.ts';
import { closeSpectrum, explainEqualSpectrum } from './spectrum.ts';
import { traversedSolver } from './traversedSolver.ts';

export { explainEqualSpectrum };

/** Says why a value, or a gradient, is decided by small errors: an answer that there is, but that means little. */
export function explainConditioning(evidence: Evidence, target: Target): Diagnostic | undefined {
  const { ids, of, name } = target;
  const amplification = of === 'value' ? amplificationOf(evidence, ids) : amplificationOfResult(evidence);
  const swing = divergence(evidence, isAsked(evidence, target, amplification));
  if (swing) return swing;
  const lost = amplification && lostDigits(evidence, amplification, of === 'value' ? name : 'the result');
  return (
    lost ?? (of === 'gradient' && evidence.cotangents.length > 0 ? growth(evidence, ids, name) : undefined)
  );
}

/** Which elements have to do with a target: those that its gradient comes through, or that its value is computed from. */
function isAsked(
  { trace, cotangents }: Evidence,
  { of, ids }: Target,
  amplification: Amplification | undefined,
): (id: number) => boolean {
  if (of === 'value') {
    const last = ids.reduce((most, id) => Math.max(most, id), 0);
    return (id) => (amplification ? amplification.cotangents[id] !== 0 : id <= last);
  }
  let reached: Uint8Array | undefined;
  return (id) => cotangents[id] !== 0 && (reached ??= reachedFrom(trace, ids))[id] === 1;
}

/** In longer runs nobody looks for a swing unasked: the loops alone would take as much memory as the record. */
const mostSearched = 2e6;

/** What is found without being asked. */
export function findConditioning(evidence: Evidence): Diagnostic[] {
  const { cotangents, trace } = evidence;
  const amplification = amplificationOfResult(evidence);
  const isAsked = (id: number) => cotangents.length === 0 || cotangents[id] !== 0;
  const swing = trace.equations.op.length <= mostSearched ? divergence(evidence, isAsked) : undefined;
  const found =
    swing ??
    (amplification &&
      (lostDigits(evidence, amplification, 'the result') ?? explosion(evidence, amplification)));
  return found ? [found] : [];
}

/** A relative error of an input that comes out so much larger leaves half of the digits, if it was in the last one. */
const exploded = 1e8;

/** An input whose relative errors a loop makes larger and larger. */
function explosion(evidence: Evidence, { cotangents, scale }: Amplification): Diagnostic | undefined {
  const { values, leaves } = evidence.trace;
  for (const { path, first, shape } of evidence.largestEffect * scale > exploded ? leaves : []) {
    let worst = 0;
    let most = exploded;
    for (let id = first; id > 0 && id < first + sizeOf(shape); id++) {
      const effect = Math.abs(cotangents[id]! * values[id]!) * scale;
      if (effect > most) [most, worst] = [effect, id];
    }
    const found =
      worst > 0 ? growth(evidence, Int32Array.of(worst), path.replace(/^module:(.*:)?/, '')) : undefined;
    if (found?.severity === 'warning') return found;
  }
  return undefined;
}

/** Why rounding takes digits of what is asked about; a solver is tried before its parts. */
function lostDigits(evidence: Evidence, amplification: Amplification, name: string): Diagnostic | undefined {
  return (
    nearSingular(evidence, amplification) ??
    closeSpectrum(evidence, amplification) ??
    traversedSolver(evidence, amplification) ??
    singlePrecision(evidence, amplification, name) ??
    cancellation(evidence, amplification, name)
  );
}
