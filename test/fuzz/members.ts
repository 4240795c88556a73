import * as library from 'ml-matrix';
import type { Member } from '../../src/engine/matrix/member.ts';
import { members } from '../../src/engine/matrix/members.ts';
import type { Caller } from './natives/index.ts';

/** Receivers of 2 × 2, by the class that holds a member; a class without an entry is called itself. */
export const receivers: Readonly<Record<string, readonly string[]>> = {
  'AbstractMatrix.prototype': ['$m', '$m', 'u', 'm', 'new V($m)', 'new M.MatrixTransposeView($m)', 'new M.MatrixSubView(u, 0, 1, 0, 1)', 'new M.MatrixFlipRowView($m)', 'M.wrap([[$n, $n], [1, $n]])', 'new M.MatrixSelectionView($m, [1, 0], [0, 1])', 'new M.SymmetricMatrix([[$n, p], [p, 2]])', 'Matrix.from1DArray(2, 2, $t)', 'new M.MatrixRowView(m, 0)', '$m.subMatrix(0, 1, 0, 0)'],
  'Matrix.prototype': ['$m', '$m', 'u.clone()', 'new V($m)'],
  'SymmetricMatrix.prototype': ['new M.SymmetricMatrix([[$n, p], [p, $n]])', 'new M.SymmetricMatrix(m.mmul(m.transpose()))', 'new M.DistanceMatrix([[0, p], [p, 0]])', 'M.SymmetricMatrix.fromCompact([$n, $n, 1])'],
  'DistanceMatrix.prototype': ['new M.DistanceMatrix([[0, p], [p, 0]])', 'M.DistanceMatrix.fromCompact([$n, 1, 2])'],
  'MatrixColumnSelectionView.prototype': ['new M.MatrixColumnSelectionView($m, [1, 0])'],
  'MatrixColumnView.prototype': ['new M.MatrixColumnView($m, 1)'],
  'MatrixFlipColumnView.prototype': ['new M.MatrixFlipColumnView($m)'],
  'MatrixFlipRowView.prototype': ['new M.MatrixFlipRowView(m)'],
  'MatrixRowSelectionView.prototype': ['new M.MatrixRowSelectionView($m, [1, 1])'],
  'MatrixRowView.prototype': ['new M.MatrixRowView($m, 1)'],
  'MatrixSelectionView.prototype': ['new M.MatrixSelectionView($m, [1, 0], [0, 1])'],
  'MatrixSubView.prototype': ['new M.MatrixSubView($m, 0, 1, 0, 1)'],
  'MatrixTransposeView.prototype': ['new M.MatrixTransposeView($m)'],
  'WrapperMatrix1D.prototype': ['new M.WrapperMatrix1D([$n, $n, 1, $n], { rows: 2 })', 'new M.WrapperMatrix1D(slots)'],
  'WrapperMatrix2D.prototype': ['new M.WrapperMatrix2D([[$n, 1], [2, $n]])'],
  'CholeskyDecomposition.prototype': ['new M.CHO(m.mmul(m.transpose()).add(Matrix.eye(2)))', 'new M.CHO($m)'],
  'LuDecomposition.prototype': ['new M.LU($m)', 'new M.LU(Matrix.add($m, Matrix.diag([5, 7])))'],
  'QrDecomposition.prototype': ['new M.QR($m)', 'new M.QR(Matrix.add($m, Matrix.diag([5, 7])))'],
  'SingularValueDecomposition.prototype': ['new M.SVD($m)', 'new M.SVD(Matrix.add($m, Matrix.diag([5, 7])))'],
  'EigenvalueDecomposition.prototype': ['new M.EVD(...finite($m))', 'new M.EVD(...finite(m.mmul(m.transpose())))'],
}; // prettier-ignore

