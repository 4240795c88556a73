import { QrDecomposition } from 'ml-matrix';
import { shapeText, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { attempt, matrixOf, numbersOf, type Matrix } from '../kernels/ownMatrix.ts';
import { linearAlgebra } from '../rules/linearAlgebra.ts';
import { matrixShape } from './movement.ts';
import type { OrthogonalName } from '../rules/names.ts';

const upper = (i: number, j: number) => (i <= j ? 1 : 0);
const lower = (i: number, j: number) => (i >= j ? 1 : 0);
const strictlyLower = (i: number, j: number) => (i > j ? 1 : 0);
const full = 'of a matrix A = Q · R with at least as many rows as columns, and full rank.';

/** The factors of A = Q · R by Householder reflections (Seeger et al. 2017). */
export const orthogonal: Readonly<Record<OrthogonalName, ArrayPrimitive>> = {
  orthogonalFactor: {
    kind: 'array',
    formula: 'Q of A',
    rule: 'Ā += (Q̄ + Q · H(−Q̄ᵀ · Q)) · R⁻ᵀ',
    doc:
      `Q, with orthonormal columns, ${full} H mirrors the lower triangle. Of a square A the last column of Q follows from the ` +
      'others, so that the last number of R may be next to nothing.',
    shape: ([a]) => tallShape('orthogonalFactor', a!),
    evaluate: ([a]) => attempt(a!.data.length, () => numbersOf(qr(a!).orthogonalMatrix)),
    jvp: (k, { inputs: [a], output: q }, [da]) => tangentOfQ(k, q, k.apply('triangularFactor', [a!]), da!),
    vjp: (k, { inputs: [a], output: q }, g) => [cotangentOfQ(k, q, k.apply('triangularFactor', [a!]), g)],
  },
  triangularFactor: {
    kind: 'array',
    formula: 'R of A',
    rule: 'Ā += Q · H(R · R̄ᵀ) · R⁻ᵀ',
    doc: `The upper triangular R ${full} H mirrors the lower triangle.`,
    shape: ([a]) => {
      const [, n] = tallShape('triangularFactor', a!);
      return [n, n];
    },
    evaluate: ([a]) => attempt(a!.shape[1]! ** 2, () => numbersOf(qr(a!).upperTriangularMatrix)),
    jvp: (k, { inputs: [a], output: r }, [da]) => {
      const { mmul, sub, weighted } = linearAlgebra(k);
      const { inner, turn } = rotation(k, k.apply('orthogonalFactor', [a!]), r, da!);
      return weighted(mmul(sub(inner, turn), r), upper);
    },
    vjp: (k, { inputs: [a], output: r }, g) => {
      const { mmul, t, weighted } = linearAlgebra(k);
      const q = k.apply('orthogonalFactor', [a!]);
      const m = mmul(r, t(weighted(g, upper)));
      return [mmul(q, mirrored(k, m), t(k.apply('inverse', [r])))];
    },
  },
  reflections: {
    kind: 'array',
    formula: 'reflections of A',
    rule: 'Ā += that of Q̄ = −(W̄ · D · U⁻ᵀ + …),  W · D⁻¹ · U = E − Q',
    doc:
      `The vectors of the Householder reflections, as ml-matrix keeps them below and on the diagonal, ${full} Scaled to ones on ` +
      'the diagonal they are the lower factor of E − Q, the identity above zeros less Q (Ballard et al. 2014).',
    shape: ([a]) => tallShape('reflections', a!),
    evaluate: ([a]) =>
      attempt(a!.data.length, () => {
        const n = a!.shape[1]!;
        const packed = numbersOf((qr(a!) as unknown as { QR: Matrix }).QR);
        return packed.map((x, at) => (Math.floor(at / n) < at % n ? 0 : x));
      }),
    jvp: (k, { inputs: [a], output: w }, [da]) => {
      const { mmul, mul, neg, sub, add, row, diagonalOf, weighted } = linearAlgebra(k);
      const [q, r] = [k.apply('orthogonalFactor', [a!]), k.apply('triangularFactor', [a!])];
      const { d, y, yInverse, uInverse, top } = eliminated(k, w, q);
      const dk = neg(tangentOfQ(k, q, r, da!));
      const p = weighted(mmul(yInverse, top(dk), uInverse), upper);
      const dy = sub(mmul(dk, uInverse), mmul(y, p));
      return masked(k, add(mul(dy, row(d)), mul(y, row(mul(d, diagonalOf(p))))));
    },
    vjp: (k, { inputs: [a], output: w }, cotangent) => {
      const { mmul, mul, neg, sub, add, t, row, diagonal, weighted, shape } = linearAlgebra(k);
      const [q, r] = [k.apply('orthogonalFactor', [a!]), k.apply('triangularFactor', [a!])];
      const { d, y, yInverse, uInverse } = eliminated(k, w, q);
      const g = masked(k, cotangent);
      const barY = mul(g, row(d));
      const barD = k.apply('sum', [mul(g, y)], { by: 'column' });
      const barP = weighted(sub(diagonal(mul(barD, d)), mmul(t(y), barY)), upper);
      const top = mmul(t(yInverse), barP, t(uInverse));
      const barK = add(mmul(barY, t(uInverse)), restored(k, top, shape(w)));
      return [cotangentOfQ(k, q, r, neg(barK))];
    },
  },
};

function qr(a: Tensor): QrDecomposition {
  return new QrDecomposition(matrixOf(a));
}

function tallShape(op: string, shape: Shape): Shape {
  const [rows, columns] = matrixShape(op, shape);
  if (rows >= columns) return shape;
  throw new RangeError(`${op} of ${shapeText(shape)}, which has more columns than rows`);
}

/** Qᵀ · Ȧ · R⁻¹, and how Q turns: Qᵀ · Q̇. */
function rotation<V>(
  k: Interpreter<V>,
  q: V,
  r: V,
  da: V,
): { readonly inner: V; readonly turn: V; readonly scaled: V } {
  const { mmul, sub, t, weighted } = linearAlgebra(k);
  const scaled = mmul(da, k.apply('inverse', [r]));
  const inner = mmul(t(q), scaled);
  const below = weighted(inner, strictlyLower);
  return { inner, turn: sub(below, t(below)), scaled };
}

function tangentOfQ<V>(k: Interpreter<V>, q: V, r: V, da: V): V {
  const { mmul, sub } = linearAlgebra(k);
  const { inner, turn, scaled } = rotation(k, q, r, da);
  if (isSquare(k, q)) return mmul(q, turn);
  return sub(scaled, mmul(q, sub(inner, turn)));
}

function cotangentOfQ<V>(k: Interpreter<V>, q: V, r: V, g: V): V {
  const { mmul, add, sub, neg, t, weighted } = linearAlgebra(k);
  if (isSquare(k, q)) {
    const x = mmul(t(q), g);
    return mmul(q, weighted(sub(x, t(x)), strictlyLower), t(k.apply('inverse', [r])));
  }
  const m = neg(mmul(t(g), q));
  return mmul(add(g, mmul(q, mirrored(k, m))), t(k.apply('inverse', [r])));
}

function isSquare<V>(k: Interpreter<V>, x: V): boolean {
  const [rows, columns] = k.shape(x);
  return rows === columns;
}

/** The lower triangle, mirrored. */
function mirrored<V>(k: Interpreter<V>, x: V): V {
  const { add, t, weighted } = linearAlgebra(k);
  return add(weighted(x, lower), t(weighted(x, strictlyLower)));
}

/** E − Q = Y · U with the reflections W = Y · diag(d). */
function eliminated<V>(k: Interpreter<V>, w: V, q: V) {
  const { mmul, mul, sub, row, diagonalOf, identity, shape } = linearAlgebra(k);
  const [, n] = shape(w) as [number, number];
  const top = (x: V) => k.apply('take', [x], { indices: upTo(n * n), shape: [n, n] });
  const d = diagonalOf(top(w));
  const y = mul(w, row(k.apply('div', [k.constant(1), d])));
  const yInverse = k.apply('inverse', [top(y)]);
  const u = mmul(yInverse, sub(identity(n), top(q)));
  return { d, y, yInverse, uInverse: k.apply('inverse', [u]), top };
}

/** A square matrix as the first rows of one that is otherwise zero. */
function restored<V>(k: Interpreter<V>, top: V, shape: Shape): V {
  const n = shape[1]!;
  return k.apply('scatter', [top], { indices: upTo(n * n), shape });
}

/** The elements on and below the diagonal. */
function masked<V>(k: Interpreter<V>, x: V): V {
  const shape = k.shape(x);
  const [m, n] = shape as [number, number];
  const data = Float64Array.from({ length: m * n }, (_, at) => lower(Math.floor(at / n), at % n));
  return k.apply('chain', [k.constant({ shape, data }), x]);
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
