import { shapeText, type Shape, type Tensor } from '../../shared/tensor.ts';
import { mapTensors } from '../kernels/elementwiseLoops.ts';
import { broadcast, broadcastShapes, broadcastSources, unbroadcast } from '../rules/broadcast.ts';
import type { Arithmetic, Elementwise, Interpreter, Partial, Rules } from '../rules/interpreter.ts';
import type { ElementwiseName } from '../rules/names.ts';
import { minusOne, one, zero } from '../rules/partials.ts';
import { arithmetic } from './elementwise/arithmetic.ts';
import { math } from './elementwise/math.ts';
import { piecewise } from './elementwise/piecewise.ts';
import { float64Words } from './elementwise/float64Words.ts';

/** Every elementwise primitive. */
export const elementwise = { ...arithmetic, ...math, ...piecewise, ...float64Words };

const elementwiseNames = Object.keys(elementwise) as ElementwiseName[];

/** Partials with plain numbers: `partials[0](numbers, x, y, z)` in hot loops. */
export const numbers = Object.fromEntries([
  ['number', (value: number) => value],
  ...elementwiseNames.map((name) => [name, elementwise[name].evaluate] as const),
]) as Arithmetic<number>;

const known = new WeakMap<object, unknown>();

/** Partials with an interpreter's values. */
export function arithmeticOf<V>(k: Interpreter<V>): Arithmetic<V> {
  let found = known.get(k) as Arithmetic<V> | undefined;
  if (!found) {
    const functions = elementwiseNames.map((name) => [
      name,
      elementwise[name].partials.length === 1
        ? (x: V) => k.apply(name, [x])
        : (x: V, y: V) => k.apply(name, [x, y]),
    ]);
    found = Object.fromEntries([
      ['number', (value: number) => k.constant(value)],
      ...functions,
    ]) as Arithmetic<V>;
    known.set(k, found);
  }
  return found;
}

/** The rules of an elementwise primitive, as they follow from its partial derivatives. */
export function elementwiseRules(primitive: Elementwise): Rules {
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
  const at = [arithmeticOf(k), inputs[0]!, inputs[1]!, output] as const;
  if (partial.quotient) {
    const [numerator, divisor] = partial.quotient;
    const multiplied = times(k, factor, numerator, inputs, output);
    // zero stays zero where the divisor is zero, too
    return k.apply('chain', [multiplied, at[0].div(k.constant(1), divisor(...at))]);
  }
  const slope = partial(...at);
  return k.apply('chain', partial.chooses ? [slope, factor] : [factor, slope]);
}

/** An operand in the shape that it broadcasts to. */
function spread(x: Tensor, shape: Shape): Tensor {
  const sources = broadcastSources(x.shape, shape);
  return { shape, data: Float64Array.from(sources, (source) => x.data[source]!) };
}
