import { shapeText, sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Calculus } from '../calculus.ts';
import { broadcast } from './broadcast.ts';
import { arithmeticOf } from './elementwise.ts';
import { linear } from './linear.ts';

export type ReductionName =
  | ('sum' | 'mean' | 'product' | 'max' | 'min' | 'norm' | 'trace')
  | ('maximumOf' | 'minimumOf' | 'hypotOf' | 'productOfOthers');

type By = 'row' | 'column' | null;

const by = '`params.by` is row (one result a row), column, or null (of all elements).';
const ties = 'Tied extremes share the cotangent evenly, as in JAX';

/** Whole arrays to a number, or to one number a row or column. */
export const reduction: Readonly<Record<ReductionName, ArrayPrimitive>> = {
  sum: linear('sum', {
    formula: 'Σ x',
    rule: 'x̄ += z̄ at every element',
    doc: `Sum; ${by}`,
    shape: reducedShape,
    evaluate: ([x], params) => fold(x!, params, 0, (sum, value) => sum + value),
    transpose: (k, { inputs: [x], params }, cotangent) => expand(k, cotangent, k.shape(x!), params),
  }),
  mean: linear('mean', {
    formula: 'Σ x / n',
    rule: 'x̄ += z̄ / n at every element',
    doc: `Mean; ${by}`,
    shape: reducedShape,
    evaluate: ([x], params) => {
      const sums = fold(x!, params, 0, (sum, value) => sum + value);
      const count = counted(x!.shape, params);
      return sums.map((sum) => sum / count);
    },
    transpose: (k, { inputs: [x], params }, cotangent) => {
      const shape = k.shape(x!);
      const share = k.apply('div', [cotangent, k.constant(counted(shape, params))]);
      return expand(k, share, shape, params);
    },
  }),
  product: reduction_({
    formula: 'Π x',
    rule: 'x̄ += z̄ · product of the other elements',
    doc: `Product; ${by} Right where elements are zero, since nothing is divided by x.`,
    shape: reducedShape,
    evaluate: ([x], params) => fold(x!, params, 1, (all, value) => all * value),
    partial: (k, x, _z, params) => k.apply('productOfOthers', [x], params),
  }),
  max: reduction_({
    formula: 'max x',
    rule: 'x̄ += z̄ at the largest element',
    doc: `Largest element; ${by} ${ties}. Compared with >, as in ml-matrix: a NaN counts only in first place of all.`,
    shape: extremeShape,
    evaluate: ([x], params) => extreme(x!, params, -Infinity, (value, best) => value > best),
    partial: shares,
  }),
  min: reduction_({
    formula: 'min x',
    rule: 'x̄ += z̄ at the smallest element',
    doc: `Smallest element; ${by} ${ties}. Compared with <, as in ml-matrix: a NaN counts only in first place of all.`,
    shape: extremeShape,
    evaluate: ([x], params) => extreme(x!, params, Infinity, (value, best) => value < best),
    partial: shares,
  }),
  norm: reduction_({
    formula: '‖x‖',
    rule: 'x̄ += z̄ · x / z',
    doc:
      'Frobenius norm √(Σ x²), NaN in x̄ where x = 0, as in JAX; or with `params.type` max the largest |x|, ' +
      'whose cotangent goes to the largest elements with their sign, shared evenly among ties.',
    shape: () => [],
    evaluate: ([x], params) =>
      params['type'] === 'max'
        ? extreme({ shape: x!.shape, data: x!.data.map(Math.abs) }, {}, 0, (value, best) => value > best)
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
    shape: () => [],
    evaluate: ([a]) => Float64Array.of(diagonal(a!.shape).reduce((sum, index) => sum + a!.data[index]!, 0)),
    transpose: (k, { inputs: [a] }, cotangent) => {
      const shape = k.shape(a!);
      const indices = diagonal(shape);
      return k.apply('scatter', [broadcast(k, cotangent, [indices.length])], { indices, shape });
    },
  }),
  maximumOf: reduction_({
    formula: 'max(x₁, …, xₙ)',
    rule: 'x̄ += z̄ at the largest element',
    doc: `Math.max of any number of arguments. ${ties}; a NaN makes all NaN.`,
    shape: () => [],
    evaluate: ([x]) => fold(x!, {}, -Infinity, (a, b) => Math.max(a, b)),
    partial: shares,
  }),
  minimumOf: reduction_({
    formula: 'min(x₁, …, xₙ)',
    rule: 'x̄ += z̄ at the smallest element',
    doc: `Math.min of any number of arguments. ${ties}; a NaN makes all NaN.`,
    shape: () => [],
    evaluate: ([x]) => fold(x!, {}, Infinity, (a, b) => Math.min(a, b)),
    partial: shares,
  }),
  hypotOf: reduction_({
    formula: '√(x₁² + … + xₙ²)',
    rule: 'x̄ += z̄ · x / z',
    doc: 'Math.hypot of any number of arguments. The derivative is 0 at the origin, as that of abs.',
    shape: () => [],
    evaluate: ([x]) => Float64Array.of(Math.hypot.apply(null, Array.from(x!.data))),
    partial: (k, x, z) => {
      const { chain, div, number } = arithmeticOf(k);
      return chain(x, div(number(1), z));
    },
  }),
  productOfOthers: {
    kind: 'array',
    formula: 'Π of the other x',
    rule: 'x̄ᵢ += Σⱼ z̄ⱼ · product of all but xᵢ and xⱼ',
    doc: `For each element the product of the others; ${by} The partial derivative of product, used by its rule.`,
    shape: ([x]) => x!,
    evaluate: ([x], params) => {
      const others = new Float64Array(x!.data.length).fill(1);
      for (const group of groups(x!.shape, params)) {
        let before = 1;
        for (const i of group) {
          others[i] = before;
          before *= x!.data[i]!;
        }
        let after = 1;
        for (const i of group.toReversed()) {
          others[i]! *= after;
          after *= x!.data[i]!;
        }
      }
      return others;
    },
    // by way of the n × (n − 1) matrix of the others: quadratic, but met in second derivatives only
    jvp: (k, { inputs: [x], params }, [tangent]) => {
      const shape = k.shape(x!);
      const rows = others(shape, params);
      const partials = k.apply('productOfOthers', [k.apply('take', [x!], rows)], { by: 'row' });
      const terms = k.apply('chain', [k.apply('take', [tangent!], rows), partials]);
      return k.apply('reshape', [k.apply('sum', [terms], { by: 'row' })], { shape });
    },
    vjp: (k, { inputs: [x], params }, cotangent) => {
      const shape = k.shape(x!);
      const rows = others(shape, params);
      const partials = k.apply('productOfOthers', [k.apply('take', [x!], rows)], { by: 'row' });
      const column = k.apply('reshape', [cotangent], { shape: [sizeOf(shape), 1] });
      const terms = k.apply('chain', [broadcast(k, column, rows.shape), partials]);
      return [k.apply('scatter', [terms], { indices: rows.indices, shape })];
    },
  },
};

