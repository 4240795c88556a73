import { sizeOf, type Shape } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { Application, ArrayPrimitive, Calculus } from '../calculus.ts';
import { broadcast } from './broadcast.ts';
import { lanesOf } from './lanes.ts';

/** The partial derivative of `product`, without dividing by elements that may be zero. */
export const productOfOthers: ArrayPrimitive = {
  kind: 'array',
  formula: 'Π of the other x',
  rule: 'x̄ᵢ += Σⱼ z̄ⱼ · product of all but xᵢ and xⱼ',
  doc: 'For each element the product of the others, in its row, its column or all (`params.by`). Used by the rule of product.',
  shape: ([x]) => x!,
  evaluate: ([x], params) => {
    const { count, length, stride, step } = lanesOf(x!.shape, params);
    const products = new Float64Array(x!.data.length);
    for (let i = 0; i < count; i++) {
      const first = i * stride;
      const last = first + (length - 1) * step;
      let before = 1;
      for (let at = first; at <= last; at += step) {
        products[at] = before;
        before *= x!.data[at]!;
      }
      let after = 1;
      for (let at = last; at >= first; at -= step) {
        products[at]! *= after;
        after *= x!.data[at]!;
      }
    }
    return products;
  },
  jvp: (k, at, [tangent]) => {
    const { rows, partials } = second(k, at);
    const terms = k.apply('chain', [k.apply('take', [tangent!], rows), partials]);
    return k.apply('reshape', [k.apply('sum', [terms], { by: 'row' })], { shape: k.shape(at.output) });
  },
  vjp: (k, at, cotangent) => {
    const { rows, partials } = second(k, at);
    const shape = k.shape(at.output);
    const column = k.apply('reshape', [cotangent], { shape: [sizeOf(shape), 1] });
    const terms = k.apply('chain', [broadcast(k, column, rows.shape), partials]);
    return [k.apply('scatter', [terms], { indices: rows.indices, shape })];
  },
};

/** Partials with respect to the others, one row an element: quadratic in length, but met in second derivatives only. */
function second<V>(k: Calculus<V>, { inputs: [x], params }: Application<V>) {
  const rows = othersOf(k.shape(x!), params);
  return { rows, partials: k.apply('productOfOthers', [k.apply('take', [x!], rows)], { by: 'row' }) };
}

/** As parameters of `take`: a row for each element, of the others in its lane. */
function othersOf(shape: Shape, params: Params) {
  const { count, length, stride, step } = lanesOf(shape, params);
  const rows: number[][] = [];
  for (let i = 0; i < count; i++) {
    const lane = Array.from({ length }, (_, j) => i * stride + j * step);
    for (const element of lane) rows[element] = lane.filter((other) => other !== element);
  }
  return { indices: rows.flat(), shape: [sizeOf(shape), length - 1] };
}