/** Arguments, by name of the member: mostly such as fit 2 × 2. */
const argumentsOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(add|sub|subtract|mul|multiply|div|divide|mod|modulus|pow|and|or|xor|\w+Shift)$/, ['$n', '2', '$m', '$m.to2DArray()', 'new Matrix(2, 3)']],
  [/^\w+S$/, ['$n', '2']],
  [/^\w+M$/, ['$m', 'new M.MatrixTransposeView($m)', 'new Matrix(3, 2)']],
  [/^(add|sub|mul|div|set)?(Row|Column)Vector$/i, ['[$n, $n]', '[1, 2]', 'Matrix.rowVector([$n, 1])', '[$n]']],
  [/^get(Row|Column)(Vector)?$|^(max|min)(Row|Column)(Index)?$|^remove/, ['0', '1', '$i']],
  [/^get$/, ['0, 1', '1, 1', '$i, 0']],
  [/^set$/, ['0, 1, $n', '1, 0, 2', '$i, 0, $n']],
  [/^(set|add)(Row|Column)$/, ['1, [$n, $n]', '0, Matrix.rowVector([$n, 1])', '[$n, $n]', '$i, [$n, 1]', '0, [1]']],
  [/^swap/, ['0, 1', '1, $i']],
  [/^mul(Row|Column)$/, ['1, $n', '0, 2', '$i, $n']],
  [/^(sum|product|mean|max|min|center|scale|variance|standardDeviation)$/, ['', '"row"', '"column"', '"neither"', '{ center: $n, scale: 2, mean: $n }', '"row", { center: [$n, 1], scale: [2, $n], mean: [$n, 1] }', '"column", { unbiased: false }']],
  [/^scale(Rows|Columns)$/, ['', '{ min: -1, max: 3 }', '{ min: 0, max: 1 + $n ** 2 }', '{ min: 2, max: 1 }']],
  [/^norm$/, ['', '"max"', '"frobenius"', '"other"']],
  [/^dot$/, ['$m', '[$n, $n, 1, 2]', '[1]']],
  [/^(mmul|transposeMultiply|mmulStrassen|strassen[23]x[23]|kroneckerProduct|tensorProduct|kroneckerSum)$/, ['$m', 'u', '$m.subMatrix(0, 1, 0, 0)', '$m.to2DArray()', 'Matrix.eye(2), $m', 'Matrix.eye(3, 3).mul($n)']],
  [/^mmulByTranspose$/, ['', '[$n, 1]', '[1]']],
  [/^mpow$/, ['0', '1', '3', '-1', '$i']],
  [/^repeat$/, ['', '{ rows: 2, columns: 2 }', '{ rows: 0 }']],
  [/^fill$/, ['$n', '3']],
  [/^subMatrix$/, ['0, 1, 0, 0', '1, 1, 0, 1', '0, 3, 0, 1']],
  [/^subMatrix(Row|Column)$/, ['[1, 0]', '[1, 1], 0, 0', '[4]']],
  [/^setSubMatrix$/, ['[[$n]], 1, 1', '$m, 0, 0', '$m, 1, 1']],
  [/^concat$/, ['$m', '$m, "column"', '$m, "neither"', '[[$n, 2]]']],
  [/^selection$/, ['[1, 0], [1, 1]', '[3], [0]']],
  [/^sort/, ['', '(k, w) => w - k']],
  [/^apply$/, ['function (i, j) { this.set(i, j, this.get(i, j) * $n + i); }', '1']],
  [/^applyAlongAxis$/, ['(lane, i) => lane[0] * $n + i, "row"', '(lane) => lane[1] ?? 1, "column"', '() => 0']],
  [/^addCross$/, ['[$n, 1, 2]', '1, [$n, 0, $n]', '0, [0, $n, 1]']],
  [/^applyMask$/, ['[1, 0]', '[1]']],
  [/^removeCross$/, ['0', '1', '5']],
  [/^(isMatrix|checkMatrix)$/, ['$m', '[[$n]]', '$v']],
  [/^from1DArray$/, ['2, 2, [$n, $n, 1, 2]', '1, 3, $t', '2, 2, [1]']],
  [/^(zeros|ones|eye|identity|rand|random)$/, ['2, 2', '2', '$i, 1']],
  [/^rand(om)?(Int)?$/, ['2, 2, { random: () => 0.25 }', '1, 2, { random: () => 0.5, min: 1, max: 5 }']],
  [/^diag(onal)?$/, ['[$n, $n]', '[$n, 1], 3, 2', '$a']],
  [/^copy$/, ['$m, new Matrix(2, 2)']],
  [/^is(Symmetric|Distance)Matrix$/, ['$m', 'new M.DistanceMatrix(2)', '$v']],
  [/^fromCompact$/, ['[$n, $n, 1]', '[$n]', '[1, 2]']],
  [/^solve$/, ['$m', '$m.subMatrix(0, 1, 0, 0)', 'new Matrix(3, 1)']],
  [/^solveForDiagonal$/, ['[$n, 2]']],
  [/^_calculateIndex$/, ['1, 1']],
  [/nodejs.util.inspect/, ['2, {}']],
]; // prettier-ignore

