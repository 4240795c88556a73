/** Receivers of three rows and columns, made of the leaves a and b (3×3, positive) and x (a number). */
export const receivers = {
  dense: 'a.clone()',
  'of shared rows':
    'Object.assign(new M.Matrix(3, 3), { data: [a.data[0].slice(), ...[0, 0].fill(b.data[1].slice())] })',
  'a part of another': 'new M.MatrixSubView(a.concat(b).concat(b.concat(a), "column"), 2, 4, 1, 3)',
  'a view of a view whose base changed':
    'changed(a.clone(), (base) => new M.MatrixTransposeView(new M.MatrixFlipRowView(base)))',
  'a selection':
    'new M.MatrixRowSelectionView(new M.MatrixColumnSelectionView(a.clone(), [2, 0, 2]), [1, 0, 2])',
  'a subclass with own get and set': 'new Scaled(a)',
  'of a class of its own': 'new Packed(a.to1DArray(), 3)',
  wrapped: 'M.wrap(a.to2DArray())',
  symmetric: 'new M.SymmetricMatrix(a.mmul(a.transpose()))',
} as const;

/** The calls of a member, `m` being the receiver. Members not listed are called without arguments. */
const calls: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(add|sub|subtract|mul|multiply|div|divide|mod|modulus|pow|and|or|xor|\w+Shift)$/,
    ['(1.7)', '(x)', '(b)', '(b.to2DArray())', '(new M.Matrix(2, 3))'],
  ],
  [/^(\w+)S$/, ['(2)', '(x)']],
  [/^(\w+)M$/, ['(b)', '(M.wrap(b.to2DArray()))', '(new M.Matrix(3, 2))']],
  [/RowVector$|ColumnVector$/, ['([1, 2, x])', '(M.Matrix.rowVector(b.getRow(1)))', '([1])']],
  [/^(get)$/, ['(1, 2)', '(0, 5)']],
  [/^(set)$/, ['(1, 2, x)', '(0, 1, 4)']],
  [
    /^(getRow|getColumn|getRowVector|getColumnVector|maxRow|minRow|maxColumn|minColumn|(max|min)(Row|Column)Index|removeRow|removeColumn|removeCross)$/,
    ['(1)', '(3)', '(-1)'],
  ],
  [
    /^(setRow|setColumn|addRow|addColumn)$/,
    ['(1, [x, 2, 3])', '(0, M.Matrix.rowVector(b.getRow(0)))', '(7, [1, 2, 3])', '(1, [1])'],
  ],
  [/^swap/, ['(0, 2)', '(1, 4)']],
  [/^(mulRow|mulColumn)$/, ['(1, x)', '(2, 3)', '(9, 1)']],
  [/^(sum|product|mean|max|min)$/, ['()', '("row")', '("column")', '("neither")']],
  [
    /^(variance|standardDeviation)$/,
    [
      '()',
      '("row")',
      '("column", { unbiased: false })',
      '({ mean: x })',
      '("row", { mean: [x, 1, 2] })',
      '("neither")',
      '("row", 1)',
    ],
  ],
  [
    /^center$/,
    [
      '()',
      '("row")',
      '("column")',
      '({ center: 1 })',
      '("row", { center: [1, 2, 3] })',
      '("row", { center: 1 })',
    ],
  ],
  [
    /^scale$/,
    [
      '()',
      '("row")',
      '("column")',
      '({ scale: 2 })',
      '("column", { scale: [1, 2, 3] })',
      '("column", { scale: 1 })',
    ],
  ],
  [/^scale(Rows|Columns)$/, ['()', '({ min: -1, max: 3 })', '({ min: 2, max: 1 })']],
  [/^norm$/, ['()', '("max")', '("frobenius")', '("other")']],
  [/^dot$/, ['(b)', '(b.to1DArray())', '([1])']],
  [
    /^(mmul|transposeMultiply|mmulStrassen|strassen3x3|kroneckerProduct|tensorProduct|kroneckerSum)$/,
    ['(b)', '(b.subMatrix(0, 2, 0, 1))', '(b.to2DArray())'],
  ],
  [/^strassen2x2$/, ['(b)']],
  [/^mmulByTranspose$/, ['()', '([1, x, 2])', '([1])']],
  [/^mpow$/, ['(0)', '(1)', '(3)', '(-1)']],
  [/^repeat$/, ['()', '({ rows: 2, columns: 2 })', '({ rows: 0 })']],
  [/^fill$/, ['(x)', '(3)']],
  [/^subMatrix$/, ['(0, 1, 1, 2)', '(0, 3, 0, 1)']],
  [/^subMatrix(Row|Column)$/, ['([2, 0])', '([1, 1], 1, 2)', '([4])']],
  [/^setSubMatrix$/, ['(b.subMatrix(0, 1, 0, 1), 1, 1)', '([[x, 1]], 0, 0)', '(b, 1, 1)']],
  [/^concat$/, ['(b)', '(b, "column")', '(b, "neither")', '([[1, 2]])']],
  [/^selection$/, ['([2, 0], [1, 1])', '([3], [0])']],
  [/^sort/, ['()', '((p, q) => q - p)']],
  [/^apply$/, ['(function (i, j) { this.set(i, j, this.get(i, j) * (i + j + x)); })', '(1)']],
  [
    /^applyAlongAxis$/,
    [
      '((lane, i) => lane[0] * lane[2] + i, "row")',
      '(function (lane) { return this.rows * lane[1]; }, "column")',
      '(() => 0)',
    ],
  ],
  [/^addCross$/, ['([1, x, 2, 3])', '(0, [1, x, 2, 3])']],
  [/^applyMask$/, ['([1, 0, 1])', '([1])']],
  [/^(isMatrix|checkMatrix)$/, ['(b)']],
  [/^solve$/, ['(b)', '(b.subMatrix(0, 2, 0, 0))', '(new M.Matrix(2, 2))']],
  [/^solveForDiagonal$/, ['([1, 2, x])']],
];
const properties =
  /^(size|rows|columns|diagonalSize|klass\w*|condition|norm2|rank|threshold|determinant|diagonal|\w+Vector|\w+Vectors|\w+Matrix|\w+Eigenvalues)$/;
