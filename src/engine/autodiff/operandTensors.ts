import { sizeOf, type Tensor } from '../../shared/tensor.ts';
import { OperandKind, shapeOf, type Trace } from '../../shared/trace.ts';
import type { Params } from '../../shared/trace.ts';
import type { StoredEquation } from '../kernels/elementwiseLoops.ts';
import { broadcastStrides, isFlat } from '../rules/strided.ts';

const none: Params = {};

/** The parameters of an equation. */
export function paramsOf(trace: Trace, e: number): Params {
  return trace.equations.params.get(e) ?? none;
}

/** Numbers of operand `k` (an index into `equations.operands`), read from `values`; a view where they are contiguous. */
export function operandTensor(trace: Trace, k: number, values: Float64Array): Tensor {
  const { operands, gathers } = trace.equations;
  const shape = shapeOf(operands[4 * k + 1]!, operands[4 * k + 2]!);
  const reference = operands[4 * k + 3]!;
  const size = sizeOf(shape);
  switch (operands[4 * k]) {
    case OperandKind.block:
      return { shape, data: values.subarray(reference, reference + size) };
    case OperandKind.static:
      return { shape, data: trace.constants.subarray(reference, reference + size) };
    default: {
      const data = new Float64Array(size);
      for (let i = 0; i < size; i++) {
        const ref = gathers[reference + i]!;
        data[i] = ref > 0 ? values[ref]! : trace.constants[-ref - 1]!;
      }
      return { shape, data };
    }
  }
}

/** An elementwise equation in array form, read from `values`; null where an operand's numbers are not contiguous. */
export function placed(trace: Trace, e: number, values: Float64Array): StoredEquation | null {
  const { rows, columns, out, lhs, rhs, operands } = trace.equations;
  const [m, n, count] = [rows[e]!, columns[e]!, rhs[e]!];
  const a = 4 * lhs[e]!;
  const b = count > 1 ? a + 4 : a;
  if (operands[a] === OperandKind.gather || operands[b] === OperandKind.gather) return null;
  const flat =
    isFlat(operands[a + 1]!, operands[a + 2]!, m, n) && isFlat(operands[b + 1]!, operands[b + 2]!, m, n);
  const operand = (at: number) => {
    const data = operands[at] === OperandKind.block ? values : trace.constants;
    return broadcastStrides(data, operands[at + 3]!, operands[at + 1]!, operands[at + 2]!, flat);
  };
  const idOf = (at: number) => (operands[at] === OperandKind.block ? operands[at + 3]! : 0);
  const y = count > 1 ? operand(b) : null;
  return { rows: m, columns: n, out: out[e]!, x: operand(a), y, flat, ids: [idOf(a), y ? idOf(b) : 0] };
}

/** Adds a cotangent to the elements that operand `k` was made of. */
export function scatterOperand(trace: Trace, k: number, cotangent: Float64Array, into: Float64Array): void {
  const { operands, gathers } = trace.equations;
  const reference = operands[4 * k + 3]!;
  if (operands[4 * k] === OperandKind.block) {
    for (let i = 0; i < cotangent.length; i++) into[reference + i]! += cotangent[i]!;
  } else {
    for (let i = 0; i < cotangent.length; i++) {
      const ref = gathers[reference + i]!;
      if (ref > 0) into[ref]! += cotangent[i]!;
    }
  }
}
