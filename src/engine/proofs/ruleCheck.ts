import { sizeOf, type Tensor } from '../../shared/tensor.ts';
import { ARRAY, shapeOf, type Trace } from '../../shared/trace.ts';
import { numeric } from '../autodiff/numeric.ts';
import { operandTensor, paramsOf } from '../autodiff/operandTensors.ts';
import { primitiveNames, slopes } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';
import { normal } from './random.ts';

/**
 * Primitives whose rule disagrees with differences of the primitive itself at the recorded values, each with the site that used it
 * first. Roundings and step functions are left out: differences do not show their derivative.
 */
export function wrongRules(trace: Trace): { readonly name: string; readonly site: number }[] {
  const found = new Map<string, { name: string; site: number }>();
  const { op, site } = trace.equations;
  for (let e = 0; e < op.length; e++) {
    const code = op[e]! & ~ARRAY;
    const name = primitiveNames[code]!;
    if (!found.has(name) && !slopes[code] && !agrees(trace, e)) found.set(name, { name, site: site[e]! });
  }
  return [...found.values()];
}

function agrees(trace: Trace, e: number): boolean {
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
  let slope = 0;
  let scale = 0;
  sent.forEach((part, i) => {
    part?.data.forEach((g, k) => {
      slope += g * directions[i]![k]!;
      scale += Math.abs(g * directions[i]![k]!);
    });
  });
  const weighted = (step: number): number => {
    const at = inputs.map(({ shape: s, data }, i) => ({
      shape: s,
      data: data.map((x, k) => x + step * directions[i]![k]!),
    }));
    return rule.evaluate(at, params).reduce((sum, x, k) => sum + x * cotangent.data[k]!, 0);
  };
  const errors = [1e-3, 1e-4, 1e-5].map((h) => {
    const difference = (weighted(-2 * h) - 8 * weighted(-h) + 8 * weighted(h) - weighted(2 * h)) / (12 * h);
    const rounding = (8 * Number.EPSILON * Math.abs(weighted(0))) / h;
    return (
      Math.max(0, Math.abs(difference - slope) - rounding) /
      Math.max(Math.abs(difference), scale, Number.MIN_VALUE)
    );
  });
  return !Number.isFinite(slope) || errors.some((error) => !(error > 1e-5));
}

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
