import { CholeskyDecomposition, LuDecomposition } from 'ml-matrix';
import type { Params } from '../../shared/trace.ts';
import type { ArrayPrimitive, Interpreter } from '../rules/interpreter.ts';
import { attempt, matrixOf, numbersOf } from '../kernels/ownMatrix.ts';
import { squareShape } from './algebra.ts';
import { linearAlgebra } from '../rules/linearAlgebra.ts';
import { symmetrized } from './movement.ts';
import type { FactorName } from '../rules/names.ts';

const lower = (i: number, j: number) => (i > j ? 1 : i === j ? 0.5 : 0);
const strictlyLower = (i: number, j: number) => (i > j ? 1 : 0);
const upper = (i: number, j: number) => (i <= j ? 1 : 0);

/** Triangular factors (Murray 2016; Giles 2008). */
export const factors: Readonly<Record<FactorName, ArrayPrimitive>> = {
  cholesky: {
    kind: 'array',
    formula: 'chol A',
    rule: 'Ā += sym(L⁻ᵀ · Φ(Lᵀ · L̄) · L⁻¹)',
    doc:
      'Lower triangular L with L · Lᵀ = A. As in JAX A is taken as (A + Aᵀ) / 2, so that its gradient is symmetric. ' +
      'Φ is the lower triangle with half the diagonal.',
    shape: ([a]) => squareShape('cholesky', a!),
    evaluate: ([a]) =>
      attempt(a!.data.length, () =>
        numbersOf(new CholeskyDecomposition(matrixOf(symmetrized(a!))).lowerTriangularMatrix),
      ),
    jvp: (k, { output: l }, [da]) => {
      const { mmul, t, symmetric, weighted } = linearAlgebra(k);
      const inverse = k.apply('inverse', [l]);
      return mmul(l, weighted(mmul(inverse, symmetric(da!), t(inverse)), lower));
    },
    vjp: (k, { output: l }, g) => {
      const { mmul, t, symmetric, weighted } = linearAlgebra(k);
      const inverse = k.apply('inverse', [l]);
      const cotangent = weighted(g, (i, j) => (i >= j ? 1 : 0));
      return [symmetric(mmul(t(inverse), weighted(mmul(t(l), cotangent), lower), inverse))];
    },
  },
  lu: {
    kind: 'array',
    formula: 'LU of P·A',
    rule: 'Ā += Pᵀ · L⁻ᵀ · (tril(Lᵀ · L̄) + triu(Ū · Uᵀ)) · U⁻ᵀ',
    doc:
      'The factors of P · A = L · U in one square matrix, L (with ones on the diagonal) below it and U from it on; ' +
      '`params.pivots` is the order of rows P.',
    shape: ([a]) => squareShape('lu', a!),
    evaluate: ([a]) =>
      attempt(a!.data.length, () => numbersOf((new LuDecomposition(matrixOf(a!)) as unknown as Packed).LU)),
    jvp: (k, { output, params }, [da]) => {
      const { mmul, add, weighted } = linearAlgebra(k);
      const { l, u } = unpacked(k, output);
      const moved = mmul(k.apply('inverse', [l]), permuted(k, da!, params, false), k.apply('inverse', [u]));
      return add(mmul(l, weighted(moved, strictlyLower)), mmul(weighted(moved, upper), u));
    },
    vjp: (k, { output, params }, g) => {
      const { mmul, add, t, weighted } = linearAlgebra(k);
      const { l, u } = unpacked(k, output);
      const ofL = weighted(mmul(t(l), weighted(g, strictlyLower)), strictlyLower);
      const ofU = weighted(mmul(weighted(g, upper), t(u)), upper);
      const moved = mmul(t(k.apply('inverse', [l])), add(ofL, ofU), t(k.apply('inverse', [u])));
      return [permuted(k, moved, params, true)];
    },
  },
  pivots: {
    kind: 'array',
    formula: 'rows of P in LU',
    rule: 'Ā += 0',
    doc: 'The order of rows that LU decomposition with partial pivoting chooses.',
    shape: ([a]) => [squareShape('pivots', a!)[0]!],
    evaluate: ([a]) =>
      attempt(a!.shape[0]!, () =>
        Float64Array.from(new LuDecomposition(matrixOf(a!)).pivotPermutationVector),
      ),
    jvp: () => null,
    vjp: () => [null],
  },
};

interface Packed {
  readonly LU: Parameters<typeof numbersOf>[0];
}

function unpacked<V>(k: Interpreter<V>, packed: V): { readonly l: V; readonly u: V } {
  const { add, weighted, identity, shape } = linearAlgebra(k);
  return {
    l: add(weighted(packed, strictlyLower), identity(shape(packed)[0]!)),
    u: weighted(packed, upper),
  };
}

/** P · X, or Pᵀ · X if `back`. */
function permuted<V>(k: Interpreter<V>, x: V, params: Params, back: boolean): V {
  const [n] = k.shape(x) as [number, number];
  const pivots = params['pivots'] as readonly number[];
  const indices = pivots.flatMap((row) => Array.from({ length: n }, (_, j) => row * n + j));
  return k.apply(back ? 'scatter' : 'take', [x], { indices, shape: [n, n] });
}
