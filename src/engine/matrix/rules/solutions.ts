import type { Params } from '../../../shared/trace.ts';
import {
  agrees,
  computedOrNull,
  holdRank,
  matrixOperand,
  recordedMatrix,
  type MatrixOperand,
} from './algebra.ts';
import { each, nonDifferentiable, rule, structural, twin, type Holders } from '../member.ts';
import { decline, recordMatrix, type MemberCall, type Rule } from '../memberRule.ts';
import type { Dense } from '../store.ts';

/**
 * Members of decompositions. What a rule computes is a function of the matrix that was decomposed, as long as no factor was
 * written to.
 */
export const solutions: Holders = {
  'CholeskyDecomposition.prototype': {
    solve: rule(solving({ by: 'cholesky' })),
    lowerTriangularMatrix: structural,
    isPositiveDefinite: nonDifferentiable('a predicate'),
  },
  'LuDecomposition.prototype': {
    solve: rule(solving()),
    determinant: twin('a product of the factors'),
    ...each('lowerTriangularMatrix upperTriangularMatrix', structural),
    ...each('isSingular pivotPermutationVector', nonDifferentiable('a predicate and a permutation')),
  },
  'QrDecomposition.prototype': {
    solve: rule(solving({ by: 'qr' })),
    orthogonalMatrix: rule((call) => factor(call, 'orthogonalFactor')),
    upperTriangularMatrix: rule((call) => factor(call, 'triangularFactor')),
    isFullRank: nonDifferentiable('a predicate'),
  },
  'SingularValueDecomposition.prototype': {
    solve: rule(solving({ svd: true })),
    inverse: rule(pseudoInverse),
    solveForDiagonal: twin('made of solve, which shows as such'),
    condition: twin('a quotient of the factors'),
    ...each('norm2 diagonal leftSingularVectors rightSingularVectors diagonalMatrix', structural),
    threshold: twin('a multiple of the largest singular value'),
    rank: nonDifferentiable('a count'),
  },
  'EigenvalueDecomposition.prototype': each(
    'realEigenvalues imaginaryEigenvalues eigenvectorMatrix diagonalMatrix',
    structural,
  ),
};

function pseudoInverse(call: MemberCall): unknown {
  const a = call.store.decomposed.find(call.self);
  const result = a && tall(a) && (computedOrNull(call) as Dense | null);
  const params = { svd: true };
  if (!result || !agrees(call, 'pseudoInverse', [a], call.store.numbers(result), params)) return decline;
  if (!holdRank(call, a, params)) return decline;
  return recordMatrix(call, 'pseudoInverse', [a.operand], result, params);
}

function solving(params?: Params): Rule {
  return (call) => {
    const a = call.store.decomposed.find(call.self);
    const b = a && matrixOperand(call, call.args[0], true);
    if (!b || a.matrix.rows !== b.matrix.rows || !tall(a)) return decline;
    const result = computedOrNull(call, b.given) as Dense | null;
    if (!result || !agrees(call, 'solve', [a, b], call.store.numbers(result), params)) return decline;
    if (params?.['svd'] === true && !holdRank(call, a, params)) return decline;
    return recordMatrix(call, 'solve', [a.operand, b.operand], result, params);
  };
}

function factor(call: MemberCall, op: 'orthogonalFactor' | 'triangularFactor'): unknown {
  const a = call.store.decomposed.find(call.self);
  return a ? recordedMatrix(call, op, [a], call.real() as Dense) : decline;
}

function tall({ tensor: { shape } }: MatrixOperand): boolean {
  return shape[0]! >= shape[1]!;
}