const isProperty = (holder: string, name: string) =>
  holder === 'AbstractMatrix.prototype'
    ? /^(size|klass)$/.test(name)
    : /Decomposition/.test(holder) && !/^solve/.test(name) && properties.test(name);
/** Expressions that call a member on `m`. */
export const callsOf = (holder: string, name: string): string[] => {
  const symbol = /^Symbol\((.*)\)$/.exec(name)?.[1];
  if (symbol === 'Symbol.iterator') return ['[...m]', '[...m[Symbol.iterator]()]'];
  if (symbol) return [`m[Symbol.for(${JSON.stringify(symbol)})](0, {})`];
  if (isProperty(holder, name)) return [`m.${name}`];
  const known = calls.find(([pattern]) => pattern.test(name));
  return (known?.[1] ?? ['()']).map((args) => `m.${name}${args}`);
};

/** What a program of such expressions starts with: classes of its own, and `one`, which runs an expression and shows all of its effect. */
export const prelude = `
const M = require('ml-matrix');
class Scaled extends M.Matrix {
  get(i, j) {
    return super.get(i, j) * 2;
  }
  set(i, j, value) {
    return super.set(i, j, value / 2);
  }
}
class Packed extends M.AbstractMatrix {
  constructor(list, n) {
    super();
    this.list = list;
    this.rows = n;
    this.columns = list.length / n;
  }
  get(i, j) {
    return this.list[i * this.columns + j];
  }
  set(i, j, value) {
    this.list[i * this.columns + j] = value;
    return this;
  }
}
function changed(base, view) {
  const made = view(base);
  base.set(0, 1, base.get(0, 1) * 2).mulRow(1, 1.5);
  return made;
}
function show(r) {
  if (typeof r === 'string') return [...r].map((c) => c.charCodeAt(0));
  if (typeof r === 'boolean') return +r;
  if (r === null || typeof r !== 'object') return r;
  if (r.klass === 'Matrix') return r.to2DArray();
  if (typeof r.next === 'function') return [...r];
  return r;
}
function look(o) {
  if (o === null || typeof o !== 'object') return typeof o;
  const flags = (d) =>
    [d.writable, d.enumerable, d.configurable, 'get' in d].map(Number).join('') + typeof d.value;
  const keys = Reflect.ownKeys(o).map(
    (key) => String(key) + flags(Object.getOwnPropertyDescriptor(o, key))
  );
  return (
    Object.getPrototypeOf(o)?.constructor?.name +
    ' ' +
    Object.isExtensible(o) +
    ' ' +
    (Array.isArray(o) ? o.length : keys.join())
  );
}
function shared(r, m) {
  return r && m && Array.isArray(r.data) && Array.isArray(m.data)
    ? r.data.map((row) => m.data.indexOf(row))
    : [];
}
function one(m, b, run) {
  let r,
    e = '';
  try {
    r = run(m, b);
  } catch (x) {
    e = String(x);
  }
  return [
    show(r),
    show(m),
    show(e),
    +(r === m),
    show(b),
    m.rows,
    m.columns,
    show(look(r)),
    show(look(m)),
    shared(r, m),
    shared(r, b)
  ];
}
`;

