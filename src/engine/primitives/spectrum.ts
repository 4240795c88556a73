import { EigenvalueDecomposition, SingularValueDecomposition } from 'ml-matrix';
import type { Tensor } from '../../shared/tensor.ts';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { attempt, matrixOf, numbersOf, type Matrix } from '../kernels/ownMatrix.ts';
import { equalWithin, squareShape } from './algebra.ts';
import { linearAlgebra } from '../rules/linearAlgebra.ts';
import { matrixShape, symmetrized } from './movement.ts';
import type { SpectrumName } from '../rules/names.ts';

const equal =
  'Where two values are equal, vectors turn freely among themselves and have no derivative; that part is left out, and reported.';
const together = `${equal} How U and V turn against each other, as in U·Vᵀ, has one.`;
const symmetry =
  '`params.symmetric` is mean for a symmetric matrix, taken as (A + Aᵀ) / 2 as in JAX; lower if only the lower triangle is ' +
  'read (`assumeSymmetric`); null in general, with real eigenvalues and eigenvectors as long as ml-matrix makes them.';

/** Singular values and vectors, A = U · S · Vᵀ (Townsend 2016), and eigenvalues and -vectors, A · V = V · Λ (Giles 2008). */
export const spectrum: Readonly<Record<SpectrumName, ArrayPrimitive>> = {
  singularValues: {
    kind: 'array',
    formula: 'σ of A',
    rule: 'Ā += U · diag(z̄) · Vᵀ',
    doc: 'Singular values, the largest first. Equal ones move along a direction as it parts them (`leftParted`).',
    shape: ([a]) => [Math.min(...matrixShape('singularValues', a!))],
    evaluate: ([a]) => attempt(Math.min(...a!.shape), () => svd(a!).s),
    jvp: (k, { inputs: [a] }, [da]) => {
      const { mmul, t, diagonalOf } = linearAlgebra(k);
      const [u, v] = [k.apply('leftParted', [a!, da!]), k.apply('rightParted', [a!, da!])];
      return diagonalOf(mmul(t(u), da!, v));
    },
    vjp: (k, { inputs: [a] }, g) => [k.apply('singularSum', [a!, g])],
  },
  leftSingularVectors: {
    kind: 'array',
    formula: 'U of A',
    rule: 'Ā += U·(F∘(Uᵀ·Ū − Ūᵀ·U))·S·Vᵀ + (I − U·Uᵀ)·Ū·S⁻¹·Vᵀ,  Fᵢⱼ = 1 / (σⱼ² − σᵢ²)',
    doc: `Left singular vectors, one a column. ${together}`,
    shape: ([a]) => [a![0]!, Math.min(...matrixShape('leftSingularVectors', a!))],
    evaluate: ([a]) => attempt(a!.shape[0]! * Math.min(...a!.shape), () => numbersOf(svd(a!).U)),
    jvp: (k, { inputs: [a], output: u }, [da]) =>
      singularTangent(k, u, k.apply('rightSingularVectors', [a!]), k.apply('singularValues', [a!]), da!),
    vjp: (k, { inputs: [a], output: u }, g) => [
      singularCotangent(k, u, k.apply('rightSingularVectors', [a!]), k.apply('singularValues', [a!]), g),
    ],
  },
  rightSingularVectors: {
    kind: 'array',
    formula: 'V of A',
    rule: 'Ā += U·S·(F∘(Vᵀ·V̄ − V̄ᵀ·V))·Vᵀ + U·S⁻¹·V̄ᵀ·(I − V·Vᵀ),  Fᵢⱼ = 1 / (σⱼ² − σᵢ²)',
    doc: `Right singular vectors, one a column. ${together}`,
    shape: ([a]) => [a![1]!, Math.min(...matrixShape('rightSingularVectors', a!))],
    evaluate: ([a]) => attempt(a!.shape[1]! * Math.min(...a!.shape), () => numbersOf(svd(a!).V)),
    jvp: (k, { inputs: [a], output: v }, [da]) => {
      const [u, s] = [k.apply('leftSingularVectors', [a!]), k.apply('singularValues', [a!])];
      return singularTangent(k, v, u, s, k.apply('transpose', [da!]));
    },
    vjp: (k, { inputs: [a], output: v }, g) => {
      const [u, s] = [k.apply('leftSingularVectors', [a!]), k.apply('singularValues', [a!])];
      return [k.apply('transpose', [singularCotangent(k, v, u, s, g)])];
    },
  },
  eigenvalues: {
    kind: 'array',
    formula: 'λ of A',
    rule: 'Ā += V⁻ᵀ · diag(z̄) · Vᵀ',
    doc: `Eigenvalues in ml-matrix's order. ${symmetry}`,
    shape: ([a]) => [squareShape('eigenvalues', a!)[0]!],
    evaluate: ([a], params) => attempt(a!.shape[0]!, () => evd(a!, params).d),
    jvp: (k, { inputs: [a], params }, [da]) => {
      const d = read(k, da!, params);
      const v = isSymmetric(params)
        ? k.apply('eigenParted', [a!, d], params)
        : k.apply('eigenvectors', [a!], params);
      return linearAlgebra(k).diagonalOf(inBasis(k, v, d, params));
    },
    vjp: (k, { inputs: [a], params }, g) => {
      if (isSymmetric(params)) return [readBack(k, k.apply('eigenSum', [a!, g], params), params)];
      const v = k.apply('eigenvectors', [a!], params);
      return [readBack(k, outOfBasis(k, v, linearAlgebra(k).diagonal(g), params), params)];
    },
  },
  eigenvectors: {
    kind: 'array',
    formula: 'V of A·V = V·Λ',
    rule: 'Ā += V⁻ᵀ · (F ∘ (Vᵀ · V̄)) · Vᵀ,  Fᵢⱼ = 1 / (λⱼ − λᵢ)',
    doc:
      `Eigenvectors, one a column. ${symmetry} In general ml-matrix scales them so that V is an orthogonal matrix times a ` +
      `triangular one with ones on the diagonal; the rule follows that. ${equal}`,
    shape: ([a]) => squareShape('eigenvectors', a!),
    evaluate: ([a], params) => attempt(a!.data.length, () => numbersOf(evd(a!, params).V)),
    jvp: (k, { inputs: [a], output: v, params }, [da]) => {
      const { mmul, mul, add, neg, diagonal, diagonalOf } = linearAlgebra(k);
      const f = k.apply('gaps', [k.apply('eigenvalues', [a!], params)]);
      const turn = mul(f, inBasis(k, v, read(k, da!, params), params));
      if (isSymmetric(params)) return mmul(v, turn);
      const { x, inverse } = scaling(k, v);
      return mmul(v, add(turn, neg(diagonal(diagonalOf(mmul(x, turn, inverse))))));
    },
    vjp: (k, { inputs: [a], output: v, params }, g) => {
      const { mmul, mul, sub, t, diagonal, diagonalOf } = linearAlgebra(k);
      const f = k.apply('gaps', [k.apply('eigenvalues', [a!], params)]);
      let turn = mmul(t(v), g);
      if (!isSymmetric(params)) {
        const { x, inverse } = scaling(k, v);
        turn = sub(turn, mmul(t(x), diagonal(diagonalOf(turn)), t(inverse)));
      }
      return [readBack(k, outOfBasis(k, v, mul(f, turn), params), params)];
    },
  },
  gaps: {
    kind: 'array',
    formula: '1 / (xⱼ − xᵢ)',
    rule: 'x̄ₖ += Σᵢ H̄ᵢₖ − Σⱼ H̄ₖⱼ,  H̄ = −Z̄ ∘ Z ∘ Z',
    doc: `The reciprocal differences of numbers, 0 where they are equal within ${equalWithin} of the largest.`,
    shape: ([x]) => [x![0]!, x![0]!],
    evaluate: ([x]) => reciprocalGaps(x!.data),
    jvp: (k, { output: z }, [dx]) => {
      const { mul, neg, sub, row, column } = linearAlgebra(k);
      return neg(mul(mul(z, z), sub(row(dx!), column(dx!))));
    },
    vjp: (k, { output: z }, g) => {
      const { mul, sub } = linearAlgebra(k);
      const h = mul(g, mul(z, z));
      return [sub(k.apply('sum', [h], { by: 'row' }), k.apply('sum', [h], { by: 'column' }))];
    },
  },
};

