import { each, nonDifferentiable, structural, twin, type Holders } from '../member.ts';

/** Members of matrices that have no rule: they move elements, ask about the shape, call user code, or make no numbers. */
export const structure: Holders = {
  functions: { wrap: structural },
  AbstractMatrix: each('checkMatrix isMatrix copy', structural),
  'AbstractMatrix.prototype': {
    ...each('apply applyAlongAxis', twin('calls user code for each element or lane')),
    ...each('echelonForm reducedEchelonForm', twin('pivots chosen by value')),
    ...each('size isRowVector isColumnVector isVector isSquare isEmpty klass', structural),
    ...each('repeat fill getRowVector getColumnVector swapRows swapColumns flipRows flipColumns', structural),
    ...each('sortRows sortColumns subMatrix subMatrixRow subMatrixColumn setSubMatrix concat', structural),
    ...each('selection entries values Symbol(Symbol.iterator) toJSON', structural),
    ...each('isSymmetric isDistance isEchelonForm isReducedEchelonForm', nonDifferentiable('predicates')),
    ...each(
      'maxIndex minIndex maxRowIndex minRowIndex maxColumnIndex minColumnIndex',
      nonDifferentiable('positions, not numbers of the matrix'),
    ),
    ...each('toString Symbol(nodejs.util.inspect.custom)', nonDifferentiable('text')),
  },
  'Matrix.prototype': each('removeRow addRow removeColumn addColumn', structural),
};
