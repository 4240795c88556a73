import { shapeText, sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from './interpreter.ts';
import { broadcast } from './broadcast.ts';

/**
 * The lanes of an array, each of which a reduction makes one number of: lane `i` is `length` elements from index `i * stride`,
 * `step` apart.
 */
interface Lanes {
  readonly count: number;
  readonly length: number;
  readonly stride: number;
  readonly step: number;
}

/** The axis of a reduction: one result a row, one a column, or (null) one of all elements. */
export function byOf(params: Params): 'row' | 'column' | null {
  return (params['by'] ?? null) as 'row' | 'column' | null;
}

/** The lanes of an array of `shape`; rows and columns are those of a matrix only. */
export function lanesOf(shape: Shape, params: Params): Lanes {
  const by = byOf(params);
  if (by === null) return { count: 1, length: sizeOf(shape), stride: 0, step: 1 };
  if (shape.length !== 2)
    throw new RangeError(`reduction by ${by} of ${shapeText(shape)}, which is not a matrix`);
  const [rows, columns] = shape as [number, number];
  return by === 'row'
    ? { count: rows, length: columns, stride: columns, step: 1 }
    : { count: columns, length: rows, stride: 1, step: columns };
}

/** Shape of a reduction's result: a number, or an array with one number a lane. */
export function reducedShape([x]: readonly Shape[], params: Params): Shape {
  const { count } = lanesOf(x!, params);
  return byOf(params) === null ? [] : [count];
}

/** Reduces each lane from `start`, in row-major order as ml-matrix's loops do. */
export function fold(
  x: Tensor,
  params: Params,
  start: number,
  next: (reduced: number, value: number) => number,
): Float64Array {
  const { count, length, stride, step } = lanesOf(x.shape, params);
  const results = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let reduced = start;
    for (let j = 0, at = i * stride; j < length; j++, at += step) reduced = next(reduced, x.data[at]!);
    results[i] = reduced;
  }
  return results;
}

/** The transpose of summing: each lane's number at every element of the lane, in an array of `shape`. */
export function expand<V>(k: Interpreter<V>, value: V, shape: Shape, params: Params): V {
  const perRow = k.shape(value).length === 1 && byOf(params) === 'row';
  return broadcast(k, perRow ? k.apply('reshape', [value], { shape: [shape[0]!, 1] }) : value, shape);
}

/** ∂zᵢ/∂x for the one result zᵢ that each element of x goes to; z is expanded to the shape of x. */
type PartialOfLane = <V>(k: Interpreter<V>, x: V, z: V, params: Params) => V;

/** A reduction in which each element of x has one partial derivative. */
export function reducing({
  partial,
  ...rest
}: Omit<ArrayPrimitive, 'kind' | 'jvp' | 'vjp'> & { readonly partial: PartialOfLane }): ArrayPrimitive {
  return {
    kind: 'array',
    jvp: (k, { inputs: [x], output, params }, [tangent]) => {
      const z = expand(k, output, k.shape(x!), params);
      return k.apply('sum', [k.apply('chain', [tangent!, partial(k, x!, z, params)])], { by: byOf(params) });
    },
    vjp: (k, { inputs: [x], output, params }, cotangent) => {
      const shape = k.shape(x!);
      const z = expand(k, output, shape, params);
      return [k.apply('chain', [expand(k, cotangent, shape, params), partial(k, x!, z, params)])];
    },
    ...rest,
  };
}
