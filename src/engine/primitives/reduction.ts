import { sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { Application, ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { broadcast } from '../rules/broadcast.ts';
import { arithmeticOf } from './elementwise.ts';
import { byOf, expand, fold, lanesOf, reducedShape, reducing } from '../rules/lanes.ts';
import { linear } from '../rules/linear.ts';
import { nonzero } from '../rules/partials.ts';
import { matrixShape } from './movement.ts';
import type { ReductionName } from '../rules/names.ts';

const by = '`params.by` is row (one result a row), column, or null (of all elements).';
const ties = 'Tied extremes share the cotangent evenly, as in JAX';

/** The partial derivative of `product`, without dividing by elements that may be zero. */
const productOfOthers: ArrayPrimitive = {
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

/** Whole arrays to a number, or to one number a row or column. */
export const reduction: Readonly<Record<ReductionName, ArrayPrimitive>> = {
  sum: linear('sum', {
    formula: 'Σ x',
    rule: 'x̄ += z̄ at every element',
    doc: `Sum; ${by}`,
    shape: reducedShape,
    evaluate: ([x], params) => fold(x!, params, 0, plus),
    transpose: (k, { inputs: [x], params }, cotangent) => expand(k, cotangent, k.shape(x!), params),
  }),
  mean: linear('mean', {
    formula: 'Σ x / n',
    rule: 'x̄ += z̄ / n at every element',
    doc: `Mean; ${by}`,
    shape: reducedShape,
    evaluate: ([x], params) => {
      const { length } = lanesOf(x!.shape, params);
      return fold(x!, params, 0, plus).map((sum) => sum / length);
    },
    transpose: (k, { inputs: [x], params }, cotangent) => {
      const shape = k.shape(x!);
      const { length } = lanesOf(shape, params);
      return expand(k, k.apply('div', [cotangent, k.constant(length)]), shape, params);
    },
  }),
  product: reducing({
    formula: 'Π x',
    rule: 'x̄ += z̄ · product of the other elements',
    doc: `Product; ${by} The derivative is right where elements are zero too, since nothing is divided by x.`,
    shape: reducedShape,
    evaluate: ([x], params) => fold(x!, params, 1, (product, value) => product * value),
    partial: (k, x, _z, params) => k.apply('productOfOthers', [x], params),
  }),
  max: reducing({
    formula: 'max x',
    rule: 'x̄ += z̄ at the largest element',
    doc: `Largest element; ${by} ${ties}. Compared with > as in ml-matrix: NaN counts only as the first of all elements.`,
    shape: extremeShape,
    evaluate: ([x], params) => extreme(x!, params, -Infinity, larger),
    partial: shares,
  }),
  min: reducing({
    formula: 'min x',
    rule: 'x̄ += z̄ at the smallest element',
    doc: `Smallest element; ${by} ${ties}. Compared with < as in ml-matrix: NaN counts only as the first of all elements.`,
    shape: extremeShape,
    evaluate: ([x], params) =>
      extreme(x!, params, Infinity, (least, value) => (value < least ? value : least)),
    partial: shares,
  }),
  norm: reducing({
    formula: '‖x‖',
    rule: 'x̄ += z̄ · x / z',
    doc:
      'Frobenius norm √(Σ x²), whose derivative is NaN where x is all zero, as in JAX; or with `params.type` max ' +
      'the largest |x|, whose cotangent goes to the largest elements with their sign, shared evenly among ties.',
    shape: () => [],
    evaluate: ([x], params) =>
      params['type'] === 'max'
        ? extreme({ shape: x!.shape, data: x!.data.map(Math.abs) }, {}, 0, larger)
        : fold(x!, {}, 0, (sum, value) => sum + value * value).map(Math.sqrt),
    partial: (k, x, z, params) => {
      const { abs, div, mul, sign } = arithmeticOf(k);
      return params['type'] === 'max' ? mul(sign(x), shares(k, abs(x), z, {})) : div(x, z);
    },
  }),
  trace: linear('trace', {
    formula: 'tr A',
    rule: 'Ā += z̄ · I',
    doc: 'Sum of the diagonal; the matrix need not be square.',
    shape: ([a]) => {
      matrixShape('trace', a!);
      return [];
    },
    evaluate: ([a]) => Float64Array.of(diagonal(a!.shape).reduce((sum, index) => sum + a!.data[index]!, 0)),
    transpose: (k, { inputs: [a] }, cotangent) => {
      const shape = k.shape(a!);
      const indices = diagonal(shape);
      return k.apply('scatter', [broadcast(k, cotangent, [indices.length])], { indices, shape });
    },
  }),
  maximumOf: reducing({
    formula: 'max(x₁, …, xₙ)',
    rule: 'x̄ += z̄ at the largest element',
    doc: `Math.max of any number of arguments. ${ties}; a NaN makes the result and the derivative NaN.`,
    shape: () => [],
    evaluate: ([x]) => fold(x!, {}, -Infinity, (a, b) => Math.max(a, b)),
    partial: shares,
  }),
  minimumOf: reducing({
    formula: 'min(x₁, …, xₙ)',
    rule: 'x̄ += z̄ at the smallest element',
    doc: `Math.min of any number of arguments. ${ties}; a NaN makes the result and the derivative NaN.`,
    shape: () => [],
    evaluate: ([x]) => fold(x!, {}, Infinity, (a, b) => Math.min(a, b)),
    partial: shares,
  }),
  hypotOf: reducing({
    formula: '√(x₁² + … + xₙ²)',
    rule: 'x̄ += z̄ · x / z',
    doc: 'Math.hypot of any number of arguments. The derivative is 0 at the origin, as that of abs.',
    shape: () => [],
    evaluate: ([x]) => Float64Array.of(Math.hypot.apply(null, Array.from(x!.data))),
    partial: (k, x, z) => arithmeticOf(k).div(x, nonzero(arithmeticOf(k), z)),
  }),
  productOfOthers,
};

function plus(sum: number, value: number): number {
  return sum + value;
}

function larger(most: number, value: number): number {
  return value > most ? value : most;
}

/** ml-matrix answers NaN for the extreme of an empty matrix, whatever it is taken by. */
function extremeShape(shapes: readonly Shape[], params: Params): Shape {
  return sizeOf(shapes[0]!) === 0 ? [] : reducedShape(shapes, params);
}

/** By lane ml-matrix starts from an infinity, of all elements from the first one. */
function extreme(
  x: Tensor,
  params: Params,
  start: number,
  better: (best: number, value: number) => number,
): Float64Array {
  if (x.data.length === 0) return Float64Array.of(NaN);
  return fold(x, params, byOf(params) === null ? x.data[0]! : start, better);
}

/** 1 / (number of ties) where x equals the extreme z, else 0. */
function shares<V>(k: Interpreter<V>, x: V, z: V, params: Params): V {
  const reached = k.apply('equal', [x, z]);
  const count = k.apply('sum', [reached], { by: byOf(params) });
  return k.apply('div', [reached, expand(k, count, k.shape(x), params)]);
}

function diagonal([rows, columns]: Shape): readonly number[] {
  return Array.from({ length: Math.min(rows!, columns!) }, (_, i) => i * columns! + i);
}

/** Partials with respect to the others, one row an element: quadratic in length, but met in second derivatives only. */
function second<V>(k: Interpreter<V>, { inputs: [x], params }: Application<V>) {
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
