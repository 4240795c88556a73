import { sameShape, shapeText, type Tensor } from '../../shared/tensor.ts';
import type { Calculus, Elementwise, Primitive, Rules } from '../calculus.ts';
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
      let sum: ReturnType<typeof k.constant> | null = null;
      partials.forEach((partial, i) => {
        const tangent = tangents[i] ?? null;
        if (tangent === null || partial === zero) return;
        const term = times(k, tangent, partial, inputs, output);
        sum = sum === null ? term : k.apply('add', [sum, term]);
      });
      return sum === null ? null : broadcast(k, sum, k.shape(output));
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
function times<V>(
  k: Calculus<V>,
  factor: V,
  partial: Elementwise['partials'][number],
  inputs: readonly V[],
  output: V,
): V {
  if (partial === one) return factor;
  if (partial === minusOne) return k.apply('neg', [factor]);
  return k.apply('chain', [factor, partial(arithmeticOf(k), inputs[0]!, inputs[1]!, output)]);
}

function mapTwo(f: Elementwise['evaluate'], x: Tensor, y: Tensor): Float64Array {
  const [a, b] = [x.data, y.data];
  if (sameShape(x.shape, y.shape)) return a.map((value, i) => f(value, b[i]!));
  if (b.length === 1 && y.shape.length <= x.shape.length) return a.map((value) => f(value, b[0]!));
  if (a.length === 1 && x.shape.length <= y.shape.length) return b.map((value) => f(a[0]!, value));
  const shape = broadcastShapes(x.shape, y.shape);
  const from = broadcastSources(y.shape, shape);
  return Float64Array.from(broadcastSources(x.shape, shape), (source, i) => f(a[source]!, b[from[i]!]!));
}
