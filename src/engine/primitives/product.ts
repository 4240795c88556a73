import { sameShape, shapeText, sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { factor, Transposed } from '../rules/strided.ts';
import { multiply } from '../kernels/multiply.ts';
import { arithmeticOf } from './elementwise.ts';
import { matrixShape } from './movement.ts';
import type { ProductName } from '../rules/names.ts';

/** Products of whole arrays: bilinear. */
export const product: Readonly<Record<ProductName, ArrayPrimitive>> = {
  mmul: {
    kind: 'array',
    formula: 'A · B',
    rule: 'Ā += Z̄ · Bᵀ;  B̄ += Aᵀ · Z̄',
    doc:
      'Matrix product. As in ml-matrix, rows of B beyond the columns of A do not count. In a backward pass ' +
      '`params.chain` names the factor (left or right) that is a cotangent: its exact zeros stay zero, as in `chain`.',
    shape: ([a, b]) => {
      const [rows, inner] = matrixShape('mmul', a!);
      const [available, columns] = matrixShape('mmul', b!);
      if (inner > available) throw new RangeError(`mmul of ${shapeText(a!)} and ${shapeText(b!)}`);
      return [rows, columns];
    },
    evaluate: ([a, b], params) => evaluated(a!, b!, params),
    jvp: (k, { inputs: [a, b] }, [da, db]) => {
      const left = da && k.apply('mmul', [da, b!], { chain: 'left' });
      const right = db && k.apply('mmul', [a!, db], { chain: 'right' });
      return left && right ? k.apply('add', [left, right]) : (left ?? right)!;
    },
    vjp: (k, { inputs: [a, b], wanted }, cotangent) => {
      const inner = k.shape(a!)[1]!;
      const used = rowsUsed(k, b!, inner);
      return [
        wanted[0] ? k.apply('mmul', [cotangent, k.apply('transpose', [used])], { chain: 'left' }) : null,
        wanted[1]
          ? rowsRestored(k, k.apply('mmul', [k.apply('transpose', [a!]), cotangent], { chain: 'right' }), b!)
          : null,
      ];
    },
  },
  dot: {
    kind: 'array',
    formula: 'x · y',
    rule: 'x̄ += z̄ · y;  ȳ += z̄ · x',
    doc: 'Sum of the products of elements at equal places, in row-major order; the shapes may differ, the sizes not.',
    shape: ([x, y]) => {
      if (sizeOf(x!) !== sizeOf(y!)) throw new RangeError(`dot of ${shapeText(x!)} and ${shapeText(y!)}`);
      return [];
    },
    evaluate: ([x, y]) => {
      let sum = 0;
      for (let i = 0; i < x!.data.length; i++) sum += x!.data[i]! * y!.data[i]!;
      return Float64Array.of(sum);
    },
    jvp: (k, { inputs: [x, y] }, [dx, dy]) => {
      const { add, chain } = arithmeticOf(k);
      const left = dx && k.apply('sum', [chain(dx, reshaped(k, y!, dx))]);
      const right = dy && k.apply('sum', [chain(dy, reshaped(k, x!, dy))]);
      return left && right ? add(left, right) : (left ?? right)!;
    },
    vjp: (k, { inputs: [x, y], wanted }, cotangent) => {
      const { chain } = arithmeticOf(k);
      return [
        wanted[0] ? chain(cotangent, reshaped(k, y!, x!)) : null,
        wanted[1] ? chain(cotangent, reshaped(k, x!, y!)) : null,
      ];
    },
  },
  kronecker: {
    kind: 'array',
    formula: 'A ⊗ B',
    rule: 'Ā += Σ of each block of Z̄ ∘ B;  B̄ += Σ of all blocks aᵢⱼ · Z̄ᵢⱼ',
    doc: 'Kronecker product: the block matrix of aᵢⱼ · B.',
    shape: ([a, b]) => {
      const [m, n] = matrixShape('kronecker', a!);
      const [p, q] = matrixShape('kronecker', b!);
      return [m * p, n * q];
    },
    evaluate: ([a, b]) => {
      const { ofA, ofB } = blocks(a!.shape, b!.shape);
      return Float64Array.from(ofA, (index, at) => a!.data[index]! * b!.data[ofB[at]!]!);
    },
    jvp: (k, { inputs: [a, b] }, [da, db]) => {
      const { add, chain } = arithmeticOf(k);
      const { ofA, ofB, shape } = blocks(k.shape(a!), k.shape(b!));
      const take = (x: NonNullable<typeof a>, indices: readonly number[]) =>
        k.apply('take', [x], { indices, shape });
      const left = da && chain(take(da, ofA), take(b!, ofB));
      const right = db && chain(take(db, ofB), take(a!, ofA));
      return left && right ? add(left, right) : (left ?? right)!;
    },
    vjp: (k, { inputs: [a, b], wanted }, cotangent) => {
      const { chain } = arithmeticOf(k);
      const { ofA, ofB, shape } = blocks(k.shape(a!), k.shape(b!));
      const part = (
        to: NonNullable<typeof a>,
        indices: readonly number[],
        other: NonNullable<typeof a>,
        others: readonly number[],
      ) => {
        const terms = chain(cotangent, k.apply('take', [other], { indices: others, shape }));
        return k.apply('scatter', [terms], { indices, shape: k.shape(to) });
      };
      return [wanted[0] ? part(a!, ofA, b!, ofB) : null, wanted[1] ? part(b!, ofB, a!, ofA) : null];
    },
  },
};

/**
 * Each element is accumulated from 0 in the order of the inner dimension, as ml-matrix does. A cotangent's zeros matter only
 * beside an infinity or NaN: times anything else they add a zero.
 */
function evaluated(a: Tensor, b: Tensor, params: Params): Float64Array {
  const [rows, inner] = a.shape as [number, number];
  const columns = b.shape[1]!;
  const result = new Float64Array(rows * columns);
  const { chain } = params;
  const [cotangent, other] = (chain === 'left' ? [a, b] : [b, a]).map(numbersOf) as [
    Float64Array,
    Float64Array,
  ];
  if (chain !== undefined && cotangent.includes(0) && !allFinite(other))
    chained(result, a, b, chain === 'left');
  else multiply(result, 0, [rows, inner, columns], factor(a), factor(b));
  return result;
}

/** The product where a factor that is a cotangent is exactly zero counts as zero, whatever it meets. */
function chained(result: Float64Array, a: Tensor, b: Tensor, left: boolean): void {
  const inner = a.shape[1]!;
  const columns = b.shape[1]!;
  const [x, y] = [a.data, b.data];
  for (let i = 0; i < a.shape[0]!; i++) {
    for (let k = 0; k < inner; k++) {
      for (let j = 0; j < columns; j++) {
        const p = x[i * inner + k]!;
        const q = y[k * columns + j]!;
        if ((left ? p : q) !== 0) result[i * columns + j]! += p * q;
      }
    }
  }
}

/** The numbers of a tensor in any order. */
function numbersOf(x: Tensor): Float64Array {
  return x instanceof Transposed ? x.of.data : x.data;
}

function allFinite(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

/** The first `count` rows of a matrix. */
function rowsUsed<V>(k: Interpreter<V>, matrix: V, count: number): V {
  const [rows, columns] = k.shape(matrix) as [number, number];
  return rows === count
    ? matrix
    : k.apply('take', [matrix], { indices: upTo(count * columns), shape: [count, columns] });
}

/** `part` as the first rows of a matrix that is otherwise zero, of the shape of `whole`. */
function rowsRestored<V>(k: Interpreter<V>, part: V, whole: V): V {
  const shape = k.shape(whole);
  const size = sizeOf(k.shape(part));
  return size === sizeOf(shape) ? part : k.apply('scatter', [part], { indices: upTo(size), shape });
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** `value` in the shape of `like`. */
function reshaped<V>(k: Interpreter<V>, value: V, like: V): V {
  const shape = k.shape(like);
  return sameShape(k.shape(value), shape) ? value : k.apply('reshape', [value], { shape });
}

/** For each element of A ⊗ B, the indices of its factors. */
function blocks(a: Shape, b: Shape) {
  const [m, n] = a as [number, number];
  const [p, q] = b as [number, number];
  const shape = [m * p, n * q];
  const places = Array.from(
    { length: m * p * n * q },
    (_, at) => [Math.floor(at / (n * q)), at % (n * q)] as const,
  );
  return {
    shape,
    ofA: places.map(([i, j]) => Math.floor(i / p) * n + Math.floor(j / q)),
    ofB: places.map(([i, j]) => (i % p) * q + (j % q)),
  };
}
