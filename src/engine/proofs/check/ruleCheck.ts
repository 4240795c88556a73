import { sizeOf, type Tensor } from '../../../shared/tensor.ts';
import { ARRAY, shapeOf, sizeAt, type Trace } from '../../../shared/trace.ts';
import { numeric } from '../../autodiff/numeric.ts';
import { operandTensor, paramsOf } from '../../autodiff/operandTensors.ts';
import { primitiveNames, slopes } from '../../primitives/index.ts';
import { rules } from '../../primitives/rules.ts';
import { isSpectral, touchesEqualSpectrum } from '../degenerateSpectra.ts';
import { normal } from '../random.ts';
import { judge } from './judge.ts';
import { rounded, sampleAt } from './slopes.ts';
import { FINE_STEPS, STENCIL, STEPS } from './tolerance.ts';

/**
 * Primitives whose rule differences of the primitive itself refute at the recorded values, each with the site that used it first. What
 * has no derivative that differences show is left out: roundings and step functions, and vectors and values of an equal spectrum.
 */
export function wrongRules(
  trace: Trace,
  cotangents: Float64Array,
): { readonly name: string; readonly site: number }[] {
  const found = new Map<string, { name: string; site: number }>();
  const hasEqualSpectrum = touchesEqualSpectrum(trace, cotangents);
  const { op, site, out, rows, columns } = trace.equations;
  for (let e = 0; e < op.length; e++) {
    const code = op[e]! & ~ARRAY;
    const name = primitiveNames[code]!;
    if (found.has(name) || slopes[code] || (hasEqualSpectrum && isSpectral(name))) continue;
    // what passes nothing on spoils no gradient
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    if (cotangents.subarray(out[e]!, end).every((g) => g === 0)) continue;
    if (isRefuted(trace, e)) found.set(name, { name, site: site[e]! });
  }
  return [...found.values()];
}

/**
 * Whether differences of equation `e` settle on another slope than its rule has, along one seeded direction. Steps go down to a few
 * thousand units in the last place of the operands, so that an operation that is steep is not taken for a wrong one.
 */
function isRefuted(trace: Trace, e: number): boolean {
  const { op, rows, columns, out } = trace.equations;
  const rule = rules[primitiveNames[op[e]! & ~ARRAY]!];
  const inputs = inputsOf(trace, e);
  const shape = shapeOf(rows[e]!, columns[e]!);
  const params = paramsOf(trace, e);
  const size = sizeOf(shape);
  const next = normal(e + 1);
  const output = { shape, data: trace.values.subarray(out[e]!, out[e]! + size) };
  const cotangent = { shape, data: Float64Array.from({ length: size }, next) };
  const wanted = inputs.map(() => true);
  const sent = rule.vjp(numeric, { inputs, output, params, wanted }, cotangent);
  const directions = inputs.map(({ data }) => data.map((x) => next() * (Math.abs(x) || 0.1)));
  const weighted = (at: readonly Tensor[]): number =>
    rule.evaluate(at, params).reduce((sum, x, k) => sum + x * cotangent.data[k]!, 0);
  const moved = (step: number): Tensor[] =>
    inputs.map(({ shape: s, data }, i) => ({
      shape: s,
      data: data.map((x, k) => x + step * directions[i]![k]!),
    }));
  const slope = { sum: 0, size: 0 };
  let rounding = output.data.reduce((sum, x, k) => sum + rounded(x) * Math.abs(cotangent.data[k]!), 0);
  sent.forEach((part, i) => {
    part?.data.forEach((g, k) => {
      slope.sum += g * directions[i]![k]!;
      slope.size += Math.abs(g * directions[i]![k]!);
      rounding += Math.abs(g) * rounded(inputs[i]!.data[k]!);
    });
  });
  if (!Number.isFinite(slope.sum)) return false;
  const at = { recorded: Float64Array.of(weighted(inputs)), rounding: 8 * Number.EPSILON * rounding };
  const samples = [...STEPS, ...FINE_STEPS].map((step) =>
    sampleAt(
      at,
      STENCIL.map((k) => Float64Array.of(weighted(moved(k * step)))),
      step,
    ),
  );
  const judgement = judge(samples, slope);
  return judgement.kind === 'refuted' && !(judgement.error <= HARMLESS);
}
/** Differences of decompositions and long sums are no better than this. */
const HARMLESS = 1e-5;

function inputsOf(trace: Trace, e: number): Tensor[] {
  const { op, lhs, rhs } = trace.equations;
  if (op[e]! & ARRAY) {
    return Array.from({ length: rhs[e]! }, (_, k) => operandTensor(trace, lhs[e]! + k, trace.values));
  }
  return [lhs[e]!, rhs[e]!]
    .filter((ref) => ref !== 0)
    .map((ref) => ({
      shape: [],
      data: Float64Array.of(ref > 0 ? trace.values[ref]! : trace.constants[-ref - 1]!),
    }));
}
