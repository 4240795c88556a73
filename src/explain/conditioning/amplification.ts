import { differentiate } from '../../engine/autodiff/index.ts';
import type { Output, Trace } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';

/**
 * How much a relative error of a number changes what is asked about, relatively: |∂·value|·scale of every element. 1 means that
 * an error in the last digit stays one; 10⁸ that it takes half of the digits.
 */
export interface Amplification {
  /** Derivatives of the weighted sum of what is asked about, by element id. */
  readonly cotangents: Float64Array;
  readonly scale: number;
  /** The largest number asked about; where it is 0, an error has nothing to be compared with, and `scale` is 1. */
  readonly norm: number;
}

/** The amplification for the whole result; undefined of a run that did not finish, or whose result is not finite. */
export function amplificationOfResult(evidence: Evidence): Amplification | undefined {
  const { trace, cotangents } = evidence;
  if (cotangents.length === 0) return undefined;
  const [only] = trace.outputs;
  if (trace.outputs.length === 1 && only!.refs.length === 1 && only!.refs[0]! > 0) {
    const value = Math.abs(trace.values[only!.refs[0]!]!);
    if (!Number.isFinite(value)) return undefined;
    return { cotangents, scale: value === 0 ? 1 : 1 / value, norm: value };
  }
  return mayBeLarge(evidence) ? weighted(trace, trace.outputs) : undefined;
}

/** Of what is amplified less, no digits are lost that one would miss. */
const leastAmplified = 1e5;

/** Whether anything can be amplified much: a look at the gradient of the outputs' sum, which is there already. */
function mayBeLarge({ trace, largestEffect }: Evidence): boolean {
  const norms = trace.outputs.map((output) => normOf(trace, output)).filter((norm) => norm > 0);
  const least = leastAmplified * Math.min(...norms, Infinity);
  return norms.length === 0 || largestEffect >= least;
}

/** The amplification for some elements: those of a variable. */
export function amplificationOf({ trace }: Evidence, ids: Int32Array): Amplification | undefined {
  return weighted(trace, [{ path: '', shape: [ids.length], refs: ids }]);
}

/** Sums the outputs with weights of changing sign, so that errors do not cancel, each as part of the largest number beside it. */
function weighted(trace: Trace, outputs: readonly Output[]): Amplification | undefined {
  const tracked = outputs.filter(({ refs }) => refs.some((ref) => ref > 0));
  const norms = tracked.map((output) => normOf(trace, output));
  if (tracked.length === 0 || !norms.every(Number.isFinite)) return undefined;
  const largest = Math.max(...norms);
  let at = 0;
  const seed = tracked.flatMap(({ refs }, k) => {
    const weight = norms[k]! > 0 ? 1 / norms[k]! : largest === 0 ? 1 : 0;
    return Array.from(refs, () => weight * signOf(at++));
  });
  const cotangents = differentiate({ ...trace, outputs: tracked }, Float64Array.from(seed));
  return { cotangents, scale: 1, norm: largest };
}

/** The largest number of an output. */
export function normOf({ values }: Trace, { refs }: Output): number {
  return refs.reduce((most, ref) => (ref > 0 ? Math.max(most, Math.abs(values[ref]!)) : most), 0);
}

/** Signs without a pattern, the same in every run. */
const signOf = (k: number): number => (Math.imul(k + 1, 0x9e3779b1) & 0x10000 ? 1 : -1);

/** The relative change of what is asked about by one of a run of elements, each changed by its own part. */
export function amplified(
  { values }: Trace,
  { cotangents, scale }: Amplification,
  first: number,
  size: number,
): number {
  let squares = 0;
  for (let id = first; id < first + size; id++) squares += (cotangents[id]! * values[id]!) ** 2;
  return Math.sqrt(squares) * scale;
}