/** What statics, functions and constructors want instead. */
const statics: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^AbstractMatrix (add|sub|subtract|mul|multiply|div|divide|mod|modulus|pow|and|or|xor|\w+Shift)$/, ['$m, $n', '$m, 2', '$m, $m', 'new Matrix(2, 3), $m']],
  [/^AbstractMatrix (min|max)$/, ['$m, $m', '$m, u', '$m, [[1]]']],
  [/^AbstractMatrix (abs|acos|acosh|asin|asinh|atan|atanh|cbrt|ceil|clz32|cosh?|exp|expm1|floor|fround|log\w*|not|round|sign|sinh?|sqrt|tanh?|trunc)$/, ['$m', '$m.to2DArray()']],
  [/^functions (covariance|correlation)$/, ['$m', '$m, $m', '$m.to2DArray(), $m, { center: false }', '$m, { scale: false }']],
  [/^functions (inverse|pseudoInverse|determinant|linearDependencies)$/, ['$m', 'Matrix.add($m, Matrix.diag([5, 7]))', '$m.to2DArray()', '$m.subMatrix(0, 1, 0, 0)', '$m, true']],
  [/^functions solve$/, ['$m, $m', 'Matrix.add($m, Matrix.diag([5, 7])), [[$n], [1]]', '$m, $m, true']],
  [/^functions wrap$/, ['[[$n, 1], [2, $n]]', '[$n, $n]', '[$n, $n, 1, 2], { rows: 2 }', '$v']],
  [/^Matrix new$/, ['$m', '[[$n, $n], [1, 2]]', '2, 2', '2, $i', '[$t.slice(0, 2), [$n, 1]]', '[[$n], [1, 2]]', '$v']],
  [/^SymmetricMatrix new$/, ['[[$n, p], [p, 1]]', '2', 'm.mmul(m.transpose())', '$m']],
  [/^DistanceMatrix new$/, ['[[0, p], [p, 0]]', '2', '$m']],
  [/^Matrix(Row|Column)View new$/, ['$m, 1', '$m, $i']],
  [/^Matrix(Row|Column)SelectionView new$/, ['$m, [1, 0]', '$m, [4]']],
  [/^MatrixSelectionView new$/, ['$m, [1], [0, 1]']],
  [/^MatrixSubView new$/, ['$m, 0, 1, 1, 1', '$m, 0, 5, 0, 1']],
  [/^(MatrixFlip|MatrixTranspose)\w*View new$/, ['$m', 'new M.MatrixTransposeView($m)']],
  [/^BaseView new$/, ['$m, 1, 1']],
  [/^WrapperMatrix1D new$/, ['[$n, $n, 1, 2], { rows: 2 }', '$t, { rows: 1 }', '[1], { rows: 2 }']],
  [/^WrapperMatrix2D new$/, ['[[$n, $n], [1, 2]]', '[$t, $t]']],
  [/^(Cholesky|Lu|Qr|SingularValue|Eigenvalue)Decomposition new$/, ['$m', 'm.mmul(m.transpose()).add(Matrix.eye(2))', '$m.to2DArray()', '$m.subMatrix(0, 1, 0, 0)']],
  [/^NIPALS new$/, ['Matrix.add($m, Matrix.diag([5, 7])), { maxIterations: 3 }', '$m, { Y: [[$n], [1]], maxIterations: 2 }']],
]; // prettier-ignore

/** Classes that are not exported. */
const hidden: Readonly<Record<string, string>> = { BaseView: 'Object.getPrototypeOf(M.MatrixRowView)' };

/** One caller for each member of the membership table. */
export const matrixMembers: readonly Caller[] = Object.entries(members).flatMap(([holder, held]) =>
  Object.entries(held).map(([name, member]) => memberCaller(holder, name, member)),
);

function memberCaller(holder: string, name: string, { kind }: Member): Caller {
  const of = (lists: typeof statics, key: string) => lists.find(([pattern]) => pattern.test(key))?.[1];
  const [className = '', prototype] = holder.split('.');
  const lists = (prototype ? undefined : of(statics, `${holder} ${name}`)) ?? of(argumentsOf, name) ?? [''];
  const self = prototype
    ? `$[matrix ${holder}]`
    : holder === 'functions'
      ? 'M'
      : (hidden[holder] ?? `M.${holder}`);
  const symbol = /^Symbol\((?:Symbol\.)?(.*)\)$/.exec(name)?.[1];
  const key = symbol === 'iterator' ? '[Symbol.iterator]' : symbol ? `[Symbol.for('${symbol}')]` : `.${name}`;
  const held = prototype
    ? ((library as unknown as Record<string, { prototype: object }>)[className]!.prototype as object)
    : undefined;
  const isGetter =
    held !== undefined &&
    name !== 'new' &&
    !symbol &&
    typeof Object.getOwnPropertyDescriptor(held, name)?.value !== 'function';
  const isStatic = holder !== 'functions' && !prototype && name !== 'new';
  const calls = (given: string): string[] => {
    // of NaN and Infinity, ml-matrix may look for eigenvalues for ever, and of a size of 10⁹ it makes so many rows
    const isSize = !prototype && (/^(zeros|ones|eye|identity|rand\w*)$/.test(name) || `${className} ${name}` === 'Matrix new');
    const keeps = className === 'EigenvalueDecomposition' && !prototype ? 'finite' : isSize ? 'small' : undefined;
    const list = keeps && given !== '' ? `...${keeps}(${given})` : given;
    if (name === 'new') return [`new ${self}(${list})`, `new (class extends ${self} {})(${list})`];
    if (isGetter) return [`${self}${key}`];
    const inherited = isStatic && holder === 'AbstractMatrix' ? [`Matrix${key}(${list})`, `V${key}(${list})`] : [];
    const applied = prototype ? [`M.${holder}${key}.call(${self}, ${list || 'undefined'})`] : [];
    return [`${self}${key}(${list})`, ...inherited, `${self}${key}(${list})`, ...applied];
  }; // prettier-ignore
  return {
    name: `${holder} ${name}`,
    fitting: lists.flatMap(calls),
    misfitting: isGetter ? [] : calls('$l'),
    smooth: kind !== 'non-differentiable',
  };
}
