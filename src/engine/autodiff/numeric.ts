import type { Tensor } from '../../shared/tensor.ts';
import type { Interpreter } from '../rules/interpreter.ts';
import { Transposed } from '../rules/strided.ts';
import { rules } from '../primitives/rules.ts';

/** The interpreter of plain numbers: applying a primitive evaluates it, a transpose only when its numbers are read. */
export const numeric: Interpreter<Tensor> = {
  apply(op, operands, params = {}) {
    const { shape, evaluate } = rules[op];
    const shapes = operands.map((operand) => operand.shape);
    const result = shape(shapes, params);
    return op === 'transpose'
      ? new Transposed(operands[0]!)
      : { shape: result, data: evaluate(operands, params) };
  },
  constant: (value) => (typeof value === 'number' ? { shape: [], data: Float64Array.of(value) } : value),
  shape: (value) => value.shape,
};
