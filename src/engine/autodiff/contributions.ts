import { sizeOf, type Tensor } from '../../shared/tensor.ts';
import { operandsOf, shapeOf, valueOf, type Trace } from '../../shared/trace.ts';
import { numeric } from './numeric.ts';
import { paramsOf } from './operandTensors.ts';
import { numbers } from '../primitives/elementwise.ts';
import { primitiveNames, primitives } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';
import { zero } from '../rules/partials.ts';
import type { PrimitiveName } from '../rules/names.ts';

/**
 * The contributions of one equation to its operands' cotangents: a single step of `differentiate`, to be shown. Null where an
 * operand is static or gets nothing; undefined for a primitive that this version does not know.
 */
export function contributionsOf(
  trace: Trace,
  cotangents: Float64Array,
  equation: number,
  op: string,
): readonly (Tensor | null)[] | undefined {
  if (!Object.hasOwn(rules, op)) return undefined;
  const { out, rows, columns } = trace.equations;
  const shape = shapeOf(rows[equation]!, columns[equation]!);
  const first = out[equation]!;
  const slice = (column: Float64Array): Tensor => ({
    shape,
    data: column.subarray(first, first + sizeOf(shape)),
  });
  const cotangent = slice(cotangents);
  const operands = operandsOf(trace, equation);
  if (cotangent.data.every((g) => g === 0)) return operands.map(() => null);
  const inputs = operands.map((operand) => ({
    shape: operand.shape,
    data: Float64Array.from(operand.refs, (ref) => valueOf(trace, ref)),
  }));
  const wanted = operands.map((operand) => !operand.static);
  const at = { inputs, output: slice(trace.values), params: paramsOf(trace, equation), wanted };
  const contributions = rules[op as PrimitiveName].vjp(numeric, at, cotangent);
  return contributions.map((part, k) => (wanted[k] ? part : null));
}

/** What a scalar equation gives its first (0) or second (1) operand, as a step of `differentiate` does it, without an object. */
export function contributionOfNumber(
  trace: Trace,
  cotangents: Float64Array,
  equation: number,
  k: 0 | 1,
): number {
  const { op, out, lhs, rhs } = trace.equations;
  const id = out[equation]!;
  const cotangent = cotangents[id]!;
  const primitive = primitives[primitiveNames[op[equation]!]!];
  const partial = primitive.kind === 'elementwise' ? primitive.partials[k] : undefined;
  if (cotangent === 0 || !partial || partial === zero) return 0;
  const y = rhs[equation] === 0 ? 0 : valueOf(trace, rhs[equation]!);
  const at = [numbers, valueOf(trace, lhs[equation]!), y, trace.values[id]!] as const;
  if (partial.quotient) return (cotangent * partial.quotient[0](...at)) / partial.quotient[1](...at);
  const slope = partial(...at);
  return partial.chooses && slope === 0 ? 0 : cotangent * slope;
}