/** The calls of static members and functions, `m` being a dense matrix. Those not listed are called with `m`. */
const statics: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^from1DArray$/,
    ['(3, 3, m.to1DArray())', '(1, 9, m.to1DArray())', '(2, 2, [1, 2, 3, x])', '(2, 2, [1])'],
  ],
  [/^(rowVector|columnVector)$/, ['(m.getRow(1))', '([x, 1])', '(m.data[0])']],
  [/^(zeros|ones|eye|identity)$/, ['(2, 3)', '(3, 3)', '(m.rows, 2)']],
  [/^(rand|random|randInt|randomInt)$/, ['(2, 2, { random: () => 0.3 })', '(2, 2, 1)']],
  [/^diag(onal)?$/, ['([x, 2, 3])', '(m.getRow(0), 4, 3)']],
  [/^(min|max)$/, ['(m, b)', '(m, b.to2DArray())']],
  [/^(checkMatrix|isMatrix)$/, ['(m)', '([[x, 1]])', '(1)']],
  [/^copy$/, ['(m, new M.Matrix(3, 3))']],
  [
    /^(add|sub|subtract|mul|multiply|div|divide|mod|modulus|pow|and|or|xor|\w+Shift)$/,
    ['(m, 1.7)', '(m, x)', '(m, b)', '(m, new M.Matrix(2, 3))'],
  ],
  [/^(isSymmetricMatrix|isDistanceMatrix)$/, ['(m)', '(new M.SymmetricMatrix(2))']],
  [/^fromCompact$/, ['([x, 2, 3])', '([1, 2])', '([])']],
  [
    /^(covariance|correlation)$/,
    [
      '(m)',
      '(m, b)',
      '(m, { center: false })',
      '(m.to2DArray(), b, { scale: false })',
      '(m, b.subMatrix(0, 1, 0, 1))',
    ],
  ],
  [/^inverse$/, ['(m)', '(m, true)', '(m.to2DArray())', '(new M.Matrix(2, 2))', '([[1, 2], [2, 4]])']],
  [
    /^solve$/,
    [
      '(m, b)',
      '(m, b, true)',
      '(m.subMatrix(0, 2, 0, 1), b)',
      '(m, [[x], [1], [2]])',
      '(m, new M.Matrix(2, 2))',
      '(new M.Matrix(3, 3), b)',
    ],
  ],
  [
    /^determinant$/,
    [
      '(m)',
      '(m.to2DArray())',
      '(m.subMatrix(0, 1, 0, 1))',
      '(m.kroneckerProduct(b))',
      '(m.subMatrix(0, 1, 0, 2))',
    ],
  ],
  [/^pseudoInverse$/, ['(m)', '(m.subMatrix(0, 2, 0, 1))', '(m, 0.2)', '(new M.Matrix(0, 2))']],
  [/^linearDependencies$/, ['(m)', '(m, { thresholdValue: 1e-3 })']],
  [/^wrap$/, ['(m.to2DArray())', '(m.to1DArray())', '(m.to1DArray(), { rows: 3 })', '(1)']],
];
const smoothFactors = 'p.leftSingularVectors.mul(b).sum(), p.rightSingularVectors.mul(b).sum(), p.diagonal';
/** Expressions that construct, and what is read of what they give. */
export const made: Readonly<Record<string, readonly string[]>> = {
  'new Matrix': [
    'new M.Matrix(m)',
    'new M.Matrix(m.to2DArray())',
    'new M.Matrix([m.data[0], [1, x, 2]])',
    'new M.Matrix(2, 3)',
    'new M.Matrix([[1], [1, 2]])',
    'new M.Matrix("a")',
    'new M.Matrix([["a"]])',
    'new M.Matrix(-1, 2)',
  ],
  'new SymmetricMatrix and DistanceMatrix': [
    'new M.SymmetricMatrix(m)',
    'new M.SymmetricMatrix(m.mmul(m.transpose()))',
    'new M.SymmetricMatrix([[x, 1], [1, x]])',
    'new M.DistanceMatrix([[0, x], [x, 0]])',
    'new M.DistanceMatrix(m)',
    `
      new M.DistanceMatrix([[0, x], [x, 0]])
        .toSymmetricMatrix()
        .addCross([x, 1, 2])
        .toCompact()
    `,
  ],
  views: [
    'new M.MatrixRowView(m, 1)',
    'new M.MatrixColumnView(m, 2).mul(x)',
    'new M.MatrixSelectionView(m, [0, 2], [1, 1]).add(b.subMatrix(0, 1, 0, 1))',
    'new M.MatrixFlipColumnView(m).sub(b)',
    'new M.MatrixRowView(m, 7)',
    'new M.MatrixSubView(m, 0, 1, 0, 9)',
    'new M.WrapperMatrix1D(m.to1DArray(), { rows: 3 }).mmul(b)',
    'new M.WrapperMatrix2D(m.to2DArray()).transpose()',
  ],
  SVD: [
    `((p) => [${smoothFactors}, p.norm2, p.condition, p.rank, p.threshold, p.diagonalMatrix])(new M.SVD(m))`,
    `((p) => [${smoothFactors}])(new M.SVD(m.to2DArray(), { autoTranspose: true }))`,
    '((p) => [p.solve(b), p.inverse(), p.solveForDiagonal([1, x, 2])])(new M.SVD(m))',
    'new M.SVD(new M.Matrix(0, 0))',
    'new M.SVD(m, { computeLeftSingularVectors: false }).leftSingularVectors',
  ],
  EVD: [
    `
      ((p) => [
        p.realEigenvalues,
        p.imaginaryEigenvalues,
        p.eigenvectorMatrix.mul(p.eigenvectorMatrix),
        p.diagonalMatrix
      ])(new M.EVD(m.mmul(m.transpose())))
    `,
    `
      ((p) => [p.realEigenvalues.sort((u, v) => u - v), p.imaginaryEigenvalues])(
        new M.EVD(m.add([[0, 0, 0], [0, 3, 0], [0, 0, 7]]))
      )
    `,
    'new M.EVD(m.subMatrix(0, 1, 0, 2))',
    'new M.EVD([[x, 1], [-1, x]]).imaginaryEigenvalues',
  ],
  CHO: [
    `
      ((p) => [p.lowerTriangularMatrix, p.solve(b), p.isPositiveDefinite()])(
        new M.CHO(m.mmul(m.transpose()))
      )
    `,
    'new M.CHO(m)',
  ],
  'CHO of what is not positive definite': [
    '((p) => [p.L, p.isPositiveDefinite()])(new M.CHO([[1, x], [x, 1]]))',
  ],
  LU: [
    `
      ((p) => [
        p.determinant,
        p.solve(b),
        p.isSingular(),
        p.lowerTriangularMatrix,
        p.upperTriangularMatrix,
        p.pivotPermutationVector
      ])(new M.LU(m))
    `,
    'new M.LU([[1, 2], [2, 4]]).solve([[x], [1]])',
    'new M.LU(m.subMatrix(0, 1, 0, 2)).upperTriangularMatrix',
  ],
  QR: [
    `
      ((p) => [p.solve(b), p.isFullRank(), p.orthogonalMatrix, p.upperTriangularMatrix])(
        new M.QR(m)
      )
    `,
    'new M.QR(m.subMatrix(0, 2, 0, 1)).solve(b)',
    'new M.QR(new M.Matrix(2, 2)).solve(new M.Matrix(2, 1))',
  ],
  NIPALS: [
    '((p) => [p.w, p.s, p.t])(new M.NIPALS(m, { maxIterations: 3 }))',
    '((p) => [p.w, p.t, p.betas, p.xResidual])(new M.NIPALS(m, { Y: b, maxIterations: 2 }))',
  ],
};
/** Expressions that call a static member or a function. */
export const staticCalls = (holder: string, name: string): string[] => {
  const known = statics.find(([pattern]) => pattern.test(name));
  const owner = holder === 'functions' ? 'M' : `M.${holder === 'AbstractMatrix' ? 'Matrix' : holder}`;
  return (known?.[1] ?? ['(m)']).map((args) => `${owner}.${name}${args}`);
};
