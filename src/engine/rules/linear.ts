import type { Application, ArrayPrimitive, Interpreter } from './interpreter.ts';
import type { PrimitiveName } from './names.ts';

/** Cotangent of the operand of a linear function, from that of its result. */
type Transpose = <V>(k: Interpreter<V>, at: Application<V>, cotangent: V) => V;

/** A linear function of one operand: its tangent is itself of the tangent, and its VJP is its transpose. */
export function linear(
  op: PrimitiveName,
  { transpose, ...rest }: Omit<ArrayPrimitive, 'kind' | 'jvp' | 'vjp'> & { readonly transpose: Transpose },
): ArrayPrimitive {
  return {
    kind: 'array',
    jvp: (k, { params }, [tangent]) => k.apply(op, [tangent!], params),
    vjp: (k, at, cotangent) => [at.wanted[0] ? transpose(k, at, cotangent) : null],
    ...rest,
  };
}
