import { sameShape, shapeText, sizeOf, type Tensor } from '../../shared/tensor.ts';
import type { Calculus, Elementwise, Partial, Primitive, Rules } from '../calculus.ts';
import { broadcast, broadcastShapes, broadcastSources, unbroadcast } from './broadcast.ts';
import { arithmeticOf } from './elementwise.ts';
import { primitiveNames, primitives, type PrimitiveName } from './index.ts';
import { minusOne, one, zero } from './partials.ts';

/** What a primitive does, whichever kind it is; an elementwise one's rules derive from its partials. */
export function rulesOf(primitive: Primitive): Rules {
  return primitive.kind === 'array' ? primitive : elementwiseRules(primitive);
}

/** The rules of every primitive by name. */
export const rules = Object.fromEntries(
  primitiveNames.map((name) => [name, rulesOf(primitives[name])]),
) as Readonly<Record<PrimitiveName, Rules>>;

function elementwiseRules(primitive: Elementwise): Rules {
  const { partials, evaluate } = primitive;
  return {
    shape: (operands) => {
      if (operands.length !== partials.length) {
        throw new RangeError(
          `${operands.length} operands of ${primitive.formula}: ${operands.map(shapeText).join(', ')}`,
        );
      }
      return operands.length === 1 ? operands[0]! : broadcastShapes(operands[0]!, operands[1]!);
    },
    evaluate: ([x, y]) => (y ? mapTwo(evaluate, x!, y) : x!.data.map((value) => evaluate(value, 0))),
    jvp: (k, { inputs, output }, tangents) => {
      const terms = partials.flatMap((partial, i) => {
        const tangent = tangents[i] ?? null;
        return tangent === null || partial === zero ? [] : [times(k, tangent, partial, inputs, output)];
      });
      if (terms.length === 0) return null;
      return broadcast(k, terms.length === 1 ? terms[0]! : k.apply('add', terms), k.shape(output));
    },
    vjp: (k, { inputs, output, wanted }, cotangent) =>
      partials.map((partial, i) =>
        !wanted[i] || partial === zero
          ? null
          : unbroadcast(k, times(k, cotangent, partial, inputs, output), k.shape(inputs[i]!)),
      ),
  };
}

/** A tangent or cotangent times a partial derivative. */
function times<V>(k: Calculus<V>, factor: V, partial: Partial, inputs: readonly V[], output: V): V {
  if (partial === one) return factor;
  if (partial === minusOne) return k.apply('neg', [factor]);
  return k.apply('chain', [factor, partial(arithmeticOf(k), inputs[0]!, inputs[1]!, output)]);
}

function mapTwo(f: Elementwise['evaluate'], x: Tensor, y: Tensor): Float64Array {
  const shape = broadcastShapes(x.shape, y.shape);
  const result = new Float64Array(sizeOf(shape));
  const [a, b] = [x.data, y.data];
  if (sameShape(x.shape, y.shape)) {
    for (let i = 0; i < result.length; i++) result[i] = f(a[i]!, b[i]!);
  } else {
    const [from, to] = [broadcastSources(x.shape, shape), broadcastSources(y.shape, shape)];
    for (let i = 0; i < result.length; i++) result[i] = f(a[from[i]!]!, b[to[i]!]!);
  }
  return result;
}