interface Singular {
  readonly U: Matrix;
  readonly s: Float64Array;
  readonly V: Matrix;
}

export function svd(a: Tensor): Singular {
  return new SingularValueDecomposition(matrixOf(a), { autoTranspose: true }) as unknown as Singular;
}

interface Eigen {
  readonly d: Float64Array;
  readonly V: Matrix;
}

export function evd(a: Tensor, params: Params): Eigen {
  const source = params['symmetric'] === 'mean' ? symmetrized(a) : a;
  return new EigenvalueDecomposition(matrixOf(source), {
    assumeSymmetric: isSymmetric(params),
  }) as unknown as Eigen;
}

function isSymmetric(params: Params): boolean {
  return params['symmetric'] !== null;
}

/** The tangent of the part of A that the algorithm reads. */
export function read<V>(k: Interpreter<V>, da: V, params: Params): V {
  const { symmetric, weighted, add, t } = linearAlgebra(k);
  if (params['symmetric'] === 'mean') return symmetric(da);
  if (params['symmetric'] !== 'lower') return da;
  const half = weighted(da, (i, j) => (i > j ? 1 : i === j ? 0.5 : 0));
  return add(half, t(half));
}

/** The transpose of `read`. */
export function readBack<V>(k: Interpreter<V>, bar: V, params: Params): V {
  const { symmetric, weighted, add, t } = linearAlgebra(k);
  if (params['symmetric'] === 'mean') return symmetric(bar);
  if (params['symmetric'] !== 'lower') return bar;
  return weighted(add(bar, t(bar)), (i, j) => (i > j ? 1 : i === j ? 0.5 : 0));
}

