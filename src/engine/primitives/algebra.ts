import {
  CholeskyDecomposition,
  determinant,
  inverse,
  pseudoInverse,
  QrDecomposition,
  SingularValueDecomposition as SVD,
  solve,
} from 'ml-matrix';
import { shapeText, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { attempt, matrixOf, numbersOf, type Matrix } from '../kernels/ownMatrix.ts';
import { arithmeticOf } from './elementwise.ts';
import { linearAlgebra } from '../rules/linearAlgebra.ts';
import { matrixShape, symmetrized } from './movement.ts';
import type { AlgebraName } from '../rules/names.ts';

/** Singular values and eigenvalues closer than this, as part of the largest, count as equal. */
export const equalWithin = 1e-10;

/** Up to this size the cofactors of a matrix are taken as determinants, so that they are right where it is singular. */
export const mostCofactors = 6;

/** Inverses, linear systems and determinants (Giles 2008; Golub and Pereyra 1973). */
export const algebra: Readonly<Record<AlgebraName, ArrayPrimitive>> = {
  inverse: {
    kind: 'array',
    formula: 'A⁻¹',
    rule: 'Ā += −Zᵀ · Z̄ · Zᵀ',
    doc: 'Inverse of a square matrix, by LU decomposition.',
    shape: ([a]) => squareShape('inverse', a!),
    evaluate: ([a]) => attempt(a!.data.length, () => numbersOf(inverse(matrixOf(a!)))),
    jvp: (k, { output: z }, [da]) => {
      const { mmul, neg } = linearAlgebra(k);
      return neg(mmul(z, da!, z));
    },
    vjp: (k, { output: z }, g) => {
      const { mmul, neg, t } = linearAlgebra(k);
      return [neg(mmul(t(z), g, t(z)))];
    },
  },
  solve: {
    kind: 'array',
    formula: 'A \\ B',
    rule: 'Ā += −(A⁻ᵀ · Z̄) · Zᵀ;  B̄ += A⁻ᵀ · Z̄',
    doc:
      'The solution X of A · X = B: by LU decomposition where A is square; the least squares solution by QR decomposition ' +
      'else, or by SVD (`params.svd`), whose rule is that of the pseudoinverse: the rank of A is held. `params.by` is qr or ' +
      'cholesky where the program chose the decomposition; of cholesky A is taken as (A + Aᵀ) / 2.',
    shape: ([a, b]) => {
      const [rows, columns] = matrixShape('solve', a!);
      const [given, count] = matrixShape('solve', b!);
      if (rows !== given) throw new RangeError(`solve of ${shapeText(a!)} and ${shapeText(b!)}`);
      return [columns, count];
    },
    evaluate: ([a, b], params) =>
      attempt(a!.shape[1]! * b!.shape[1]!, () => numbersOf(solved(a!, matrixOf(b!), params))),
    jvp: (k, { inputs: [a, b], output: x, params }, [da, db]) => {
      const { mmul, sub, neg, add } = linearAlgebra(k);
      if (isRegular(k.shape(a!), params)) {
        const moved = da && mmul(asRead(k, da, params), x);
        return k.apply('solve', [
          asRead(k, a!, params),
          moved && db ? sub(db, moved) : db ? db : neg(moved!),
        ]);
      }
      const p = k.apply('pseudoInverse', [a!]);
      const left = da && mmul(pseudoInverseTangent(k, a!, p, da), b!);
      const right = db && mmul(p, db);
      return left && right ? add(left, right) : (left ?? right)!;
    },
    vjp: (k, { inputs: [a, b], output: x, params, wanted }, g) => {
      const { mmul, neg, t } = linearAlgebra(k);
      if (isRegular(k.shape(a!), params)) {
        const bar = k.apply('solve', [t(asRead(k, a!, params)), g]);
        return [wanted[0] ? asRead(k, neg(mmul(bar, t(x))), params) : null, wanted[1] ? bar : null];
      }
      const p = k.apply('pseudoInverse', [a!]);
      return [
        wanted[0] ? pseudoInverseCotangent(k, a!, p, mmul(g, t(b!))) : null,
        wanted[1] ? mmul(t(p), g) : null,
      ];
    },
  },
  determinant: {
    kind: 'array',
    formula: 'det A',
    rule: 'Ā += z̄ · cofactors of A',
    doc: `Determinant. The cofactors are determinants themselves up to ${mostCofactors}×${mostCofactors}, z · A⁻ᵀ beyond.`,
    shape: ([a]) => {
      squareShape('determinant', a!);
      return [];
    },
    evaluate: ([a]) => Float64Array.of(determinant(matrixOf(a!))),
    jvp: (k, { inputs: [a], output: z }, [da]) =>
      k.apply('sum', [k.apply('mul', [cofactors(k, a!, z), da!])], { by: null }),
    vjp: (k, { inputs: [a], output: z }, g) => [k.apply('mul', [cofactors(k, a!, z), g])],
  },
  pseudoInverse: {
    kind: 'array',
    formula: 'A⁺',
    rule: 'Ā += −Zᵀ·Z̄·Zᵀ + (I − A·Z)·Z̄ᵀ·Z·Zᵀ + Zᵀ·Z·Z̄ᵀ·(I − Z·A)',
    doc:
      'Moore-Penrose inverse by SVD: `params.svd` as `inverse(A, true)` does it, else with `params.threshold`. ' +
      'The rank of A is held: where it would change, the function jumps and has no derivative.',
    shape: ([a]) => {
      const [rows, columns] = matrixShape('pseudoInverse', a!);
      return [columns, rows];
    },
    evaluate: ([a], params) =>
      attempt(a!.data.length, () =>
        numbersOf(
          isSvd(params)
            ? inverse(matrixOf(a!), true)
            : pseudoInverse(matrixOf(a!), params['threshold'] as number | undefined),
        ),
      ),
    jvp: (k, { inputs: [a], output: z }, [da]) => pseudoInverseTangent(k, a!, z, da!),
    vjp: (k, { inputs: [a], output: z }, g) => [pseudoInverseCotangent(k, a!, z, g)],
  },
  rank: {
    kind: 'array',
    formula: 'rank A',
    rule: 'Ā += 0',
    doc: 'How many singular values a pseudoinverse takes for nonzero.',
    shape: ([a]) => {
      matrixShape('rank', a!);
      return [];
    },
    evaluate: ([a], params) => attempt(1, () => Float64Array.of(rankOf(a!, params))),
    jvp: () => null,
    vjp: () => [null],
  },
};

/** Ż of Z = A⁺ at constant rank. */
function pseudoInverseTangent<V>(k: Interpreter<V>, a: V, z: V, da: V): V {
  const { mmul, neg, t, add } = linearAlgebra(k);
  const left = mmul(z, t(z), t(da), complement(k, mmul(a, z)));
  const right = mmul(complement(k, mmul(z, a)), t(da), t(z), z);
  return add(neg(mmul(z, da, z)), add(left, right));
}

function pseudoInverseCotangent<V>(k: Interpreter<V>, a: V, z: V, g: V): V {
  const { mmul, neg, t, add } = linearAlgebra(k);
  const left = mmul(complement(k, mmul(a, z)), t(g), z, t(z));
  const right = mmul(t(z), z, t(g), complement(k, mmul(z, a)));
  return add(neg(mmul(t(z), g, t(z))), add(left, right));
}

/** I − P of a projection P, taken twice: what rounding leaves where that is 0 would be multiplied by A⁺ twice. */
function complement<V>(k: Interpreter<V>, p: V): V {
  const { mmul, sub, identity, shape } = linearAlgebra(k);
  const rest = sub(identity(shape(p)[0]!), p);
  return mmul(rest, rest);
}

/** The matrix of cofactors of A, whose determinant is z. */
function cofactors<V>(k: Interpreter<V>, a: V, z: V): V {
  const [n] = k.shape(a) as [number, number];
  if (n > mostCofactors) return k.apply('mul', [z, k.apply('transpose', [k.apply('inverse', [a])])]);
  const { add, neg } = arithmeticOf(k);
  let result = k.constant({ shape: [n, n], data: new Float64Array(n * n) });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const indices: number[] = [];
      for (let p = 0; p < n; p++) for (let q = 0; q < n; q++) if (p !== i && q !== j) indices.push(p * n + q);
      const minor = k.apply('determinant', [k.apply('take', [a], { indices, shape: [n - 1, n - 1] })]);
      const signed = (i + j) % 2 === 0 ? minor : neg(minor);
      result = add(result, k.apply('scatter', [signed], { indices: [i * n + j], shape: [n, n] }));
    }
  }
  return result;
}

