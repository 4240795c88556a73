import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { ARRAY, shapeOf, type Trace } from '../../shared/trace.ts';
import { operandTensor, paramsOf } from '../autodiff/operandTensors.ts';
import { freeIds } from '../autodiff/forward.ts';
import { primitiveNames } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';
import { equalWithin } from '../primitives/algebra.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { sidesOf, staysApart, type Side } from './beside.ts';
import type { Finder } from './finder.ts';

/** By the primitive of vectors: the primitive of the values that belong to them, and their name in messages. */
const valuesOf: { readonly [P in PrimitiveName]?: readonly [values: PrimitiveName, name: string] } = {
  leftSingularVectors: ['singularValues', 'singular '],
  rightSingularVectors: ['singularValues', 'singular '],
  eigenvectors: ['eigenvalues', 'eigen'],
  eigenvalues: ['eigenvalues', 'eigen'],
};

/**
 * Singular vectors and eigenvectors of equal values have no derivative: where a result depends on how such vectors rotate among
 * themselves, its gradient lacks that part. Reports the first such equation; not where the gradient is what it tends to from
 * beside the inputs, as of U·Vᵀ, on which such a rotation has no influence.
 */
export const degenerateSpectra: Finder = (trace, cotangents, spanOf) => {
  const found = equalValues(trace, cotangents, spanOf);
  return found.length > 0 && isLimit(trace, cotangents) ? [] : found;
};

/** Whether the gradient is what the gradients beside the inputs tend to. */
function isLimit(trace: Trace, cotangents: Float64Array): boolean {
  const sides = sidesOf(trace);
  const ids = freeIds(trace);
  const largest = ids.reduce((most, id) => Math.max(most, Math.abs(cotangents[id]!)), 0);
  const tends = ({ farther, nearer }: Side) =>
    ids.every((id) => {
      const gap = nearer.cotangents[id]! - cotangents[id]!;
      return (
        Math.abs(gap) <= 1e-6 * largest ||
        !(staysApart(farther.cotangents[id]! - cotangents[id]!, gap) || Number.isNaN(gap))
      );
    });
  return sides.length > 0 && sides.every(tends);
}

const equalValues: Finder = (trace, cotangents, spanOf) => {
  const { op, out, rows, columns, lhs, site, operands } = trace.equations;
  // Without operands that are arrays nothing was decomposed.
  for (let e = 0; e < op.length && operands.length > 0; e++) {
    const found = op[e]! & ARRAY ? valuesOf[primitiveNames[op[e]! & ~ARRAY]!] : undefined;
    if (!found) continue;
    const [name, kind] = found;
    if (primitiveNames[op[e]! & ~ARRAY]! === name) {
      const message = equalEigenvalues(trace, e, cotangents);
      const span = message && spanOf(site[e]!);
      if (span) return [finding(message, span, e)];
      continue;
    }
    const [n, count] = shapeOf(rows[e]!, columns[e]!) as [number, number];
    const part = (numbers: Float64Array) => numbers.subarray(out[e]!, out[e]! + n * count);
    const operand = operandTensor(trace, lhs[e]!, trace.values);
    const values = rules[name].evaluate([operand], paramsOf(trace, e));
    const pair = rotatingPair(values, part(trace.values), part(cotangents), n);
    const span = pair && spanOf(site[e]!);
    if (!span) continue;
    const [i, j] = pair;
    const [a, b] = [values[i]!, values[j] ?? 0];
    const other = j < count ? String(j + 1) : 'those left out';
    const message =
      `The ${kind}vectors ${i + 1} and ${other} have no derivative: their values ${a} and ${b} are equal ` +
      `(gap ${Math.abs(a - b)}). How the result depends on their turning among themselves is left out of the gradient.`;
    return [finding(message, span, e)];
  }
  return [];
};

function finding(message: string, span: Span, equation: number): Diagnostic {
  const [code, kind] = ['degenerate-spectrum', 'conditioning'] as const;
  return { code, class: kind, severity: 'warning', message, span, related: [], equation };
}

/**
 * The message where a result depends on equal eigenvalues of a matrix that is not symmetric: near it they differ by the square
 * root of a perturbation.
 */
function equalEigenvalues(trace: Trace, e: number, cotangents: Float64Array): string | undefined {
  const { out, rows } = trace.equations;
  if (paramsOf(trace, e)['symmetric'] !== null) return undefined;
  const part = (numbers: Float64Array) => [...numbers.subarray(out[e]!, out[e]! + rows[e]!)];
  const [values, bars] = [part(trace.values), part(cotangents)];
  const largest = Math.max(...values.map(Math.abs));
  const first = values.findIndex((x, i) =>
    values.some(
      (y, j) => j > i && Math.abs(x - y) <= equalWithin * largest && (bars[i] !== 0 || bars[j] !== 0),
    ),
  );
  if (first < 0) return undefined;
  const second = values.findIndex(
    (y, j) => j > first && Math.abs(values[first]! - y) <= equalWithin * largest,
  );
  return (
    `The eigenvalues ${first + 1} and ${second + 1} of a matrix that is not symmetric have no derivative: ${values[first]} and ` +
    `${values[second]} are equal (gap ${Math.abs(values[first]! - values[second]!)}), and near it they part like a square root.`
  );
}

/** Two vectors of equal values on whose rotation the result depends; the second is `count` for the null space. */
function rotatingPair(
  values: Float64Array,
  vectors: Float64Array,
  cotangents: Float64Array,
  n: number,
): readonly [number, number] | undefined {
  const count = values.length;
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const scale = cotangents.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const depends = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += vectors[k * count + i]! * cotangents[k * count + j]!;
    return Math.abs(sum) > 1e-12 * scale;
  };
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const isEqual = Math.abs(values[i]! - values[j]!) <= equalWithin * largest;
      if (isEqual && (depends(i, j) || depends(j, i))) return [i, j];
    }
    const isNull = n > count && Math.abs(values[i]!) <= equalWithin * largest;
    if (isNull && cotangents.some((x, at) => at % count === i && x !== 0)) return [i, count];
  }
  return undefined;
}

/** Whether a primitive is a value or a vector of a spectrum. */
export function isSpectral(name: PrimitiveName): boolean {
  return Object.entries(valuesOf).some(([vectors, [values]]) => name === vectors || name === values);
}

/** Whether the result depends on how vectors of equal values turn. */
export function touchesEqualSpectrum(trace: Trace, cotangents: Float64Array): boolean {
  return degenerateSpectra(trace, cotangents, () => [0, 1, 0, 1, 0]).length > 0;
}