/** V⁻¹ · X · V. */
function inBasis<V>(k: Interpreter<V>, v: V, x: V, params: Params): V {
  const { mmul, t } = linearAlgebra(k);
  return mmul(isSymmetric(params) ? t(v) : k.apply('inverse', [v]), x, v);
}

/** V⁻ᵀ · X · Vᵀ, the transpose of `inBasis`. */
function outOfBasis<V>(k: Interpreter<V>, v: V, x: V, params: Params): V {
  const { mmul, t } = linearAlgebra(k);
  return mmul(isSymmetric(params) ? v : t(k.apply('inverse', [v])), x, t(v));
}

/** The triangular factor of V, whose diagonal ml-matrix keeps at ones. */
function scaling<V>(k: Interpreter<V>, v: V): { readonly x: V; readonly inverse: V } {
  const { mmul, t } = linearAlgebra(k);
  const x = t(k.apply('cholesky', [mmul(t(v), v)]));
  return { x, inverse: k.apply('inverse', [x]) };
}

/** 1 / (sᵢ + sⱼ), 0 where both count as 0. */
export function reciprocalSums<V>(k: Interpreter<V>, s: V): V {
  const { add, neg } = linearAlgebra(k);
  const [n] = k.shape(s) as [number];
  const upTo = Array.from({ length: n }, (_, i) => i);
  const placed = (x: V, first: number) =>
    k.apply('scatter', [x], { indices: upTo.map((i) => first + i), shape: [2 * n] });
  const differences = k.apply('gaps', [add(placed(s, 0), placed(neg(s), n))]);
  return k.apply('take', [differences], {
    indices: upTo.flatMap((i) => upTo.map((j) => (n + i) * 2 * n + j)),
    shape: [n, n],
  });
}

/**
 * U̇ for A = U · S · Vᵀ; that of V is the same for Aᵀ. The symmetric part of Uᵀ·Ȧ·V turns U and V alike, by 1 / (σⱼ − σᵢ), the
 * other part against each other, by 1 / (σᵢ + σⱼ): that one has a derivative where values are equal, too.
 */
function singularTangent<V>(k: Interpreter<V>, u: V, v: V, s: V, da: V): V {
  const { mmul, mul, add, sub, t, row, symmetric, diagonalOf, shape } = linearAlgebra(k);
  const sums = reciprocalSums(k, s);
  const inner = mmul(t(u), da, v);
  const even = symmetric(inner);
  const turned = mmul(u, add(mul(even, k.apply('gaps', [s])), mul(sub(inner, even), sums)));
  const [rows, rank] = shape(u) as [number, number];
  if (rows === rank) return turned;
  return add(turned, mul(sub(mmul(da, v), mmul(u, inner)), row(twice(k, diagonalOf(sums)))));
}

/** Ā of Ū for A = U · S · Vᵀ; that of V̄ is the transpose of the same for Aᵀ. */
function singularCotangent<V>(k: Interpreter<V>, u: V, v: V, s: V, g: V): V {
  const { mmul, mul, add, sub, t, row, symmetric, diagonalOf, shape } = linearAlgebra(k);
  const sums = reciprocalSums(k, s);
  const x = mmul(t(u), g);
  const turned = mmul(u, mul(sub(x, symmetric(x)), add(k.apply('gaps', [s]), sums)), t(v));
  const [rows, rank] = shape(u) as [number, number];
  if (rows === rank) return turned;
  return add(turned, mmul(mul(sub(g, mmul(u, x)), row(twice(k, diagonalOf(sums)))), t(v)));
}

function twice<V>(k: Interpreter<V>, x: V): V {
  return k.apply('add', [x, x]);
}

function reciprocalGaps(x: Float64Array): Float64Array {
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float64Array.from({ length: x.length ** 2 }, (_, at) => {
    const gap = x[at % x.length]! - x[Math.floor(at / x.length)]!;
    return Math.abs(gap) <= equalWithin * largest ? 0 : 1 / gap;
  });
}
