import { sizeOf, type Tensor } from '../../shared/tensor.ts';
import { ARRAY, OperandKind, shapeOf, type Trace } from '../../shared/trace.ts';
import { differentiate } from './reverse.ts';
import { dual, type Dual } from './dual.ts';
import { numeric } from './numeric.ts';
import { operandTensor, paramsOf, scatterOperand } from './operandTensors.ts';
import { primitiveNames } from '../primitives/index.ts';
import { rules } from '../primitives/rules.ts';
import type { PrimitiveName } from '../rules/names.ts';

/** Ids of the elements of all leaves that are not static, in order: directions, Jacobians and Hessians range over them. */
export function freeIds(trace: Trace): number[] {
  return trace.leaves.flatMap(({ first, shape }) =>
    first > 0 ? Array.from({ length: sizeOf(shape) }, (_, k) => first + k) : [],
  );
}

/** Forward mode: the tangent of every element id along a direction (one number a free element). */
export function pushForward(trace: Trace, direction: ArrayLike<number>): Float64Array {
  const tangents = new Float64Array(trace.values.length);
  freeIds(trace).forEach((id, k) => (tangents[id] = direction[k]!));
  for (let e = 0; e < trace.equations.op.length; e++) {
    const { name, inputs, output, params, id } = equation(trace, e);
    const moving = inputs.map((input) => tangentOf(input, tangents));
    const wanted = moving.map((tangent) => tangent !== null && tangent.data.some((t) => t !== 0));
    if (!wanted.includes(true)) continue;
    const at = { inputs: inputs.map(({ tensor }) => tensor), output, params, wanted };
    const tangent = rules[name].jvp(numeric, at, moving.map((t, i) => (wanted[i] ? t : null))); // prettier-ignore
    if (tangent) tangents.set(tangent.data, id);
  }
  return tangents;
}

/** Tangents of the outputs' elements along a direction. */
export function jvp(trace: Trace, direction: ArrayLike<number>): Float64Array {
  const tangents = pushForward(trace, direction);
  return Float64Array.from(outputRefs(trace), (ref) => (ref > 0 ? tangents[ref]! : 0));
}

/** Derivatives of the outputs' elements (rows) with respect to the free elements (columns), in the cheaper mode. */
export function jacobian(trace: Trace): Tensor {
  const inputs = freeIds(trace);
  const outputs = outputRefs(trace);
  const [rows, columns] = [outputs.length, inputs.length];
  const data = new Float64Array(rows * columns);
  if (rows <= columns) {
    for (let i = 0; i < rows; i++) {
      const cotangents = differentiate(trace, unit(rows, i));
      inputs.forEach((id, j) => (data[i * columns + j] = cotangents[id]!));
    }
  } else {
    for (let j = 0; j < columns; j++)
      jvp(trace, unit(columns, j)).forEach((t, i) => (data[i * columns + j] = t));
  }
  return { shape: [rows, columns], data };
}

/** The Hessian of the outputs' sum times a direction: forward mode over reverse mode. */
export function hessianVector(trace: Trace, direction: ArrayLike<number>): Float64Array {
  const interpreter = dual(numeric);
  const tangents = pushForward(trace, direction);
  const cotangents = new Float64Array(trace.values.length);
  const cotangentTangents = new Float64Array(trace.values.length);
  for (const ref of outputRefs(trace)) if (ref > 0) cotangents[ref]! += 1;
  for (let e = trace.equations.op.length - 1; e >= 0; e--) {
    const { name, inputs, output, params, id } = equation(trace, e);
    const part = (numbers: Float64Array): Tensor => ({
      shape: output.shape,
      data: numbers.subarray(id, id + output.data.length),
    });
    const cotangent: Dual<Tensor> = { primal: part(cotangents), tangent: part(cotangentTangents) };
    if ([cotangent.primal, cotangent.tangent!].every(({ data }) => data.every((g) => g === 0))) continue;
    const pairs = inputs.map((input): Dual<Tensor> => ({
      primal: input.tensor,
      tangent: tangentOf(input, tangents),
    }));
    const wanted = inputs.map(({ isStatic }) => !isStatic);
    const at = { inputs: pairs, output: { primal: output, tangent: part(tangents) }, params, wanted };
    rules[name].vjp(interpreter, at, cotangent).forEach((part, i) => {
      if (!part || !wanted[i]) return;
      inputs[i]!.scatter(part.primal.data, cotangents);
      if (part.tangent) inputs[i]!.scatter(part.tangent.data, cotangentTangents);
    });
  }
  return Float64Array.from(freeIds(trace), (id) => cotangentTangents[id]!);
}

/** Second derivatives of the outputs' sum with respect to the free elements. */
export function hessian(trace: Trace): Tensor {
  const { length: n } = freeIds(trace);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data.set(hessianVector(trace, unit(n, i)), i * n);
  return { shape: [n, n], data };
}

/** An operand of an equation, whatever its form, in every column of the trace. */
interface OperandColumns {
  readonly tensor: Tensor;
  readonly isStatic: boolean;
  /** Its numbers in another column of the elements, as tangents; static ones are 0. */
  read(column: Float64Array): Float64Array;
  /** Adds numbers to its elements in a column. */
  scatter(numbers: Float64Array, column: Float64Array): void;
}

function equation(trace: Trace, e: number) {
  const { op, out, rows, columns, lhs, rhs } = trace.equations;
  const shape = shapeOf(rows[e]!, columns[e]!);
  const id = out[e]!;
  const name: PrimitiveName = primitiveNames[op[e]! & ~ARRAY]!;
  const inputs =
    op[e]! & ARRAY
      ? Array.from({ length: rhs[e]! }, (_, k) => arrayInput(trace, lhs[e]! + k))
      : [lhs[e]!, rhs[e]!].filter((ref) => ref !== 0).map((ref) => scalarInput(trace, ref));
  const output: Tensor = { shape, data: trace.values.subarray(id, id + sizeOf(shape)) };
  return { name, inputs, output, params: paramsOf(trace, e), id };
}

function scalarInput({ values, constants }: Trace, ref: number): OperandColumns {
  return {
    tensor: { shape: [], data: Float64Array.of(ref > 0 ? values[ref]! : constants[-ref - 1]!) },
    isStatic: ref < 0,
    read: (column) => Float64Array.of(ref > 0 ? column[ref]! : 0),
    scatter(numbers, column) {
      if (ref > 0) column[ref]! += numbers[0]!;
    },
  };
}

function arrayInput(trace: Trace, k: number): OperandColumns {
  const { operands } = trace.equations;
  const tensor = operandTensor(trace, k, trace.values);
  const isStatic = operands[4 * k] === OperandKind.static;
  const { gathers } = trace.equations;
  const reference = operands[4 * k + 3]!;
  return {
    tensor,
    isStatic,
    read: (column) =>
      operands[4 * k] === OperandKind.gather
        ? tensor.data.map((_, i) => column[Math.max(gathers[reference + i]!, 0)]!)
        : column.subarray(reference, reference + tensor.data.length),
    scatter: (numbers, column) => scatterOperand(trace, k, numbers, column),
  };
}

function tangentOf(input: OperandColumns, tangents: Float64Array): Tensor | null {
  return input.isStatic ? null : { shape: input.tensor.shape, data: input.read(tangents) };
}

function outputRefs(trace: Trace): number[] {
  return trace.outputs.flatMap(({ refs }) => Array.from(refs));
}

function unit(n: number, i: number): Float64Array {
  const direction = new Float64Array(n);
  direction[i] = 1;
  return direction;
}
