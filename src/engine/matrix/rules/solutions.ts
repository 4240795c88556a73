import type { Params } from '../../../shared/trace.ts';
import {
  agrees,
  computedOrNull,
  holdRank,
  matrixOperand,
  recordedMatrix,
  type MatrixOperand,
} from './algebra.ts';
import { decline, recordMatrix, type MemberCall, type Rule } from '../memberRule.ts';
import type { Dense } from '../store.ts';

type Rules = Readonly<Record<string, Rule>>;

/** Rules of what decompositions are asked for: a function of the matrix that was decomposed, as long as no factor was written to. */
export const solutions: Readonly<Record<string, Rules>> = {
  __proto__: null as never,
  LuDecomposition: { solve: solving() },
  CholeskyDecomposition: { solve: solving({ by: 'cholesky' }) },
  QrDecomposition: {
    solve: solving({ by: 'qr' }),
    orthogonalMatrix: (call) => factor(call, 'orthogonalFactor'),
    upperTriangularMatrix: (call) => factor(call, 'triangularFactor'),
  },
  SingularValueDecomposition: {
    solve: solving({ svd: true }),
    inverse: (call) => {
      const a = call.store.decomposed.find(call.self);
      const result = a && tall(a) && (computedOrNull(call) as Dense | null);
      const params = { svd: true };
      if (!result || !agrees(call, 'pseudoInverse', [a], call.store.numbers(result), params)) return decline;
      if (!holdRank(call, a, params)) return decline;
      return recordMatrix(call, 'pseudoInverse', [a.operand], result, params);
    },
  },
};

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
