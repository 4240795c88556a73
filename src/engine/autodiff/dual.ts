import type { Interpreter } from '../rules/interpreter.ts';
import { rules } from '../primitives/rules.ts';

/** A value with its derivative along one direction; a null tangent is zero. */
export interface Dual<V> {
  readonly primal: V;
  readonly tangent: V | null;
}

/**
 * Forward mode over another interpreter: applying a primitive applies its JVP too. Over `numeric` it turns any rule's
 * result into that result's derivative, so a VJP in it gives second derivatives.
 */
export function dual<V>(base: Interpreter<V>): Interpreter<Dual<V>> {
  return {
    apply(op, operands, params = {}) {
      const inputs = operands.map((operand) => operand.primal);
      const tangents = operands.map((operand) => operand.tangent);
      const primal = base.apply(op, inputs, params);
      const wanted = tangents.map((tangent) => tangent !== null);
      const at = { inputs, output: primal, params, wanted };
      return { primal, tangent: wanted.includes(true) ? rules[op].jvp(base, at, tangents) : null };
    },
    constant: (value) => ({ primal: base.constant(value), tangent: null }),
    shape: (value) => base.shape(value.primal),
  };
}
