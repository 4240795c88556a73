import { contributionsOf } from '../../engine/autodiff/index.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { ARRAY, operandsOf, sizeAt, valueOf } from '../../shared/trace.ts';
import { opName } from '../../present/model/variables.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { matrixEquationsOf } from '../evidence/operations.ts';
import { ownPlace } from '../evidence/places.ts';
import type { Target } from '../evidence/target.ts';
import { reachedFrom } from '../evidence/reach.ts';
import type { Amplification } from './amplification.ts';

/** Vectors of values nearer than this turn so fast that seven digits of a derivative through them are noise. */
const closeWithin = 1e-6;
/** Values nearer than this count as equal: see the finding of equal values. */
const equalWithin = 1e-10;
const leastEffect = 1e6;
const warnedEffect = 1e8;

const valuesOf: Readonly<Record<string, readonly [values: string, kind: string] | undefined>> = {
  leftSingularVectors: ['singularValues', 'singular '],
  rightSingularVectors: ['singularValues', 'singular '],
  eigenvectors: ['eigenvalues', 'eigen'],
};
const vectors = new Set(Object.keys(valuesOf));

/** Vectors of equal values, where the gradient asked about goes through them. */
export function explainEqualSpectrum(
  { result, trace }: Evidence,
  { of, ids }: Target,
): Diagnostic | undefined {
  const found = result.diagnostics.find(({ code }) => code === 'degenerate-spectrum');
  if (of !== 'gradient' || found?.equation === undefined) return undefined;
  const first = trace.equations.out[found.equation]!;
  return reachedFrom(trace, ids)[first] === 1 ? found : undefined;
}

/** Eigenvectors or singular vectors of nearly equal values, by which what is asked about changes without bound. */
export function closeSpectrum(evidence: Evidence, amplification: Amplification): Diagnostic | undefined {
  const { result } = evidence;
  for (const e of matrixEquationsOf(evidence, vectors)) {
    const of = valuesOf[opName(result, e)]!;
    const pair = closestPair(evidence, e, of[0]);
    if (!pair) continue;
    const effect = effectOf(evidence, amplification, e);
    const span = ownPlace(evidence, e);
    if (!span || !(effect >= leastEffect)) continue;
    const [i, j, a, b] = pair;
    const iteration = evidence.iteration(e);
    return {
      code: 'ill-conditioned',
      class: 'conditioning',
      severity: effect >= warnedEffect ? 'warning' : 'information',
      message:
        `The ${of[1]}vectors ${i + 1} and ${j + 1} are hardly determined: their values ${a} and ${b} are nearly equal, so a relative ` +
        `change of the matrix moves the result ${shortNumber(effect)} times as much.`,
      span,
      related: [],
      equation: e,
      ...(iteration !== undefined && { iteration }),
    };
  }
  return undefined;
}

/** The two values that are closest, if they are close but not equal, with their places. */
function closestPair(
  { trace, result }: Evidence,
  vectors: number,
  name: string,
): readonly [i: number, j: number, a: number, b: number] | undefined {
  const { op, out, rows, columns, site } = trace.equations;
  let e = vectors;
  // The values are recorded before the vectors, at the same place.
  while (e >= 0 && site[e] === site[vectors] && result.ops[op[e]! & ~ARRAY]!.name !== name) e--;
  if (e < 0 || site[e] !== site[vectors]) return undefined;
  const values = trace.values.subarray(out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
  let found: readonly [number, number, number, number] | undefined;
  let least = closeWithin * largest;
  for (let k = 1; k < order.length; k++) {
    const [i, j] = [order[k - 1]!, order[k]!].sort((a, b) => a - b) as [number, number];
    const gap = Math.abs(values[i]! - values[j]!);
    if (gap > equalWithin * largest && gap <= least) [least, found] = [gap, [i, j, values[i]!, values[j]!]];
  }
  return found;
}

/** How an error of the decomposed matrix, as part of its largest number, changes what is asked about, relatively. */
function effectOf({ trace, result }: Evidence, { cotangents, scale }: Amplification, e: number): number {
  const [matrix] = operandsOf(trace, e);
  const name = result.ops[trace.equations.op[e]! & ~ARRAY]!.name;
  const [sent] = contributionsOf(trace, cotangents, e, name) ?? [];
  const largest = matrix!.refs.reduce((most, ref) => Math.max(most, Math.abs(valueOf(trace, ref))), 0);
  return Math.hypot(...(sent?.data ?? [])) * largest * scale;
}