type PartialOfAll = <V>(k: Calculus<V>, x: V, z: V, params: Params) => V;

/** A reduction of which each element of x has one partial derivative: z here is the result expanded to the shape of x. */
function reduction_({
  partial,
  ...rest
}: Omit<ArrayPrimitive, 'kind' | 'jvp' | 'vjp'> & { readonly partial: PartialOfAll }): ArrayPrimitive {
  return {
    kind: 'array',
    jvp: (k, { inputs: [x], output, params }, [tangent]) => {
      const z = expand(k, output, k.shape(x!), params);
      const terms = k.apply('chain', [tangent!, partial(k, x!, z, params)]);
      return k.apply('sum', [terms], { by: k.shape(output).length === 0 ? null : byOf(params) });
    },
    vjp: (k, { inputs: [x], output, params }, cotangent) => {
      const shape = k.shape(x!);
      const z = expand(k, output, shape, params);
      return [k.apply('chain', [expand(k, cotangent, shape, params), partial(k, x!, z, params)])];
    },
    ...rest,
  };
}

/** 1 / (number of ties) where x equals the extreme z, else 0. */
function shares<V>(k: Calculus<V>, x: V, z: V, params: Params): V {
  const reached = k.apply('equal', [x, z]);
  const count = k.apply('sum', [reached], { by: byOf(params) });
  return k.apply('div', [reached, expand(k, count, k.shape(x), params)]);
}

