import { sameShape, shapeText, sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive } from '../rules/interpreter.ts';
import { transpose } from '../rules/strided.ts';
import { broadcastShapes, eachCopy } from '../rules/broadcast.ts';
import { linear } from '../rules/linear.ts';
import type { MovementName } from '../rules/names.ts';

/** Elements copied, moved and added up: linear, and each one's transpose is one of the family. */
export const movement: Readonly<Record<MovementName, ArrayPrimitive>> = {
  transpose: linear('transpose', {
    formula: 'Xᵀ',
    rule: 'X̄ += Z̄ᵀ',
    doc: 'Rows become columns.',
    shape: ([x]) => {
      const [r, c] = matrixShape('transpose', x!);
      return [c, r];
    },
    evaluate: ([x]) => transpose(x!),
    transpose: (k, _at, cotangent) => k.apply('transpose', [cotangent]),
  }),
  symmetric: linear('symmetric', {
    formula: '(A + Aᵀ) / 2',
    rule: 'Ā += (Z̄ + Z̄ᵀ) / 2',
    doc:
      'The symmetric part of a square matrix. A SymmetricMatrix or DistanceMatrix that is an input holds that of its elements: ' +
      'its gradient is symmetric, and what a symmetric change does is the sum of change times gradient.',
    shape: ([a]) => {
      const [rows, columns] = matrixShape('symmetric', a!);
      if (rows === columns) return a!;
      throw new RangeError(`symmetric of ${shapeText(a!)}, which is not square`);
    },
    evaluate: ([a]) => symmetrized(a!).data,
    transpose: (k, _at, cotangent) => k.apply('symmetric', [cotangent]),
  }),
  reshape: linear('reshape', {
    formula: 'reshape X',
    rule: 'X̄ += reshape Z̄',
    doc: 'The same numbers in row-major order under another shape (`params.shape`).',
    shape: ([x], params) => {
      const shape = target(params);
      if (sizeOf(shape) === sizeOf(x!)) return shape;
      throw new RangeError(`reshape of ${shapeText(x!)} to ${shapeText(shape)}`);
    },
    evaluate: ([x]) => x!.data.slice(),
    transpose: (k, { inputs }, cotangent) => k.apply('reshape', [cotangent], { shape: k.shape(inputs[0]!) }),
  }),
  broadcastTo: linear('broadcastTo', {
    formula: 'broadcast X',
    rule: 'X̄ += sum of Z̄ over the copies',
    doc: 'Repeats X along dimensions of length 1 and new leading ones until it has `params.shape`.',
    shape: ([x], params) => stretched(x!, target(params)),
    evaluate: ([x], params) => {
      const shape = target(params);
      const result = new Float64Array(sizeOf(shape));
      if (x!.data.length === 1) return result.fill(x!.data[0]!);
      eachCopy(x!.shape, shape, (from, to) => (result[to] = x!.data[from]!));
      return result;
    },
    transpose: (k, { inputs }, cotangent) => k.apply('sumTo', [cotangent], { shape: k.shape(inputs[0]!) }),
  }),
  sumTo: linear('sumTo', {
    formula: 'sum X to shape',
    rule: 'X̄ += broadcast Z̄',
    doc: 'Adds up what broadcasting `params.shape` to the shape of X would have copied.',
    shape: ([x], params) => {
      stretched(target(params), x!);
      return target(params);
    },
    evaluate: ([x], params) => {
      const sums = new Float64Array(sizeOf(target(params)));
      eachCopy(target(params), x!.shape, (to, from) => (sums[to]! += x!.data[from]!));
      return sums;
    },
    transpose: (k, { inputs }, cotangent) =>
      k.apply('broadcastTo', [cotangent], { shape: k.shape(inputs[0]!) }),
  }),
  take: linear('take', {
    formula: 'X[indices]',
    rule: 'X̄[indices] += Z̄',
    doc: 'Elements of X by row-major index (`params.indices`, repeats allowed) in `params.shape`.',
    shape: ([x], params) => {
      indicesFor(target(params), x!, params);
      return target(params);
    },
    evaluate: ([x], params) => Float64Array.from(indicesOf(params), (index) => x!.data[index]!),
    transpose: (k, { inputs, params }, cotangent) =>
      k.apply('scatter', [cotangent], { indices: indicesOf(params), shape: k.shape(inputs[0]!) }),
  }),
  scatter: linear('scatter', {
    formula: '0[indices] += X',
    rule: 'X̄ += Z̄[indices]',
    doc: 'Zeros of `params.shape`, to which X is added at the row-major `params.indices`; repeats add up.',
    shape: ([x], params) => {
      indicesFor(x!, target(params), params);
      return target(params);
    },
    evaluate: ([x], params) => {
      const result = new Float64Array(sizeOf(target(params)));
      indicesOf(params).forEach((index, i) => (result[index]! += x!.data[i]!));
      return result;
    },
    transpose: (k, { inputs, params }, cotangent) =>
      k.apply('take', [cotangent], { indices: indicesOf(params), shape: k.shape(inputs[0]!) }),
  }),
};

/** (X + Xᵀ) / 2, the same bits where X is symmetric. */
export function symmetrized({ shape, data }: Tensor): Tensor {
  const [n] = shape as [number, number];
  const mirrored = (at: number) => data[(at % n) * n + Math.floor(at / n)]!;
  return { shape, data: data.map((x, at) => (x === mirrored(at) ? x : (x + mirrored(at)) / 2)) };
}

/** The two lengths of a matrix's shape; a RangeError for anything else. */
export function matrixShape(op: string, shape: Shape): readonly [number, number] {
  if (shape.length === 2) return shape as readonly [number, number];
  throw new RangeError(`${op} of ${shapeText(shape)}, which is not a matrix`);
}

function target(params: Params): Shape {
  return params['shape'] as Shape;
}

function indicesOf(params: Params): readonly number[] {
  return params['indices'] as readonly number[];
}

/** `to`, if `from` broadcasts to it. */
function stretched(from: Shape, to: Shape): Shape {
  if (sameShape(broadcastShapes(from, to), to)) return to;
  throw new RangeError(`${shapeText(from)} does not broadcast to ${shapeText(to)}`);
}

/** One index an element of `few`, each into `many`. */
function indicesFor(few: Shape, many: Shape, params: Params): void {
  const indices = indicesOf(params);
  const size = sizeOf(many);
  if (indices.length !== sizeOf(few) || indices.some((i) => !(i >= 0 && i < size))) {
    throw new RangeError(`${indices.length} indices into ${shapeText(many)} for ${shapeText(few)}`);
  }
}
