/**
 * What a traced run makes of a member of ml-matrix:
 * - `rule`: one equation, or ids that move, computed by the user's own function;
 * - `twin`: its instrumented twin is traced through and folds into one row;
 * - `structural`: the same, but nothing is computed: elements move, or a question about the shape is answered;
 * - `constructor`: a class, traced through;
 * - `non-differentiable`: its result has no derivative, or is none of numbers. This list is closed.
 */
export type MemberKind = 'rule' | 'twin' | 'structural' | 'constructor' | 'non-differentiable';

/** Members of one holder that are treated alike; `why` says why they have no rule. */
export interface Group {
  readonly kind: MemberKind;
  readonly names: string;
  readonly why?: string;
}

const scalarForms = (ops: string) => ops.replaceAll(/\w+/g, (op) => `${op} ${op}S ${op}M`);
const integer = 'and or xor leftShift signPropagatingRightShift rightShift zeroFillRightShift';
const arithmetic = 'add sub subtract mul multiply div divide mod modulus';
const unary =
  'abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor fround log log1p log10 log2 round sign sin ' +
  'sinh sqrt tan tanh trunc';

const rule = (names: string): Group => ({ kind: 'rule', names });
const twin = (names: string, why: string): Group => ({ kind: 'twin', names, why });
const structural = (names: string): Group => ({ kind: 'structural', names });
const none = (names: string, why: string): Group => ({ kind: 'non-differentiable', names, why });
const constructor: Group = { kind: 'constructor', names: 'new' };
const view: readonly Group[] = [constructor];
const through = [structural('get set')];

/**
 * Every public member of ml-matrix 6, by what holds it: `Matrix` for static members and `new`, `Matrix.prototype` for those of
 * objects, `functions` for the module's functions. A test compares it with the installed package and with the rules.
 */
export const members: Readonly<Record<string, readonly Group[]>> = {
  functions: [
    twin('covariance correlation', 'made of center, scale and products, which show as such'),
    rule('inverse solve determinant pseudoInverse'),
    twin('linearDependencies', 'one solve a row, with thresholds'),
    structural('wrap'),
  ],
  AbstractMatrix: [
    { kind: 'constructor', names: 'new', why: 'abstract' },
    rule(`from1DArray rowVector columnVector zeros ones rand random randInt randomInt eye identity`),
    rule(`${arithmetic} pow ${unary}`),
    rule('min max'),
    structural('diag diagonal checkMatrix isMatrix copy'),
    none(`${integer} not clz32`, 'integer operators'),
  ],
  'AbstractMatrix.prototype': [
    rule(`${scalarForms(`${arithmetic} pow`)} neg negate ${unary}`),
    rule('addRowVector subRowVector mulRowVector divRowVector'),
    rule('addColumnVector subColumnVector mulColumnVector divColumnVector'),
    rule('get set getRow getColumn setRow setColumn to1DArray to2DArray diag diagonal clone'),
    rule('sum product mean max min norm trace dot mmul transpose'),
    rule('gram transposeMultiply mmulByTranspose kroneckerProduct tensorProduct'),
    rule('variance standardDeviation center scale scaleRows scaleColumns'),
    rule('maxRow minRow maxColumn minColumn mulRow mulColumn cumulativeSum'),
    twin('apply applyAlongAxis', 'calls user code for each element or lane'),
    twin('echelonForm reducedEchelonForm', 'pivots chosen by value'),
    twin('mpow', 'made of mmul, which shows as such'),
    twin('strassen2x2 strassen3x3 mmulStrassen', 'products in an order of their own'),
    twin('kroneckerSum', 'made of kroneckerProduct and add, which show as such'),
    structural('size isRowVector isColumnVector isVector isSquare isEmpty klass'),
    structural('repeat fill getRowVector getColumnVector swapRows swapColumns flipRows flipColumns'),
    structural('sortRows sortColumns subMatrix subMatrixRow subMatrixColumn setSubMatrix concat selection'),
    structural('entries values Symbol(Symbol.iterator) toJSON'),
    none(`${scalarForms(integer)} not clz32`, 'integer operators'),
    none('isSymmetric isDistance isEchelonForm isReducedEchelonForm', 'predicates'),
    none(
      'maxIndex minIndex maxRowIndex minRowIndex maxColumnIndex minColumnIndex',
      'places, not numbers of the matrix',
    ),
    none('toString Symbol(nodejs.util.inspect.custom)', 'text'),
  ],
  Matrix: [rule('new')],
  'Matrix.prototype': [rule('get set'), structural('removeRow addRow removeColumn addColumn')],
  SymmetricMatrix: [
    { kind: 'constructor', names: 'new', why: 'private storage, which the twin has once more' },
    structural('zeros ones isSymmetricMatrix fromCompact'),
  ],
  'SymmetricMatrix.prototype': [
    structural('get set clone removeCross addCross applyMask'),
    structural('size rows columns diagonalSize klassType'),
    structural('toMatrix toCompact upperRightEntries upperRightValues'),
  ],
  DistanceMatrix: [constructor, structural('isDistanceMatrix fromCompact')],
  'DistanceMatrix.prototype': [structural('set clone klassSubType addCross toSymmetricMatrix toCompact')],
  BaseView: view,
  'BaseView.prototype': [],
  ...Object.fromEntries(
    [
      'MatrixColumnSelectionView', 'MatrixColumnView', 'MatrixFlipColumnView', 'MatrixFlipRowView',
      'MatrixRowSelectionView', 'MatrixRowView', 'MatrixSelectionView', 'MatrixSubView', 'MatrixTransposeView',
    ].flatMap((name) => [[name, view], [`${name}.prototype`, through]]), // prettier-ignore
  ),
  WrapperMatrix1D: view,
  'WrapperMatrix1D.prototype': [structural('get set _calculateIndex')],
  WrapperMatrix2D: view,
  'WrapperMatrix2D.prototype': through,
  CholeskyDecomposition: [rule('new')],
  'CholeskyDecomposition.prototype': [
    rule('solve'),
    structural('lowerTriangularMatrix'),
    none('isPositiveDefinite', 'a predicate'),
  ],
  LuDecomposition: [rule('new')],
  'LuDecomposition.prototype': [
    rule('solve'),
    twin('determinant', 'a product of the factors'),
    structural('lowerTriangularMatrix upperTriangularMatrix'),
    none('isSingular pivotPermutationVector', 'a predicate and a permutation'),
  ],
  QrDecomposition: [rule('new')],
  'QrDecomposition.prototype': [
    rule('solve orthogonalMatrix upperTriangularMatrix'),
    none('isFullRank', 'a predicate'),
  ],
  SingularValueDecomposition: [rule('new')],
  'SingularValueDecomposition.prototype': [
    rule('solve inverse'),
    twin('solveForDiagonal', 'made of solve, which shows as such'),
    twin('condition', 'a quotient of the factors'),
    structural('norm2 diagonal leftSingularVectors rightSingularVectors diagonalMatrix'),
    twin('threshold', 'a multiple of the largest singular value'),
    none('rank', 'a count'),
  ],
  EigenvalueDecomposition: [rule('new')],
  'EigenvalueDecomposition.prototype': [
    structural('realEigenvalues imaginaryEigenvalues eigenvectorMatrix diagonalMatrix'),
  ],
  NIPALS: [{ kind: 'constructor', names: 'new', why: 'an iteration of products, which show as such' }],
  'NIPALS.prototype': [],
};
