/*
 * The name of every primitive, on one page. A family's table has one record for each of its names: a name without a record does
 * not compile. Elementwise families tell functions of one number from functions of two.
 */

export type UnaryArithmetic = 'neg';
export type BinaryArithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow' | 'chain';

export type UnaryMath =
  | ('sqrt' | 'cbrt' | 'exp' | 'expm1' | 'log' | 'log1p' | 'log2' | 'log10')
  | ('sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan')
  | ('sinh' | 'cosh' | 'tanh' | 'asinh' | 'acosh' | 'atanh');
export type BinaryMath = 'atan2' | 'hypot';

export type UnaryPiecewise = 'abs' | 'sign' | 'floor' | 'ceil' | 'round' | 'trunc' | 'fround' | 'f16round';
export type BinaryPiecewise = 'maximum' | 'minimum' | 'prefers' | 'equal';

/** The two 32-bit words of a double. */
export type UnaryWord = 'highWord' | 'lowWord';
export type BinaryWord = 'withLowWord';

export type UnaryName = UnaryArithmetic | UnaryMath | UnaryPiecewise | UnaryWord;
export type BinaryName = BinaryArithmetic | BinaryMath | BinaryPiecewise | BinaryWord;
export type ElementwiseName = UnaryName | BinaryName;

export type ProductName = 'mmul' | 'dot' | 'kronecker';
export type ReductionName =
  | ('sum' | 'mean' | 'product' | 'max' | 'min' | 'norm' | 'trace')
  | ('maximumOf' | 'minimumOf' | 'hypotOf' | 'productOfOthers');
export type MovementName =
  'transpose' | 'symmetric' | 'reshape' | 'broadcastTo' | 'sumTo' | 'take' | 'scatter';
export type StatisticName = 'variance' | 'spread' | 'cumulativeSum';
export type AlgebraName = 'inverse' | 'solve' | 'determinant' | 'pseudoInverse' | 'rank';
export type FactorName = 'cholesky' | 'lu' | 'pivots';
export type OrthogonalName = 'orthogonalFactor' | 'triangularFactor' | 'reflections';
export type SpectrumName =
  | ('singularValues' | 'leftSingularVectors' | 'rightSingularVectors')
  | ('eigenvalues' | 'eigenvectors' | 'gaps');
export type SpectralSumName = 'singularSum' | 'eigenSum';
export type PartedName = 'leftParted' | 'rightParted' | 'eigenParted';
export type ArrayName =
  | (ProductName | ReductionName | MovementName | StatisticName)
  | (AlgebraName | FactorName | OrthogonalName | SpectrumName | SpectralSumName | PartedName);

export type PrimitiveName = ElementwiseName | ArrayName;