/** As pseudoInverse (and SVD.inverse, `params.svd`) count. */
function rankOf(a: Tensor, params: Params): number {
  const { s, cutoff } = singularValues(a, params);
  return s.reduce((count, value) => (Math.abs(value) > cutoff ? count + 1 : count), 0);
}

/** Whether a pseudoinverse with this threshold leaves out singular values that are not 0: it is then not that of A. */
export function truncates(a: Tensor, params: Params): boolean {
  const { s, cutoff } = singularValues(a, params);
  return s.some((value) => Math.abs(value) <= cutoff && Math.abs(value) > equalWithin * s[0]!);
}

function singularValues(a: Tensor, params: Params): { readonly s: Float64Array; readonly cutoff: number } {
  const { s, threshold } = new SVD(matrixOf(a), { autoTranspose: true }) as unknown as {
    s: Float64Array;
    threshold: number;
  };
  const epsilon = (params['threshold'] as number | undefined) ?? Number.EPSILON;
  return { s, cutoff: isSvd(params) ? threshold : epsilon * Math.max(...a.shape) * s[0]! };
}

/** The part of A that a decomposition reads: of Cholesky's, the symmetric one. */
function asRead<V>(k: Interpreter<V>, x: V, params: Params): V {
  return params['by'] === 'cholesky' ? k.apply('symmetric', [x]) : x;
}

function solved(a: Tensor, b: Matrix, params: Params): ReturnType<typeof solve> {
  if (params['by'] === 'qr') return new QrDecomposition(matrixOf(a)).solve(b);
  if (params['by'] === 'cholesky') return new CholeskyDecomposition(matrixOf(symmetrized(a))).solve(b);
  return solve(matrixOf(a), b, isSvd(params));
}

function isSvd(params: Params): boolean {
  return params['svd'] === true;
}

/** Whether a system is solved by LU decomposition. */
function isRegular([rows, columns]: Shape, params: Params): boolean {
  return rows === columns && !isSvd(params);
}

/** The shape of a square matrix; a RangeError for anything else. */
export function squareShape(op: string, shape: Shape): Shape {
  const [rows, columns] = matrixShape(op, shape);
  if (rows === columns) return shape;
  throw new RangeError(`${op} of ${shapeText(shape)}, which is not square`);
}