/** One result's number at every element that it came from. */
function expand<V>(k: Calculus<V>, value: V, shape: Shape, params: Params): V {
  const perRow = k.shape(value).length === 1 && byOf(params) === 'row';
  return broadcast(k, perRow ? k.apply('reshape', [value], { shape: [shape[0]!, 1] }) : value, shape);
}

function byOf(params: Params): By {
  return (params['by'] ?? null) as By;
}

function reducedShape([x]: readonly Shape[], params: Params): Shape {
  const along = byOf(params);
  if (along === null) return [];
  if (x!.length !== 2)
    throw new RangeError(`reduction by ${along} of ${shapeText(x!)}, which is not a matrix`);
  return [along === 'row' ? x![0]! : x![1]!];
}

/** ml-matrix answers NaN for the extreme of an empty matrix, whatever it is taken by. */
function extremeShape(shapes: readonly Shape[], params: Params): Shape {
  return sizeOf(shapes[0]!) === 0 ? [] : reducedShape(shapes, params);
}

/** How many elements make one result. */
function counted(shape: Shape, params: Params): number {
  const along = byOf(params);
  return along === null ? sizeOf(shape) : along === 'row' ? shape[1]! : shape[0]!;
}

/** The result that element `i` goes to. */
function slot(shape: Shape, params: Params): (i: number) => number {
  const along = byOf(params);
  const columns = shape[1]!;
  return along === null ? () => 0 : along === 'row' ? (i) => Math.floor(i / columns) : (i) => i % columns;
}

function fold(
  x: Tensor,
  params: Params,
  start: number,
  step: (acc: number, value: number) => number,
): Float64Array {
  const results = new Float64Array(sizeOf(reducedShape([x.shape], params))).fill(start);
  const to = slot(x.shape, params);
  for (let i = 0; i < x.data.length; i++) results[to(i)] = step(results[to(i)]!, x.data[i]!);
  return results;
}

function extreme(
  x: Tensor,
  params: Params,
  start: number,
  better: (value: number, best: number) => boolean,
): Float64Array {
  if (x.data.length === 0) return Float64Array.of(NaN);
  const first = byOf(params) === null ? x.data[0]! : start;
  return fold(x, params, first, (best, value) => (better(value, best) ? value : best));
}

function diagonal([rows, columns]: Shape): readonly number[] {
  return Array.from({ length: Math.min(rows!, columns!) }, (_, i) => i * columns! + i);
}

/** The elements that are reduced together. */
function groups(shape: Shape, params: Params): number[][] {
  const to = slot(shape, params);
  const found: number[][] = Array.from({ length: sizeOf(reducedShape([shape], params)) }, () => []);
  for (let i = 0; i < sizeOf(shape); i++) found[to(i)]!.push(i);
  return found;
}

/** As parameters of `take`: one row an element, of the others in its group. */
function others(
  shape: Shape,
  params: Params,
): { indices: readonly number[]; shape: readonly [number, number] } {
  const to = slot(shape, params);
  const members = groups(shape, params);
  const rows = Array.from({ length: sizeOf(shape) }, (_, i) => members[to(i)]!.filter((j) => j !== i));
  return { indices: rows.flat(), shape: [rows.length, counted(shape, params) - 1] };
}
