import { shapeText, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Interpreter, Elementwise, Partial, Primitive, Rules } from '../rules/interpreter.ts';
import { mapTensors } from '../kernels/elementwiseLoops.ts';
import { broadcast, broadcastShapes, broadcastSources, unbroadcast } from '../rules/broadcast.ts';
import { arithmeticOf } from './elementwise.ts';
import { primitiveNames, primitives } from './index.ts';
import { masks, minusOne, one, zero } from '../rules/partials.ts';
import type { PrimitiveName } from '../rules/names.ts';

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
    evaluate: ([x, y]) => {
      const shape = y ? broadcastShapes(x!.shape, y.shape) : x!.shape;
      const flat = shape.length <= 2 || !y;
      return flat
        ? mapTensors(evaluate, shape, x!, y)
        : mapTensors(evaluate, shape, spread(x!, shape), spread(y, shape));
    },
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
function times<V>(k: Interpreter<V>, factor: V, partial: Partial, inputs: readonly V[], output: V): V {
  if (partial === one) return factor;
  if (partial === minusOne) return k.apply('neg', [factor]);
  const slope = partial(arithmeticOf(k), inputs[0]!, inputs[1]!, output);
  return k.apply('chain', masks.has(partial) ? [slope, factor] : [factor, slope]);
}

/** An operand in the shape that it broadcasts to. */
function spread(x: Tensor, shape: Shape): Tensor {
  const sources = broadcastSources(x.shape, shape);
  return { shape, data: Float64Array.from(sources, (source) => x.data[source]!) };
}
