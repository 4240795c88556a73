import type { Tensor } from '../shared/tensor.ts';
import type { Calculus } from './calculus.ts';
import { rules } from './primitives/rules.ts';

/** The calculus of plain numbers: applying a primitive evaluates it. */
export const numeric: Calculus<Tensor> = {
  apply(op, operands, params = {}) {
    const { shape, evaluate } = rules[op];
    return {
      shape: shape(
        operands.map((operand) => operand.shape),
        params,
      ),
      data: evaluate(operands, params),
    };
  },
  constant: (value) => (typeof value === 'number' ? { shape: [], data: Float64Array.of(value) } : value),
  shape: (value) => value.shape,
};
