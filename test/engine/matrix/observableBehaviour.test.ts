import { agreesAll, cut, type Row } from '../../support/agree.ts';

agreesAll({
  'text of a matrix': [
    ['return JSON.parse(JSON.stringify(new (require("ml-matrix").Matrix)([[x, y]])))[0][1] * x', cut('text')],
    [
      'return JSON.parse(JSON.stringify({ m: new (require("ml-matrix").Matrix)([[x, y]]) }, null, 2)).m[0][1]',
      cut('text'),
    ],
    [
      'return JSON.parse(JSON.stringify({ m: new (require("ml-matrix").Matrix)([[x, y]]), n: 1 }, ["m"])).m[0][1]',
      cut('text'),
    ],
    [
      'return JSON.parse(JSON.stringify(new (require("ml-matrix").SymmetricMatrix)([[x, y], [y, 1]])))[1][0]',
      cut('text'),
    ],
    [
      'return Number(`${new (require("ml-matrix").SymmetricMatrix)([[x, y], [y, 1]])}`.match(/0\\.7/)[0])',
      cut('text'),
    ],
    [
      'return require("util").inspect(new (require("ml-matrix").SymmetricMatrix)([[x]])).length + y',
      cut('opaque'),
    ],
    ['return `${new (require("ml-matrix").Matrix)([[x]])}`.length * y', cut('text')],
    [
      'const { Matrix, MatrixRowView } = require("ml-matrix"), m = new Matrix([[x, y]]); try { return m.sum(new MatrixRowView(m, 0)) } catch (e) { return +/: MatrixRowView /.test(e.message) * y }',
    ],
  ],
  'options are read as often as ml-matrix reads them': [
    [
      'const { Matrix, SVD, EVD } = require("ml-matrix"), m = new Matrix([[x, y], [y, 2]]); let n = 0; const told = (k, v) => ({ get [k]() { n++; return v } }); new EVD(m, told("u", 1)); new EVD(m, told("assumeSymmetric", true)); new SVD(m, told("autoTranspose", false)); new SVD(m, told("other", false)); m.scaleRows(told("min", -1)); m.variance("row", told("unbiased", false)); return [n, m.get(0, 0)]',
    ],
    [
      'const { Matrix, SVD, EVD } = require("ml-matrix"), m = new Matrix([[x, y], [y, 2]]); let n = 0; const seen = new Proxy({}, { get() { n++ }, getPrototypeOf() { n += 10; return null } }); new EVD(m, seen); new SVD(m, seen); m.scaleRows(seen); m.variance("row", seen); return [n, m.get(0, 0)]',
    ],
  ],
  '10. preconditions in part': [
    [
      'const { Matrix } = require("ml-matrix"), m = new Matrix([[x, y]]); return m.addRowVector([[x], "2"]).clone().setRow(0, ["3", [y]]).sum() + m.dot(["1", [x]]) + Matrix.from1DArray(1, 2, ["1", x]).sum()',
      cut('text'),
    ],
    [
      "const { Matrix } = require('ml-matrix'); const m = new Matrix([[1, 2], [3, 4]]); m.data[1] = [x, y]; return m.sum() * x",
    ],
    [
      "const { Matrix } = require('ml-matrix'); const m = new Matrix([[x, 2], [3, y]]); m.get = (i, j) => 2 * m.data[i][j]; return m.transpose().to1DArray()",
    ],
    [
      "const { Matrix } = require('ml-matrix'); class D extends Matrix { get(i, j) { return 2 * super.get(i, j) } } return new D([[x, 2], [3, y]]).mmul(Matrix.eye(2)).to1DArray()",
    ],
  ],
  'getters that the engine calls itself': [
    [
      "const { Matrix, SVD } = require('ml-matrix'); const g = ([{ diagonalMatrix: s, rightSingularVectors: v }]) => s.mmul(v.transpose()).norm(); return g([new SVD(new Matrix([[x, 2], [3, y]]))])",
    ],
    [
      "const { Matrix, CholeskyDecomposition: C } = require('ml-matrix'); const { lowerTriangularMatrix: l } = new C(new Matrix([[x, y], [y, 2]])); return l.sum()",
    ],
    [
      "const { Matrix, LU } = require('ml-matrix'); return Reflect.get(new LU(new Matrix([[x, y], [3, 2]])), 'upperTriangularMatrix').get(1, 1) * Object.getOwnPropertyDescriptor(LU.prototype, 'lowerTriangularMatrix').get.call(new LU(new Matrix([[x, y], [3, 2]]))).get(1, 0)",
    ],
  ],
  '13. subclasses': [
    [
      "const { Matrix } = require('ml-matrix'); class V extends Matrix {} const v = new V([[x, y]]); return [v.mmul(v.transpose()).get(0, 0), +(v instanceof V)]",
    ],
    [
      "const { Matrix } = require('ml-matrix'); class V extends Matrix { constructor(n) { super(n, n); this.k = x } } const v = new V(2); v.set(0, 1, y); return v.sum() * v.k",
    ],
    [
      'const { SymmetricMatrix } = require("ml-matrix"); try { new SymmetricMatrix([[x, y], [y, 2]]).set(x, { toString: () => "t" }, y) } catch (e) { return [e.message.length, y] }',
    ],
    [
      'const { SymmetricMatrix } = require("ml-matrix"); let n = 0; const o = { valueOf: () => x * ++n }, s = new SymmetricMatrix([[o, y], [y, o]]); s.set(0, 1, o).addCross(0, [o, y, o]).set({ valueOf: () => n % 2 }, 1, o); return [n, s.get(0, 0), s.get(1, 2), s.get(0, 2), s.get(1, 1)]',
    ],
    [
      "const { SymmetricMatrix } = require('ml-matrix'); const s = new SymmetricMatrix(2); s.set(0, 1, x); s.set(1, 1, y); return s.get(1, 0) * s.get(1, 1)",
    ],
  ],
  'getters of what is handed to ml-matrix': [
    [
      'require("ml-matrix").Matrix.eye(2).set(1, { [Symbol.toPrimitive]() { return x } }, undefined); return y',
      cut('index'),
    ],
    [
      'const m = require("ml-matrix"); let n = 0; const o = { get data() { n++; return [[x]] }, get u() { n++; return x } }; m.DistanceMatrix.isDistanceMatrix(o); try { m.solve(x, [y]) } catch (e) { n += 100 * e.message.length } try { m.inverse(o) } catch (e) { n += 10 } return [n, y]',
    ],
  ],
  'elements that are no numbers': [
    [
      'const { wrap } = require("ml-matrix"); return [wrap([["2", x], [1, y]]).sum() === "02" + x + "1" + y ? 1 : 0, wrap([[undefined, x], [1, x]]).min() === undefined ? 1 : 0, wrap([[null, x], [true, y]]).mmul(new (require("ml-matrix").Matrix)([[x], [y]])).sum()]',
      cut('text'),
    ],
    [
      'const { Matrix, WrapperMatrix1D, wrap } = require("ml-matrix"), m = new Matrix([[x, y]]), w = new WrapperMatrix1D([x, y], { rows: 1 }); return [+isNaN(m.clone().set(0, 0, w).get(0, 0)), m.clone().set(0, 1, [y]).get(0, 1), +isNaN(wrap([[1, 2]]).fill(w).get(0, 0)), x]',
      cut('text'),
    ],
    [
      'const { Matrix } = require("ml-matrix"), list = [x, y]; list[0] = list; return [+isNaN(Matrix.from1DArray(1, 2, list).get(0, 0)), y]',
      cut('text'),
    ],
  ],
  'a symmetric matrix as an argument': [
    // ml-matrix goes on with a symmetric copy, so that its LU decomposition is another one than that of a dense matrix
    [
      'const m = require("ml-matrix"), s = new m.SymmetricMatrix([[x, y], [y, 2]]); return m.inverse(s).sum() * x',
    ],
    [
      'const m = require("ml-matrix"), s = new m.SymmetricMatrix([[x, y], [y, 2]]); return m.solve(s, m.Matrix.columnVector([y, 1])).sum()',
    ],
    [
      'const m = require("ml-matrix"), s = new m.SymmetricMatrix([[x, y], [y, 2]]); return m.determinant(s) * new m.LU(s).determinant',
    ],
    [
      'const m = require("ml-matrix"), s = new m.SymmetricMatrix([[x, y], [y, 2]]); return new m.EVD(s).realEigenvalues[1] * new m.SVD(s).norm2 * new m.CHO(s).lowerTriangularMatrix.get(1, 1)',
    ],
    [
      'const m = require("ml-matrix"), s = new m.SymmetricMatrix([[x, y], [y, 2]]); return new m.QR(s).upperTriangularMatrix.sum() + m.pseudoInverse(s).get(0, 1)',
    ],
  ],
  '14. classes handed over': [
    [
      "const { Matrix } = require('ml-matrix'); const make = (K, v) => new K([[v, 1]]); return make(Matrix, x).mmul(make(Matrix, y).transpose()).get(0, 0)",
    ],
  ],
  'objects that ml-matrix converts': (
    [
      ['m.min(k)', 'text'],
      ['new MatrixSelectionView(m, [1, 0], [0, 1]).min(k)', 'text'],
      ['new MatrixTransposeView(m).set(k, 0, 3).get(0, 0)', 'index'],
      ['m.set(0, k, y).get(0, 1)', 'index'],
      ['m.mul(k).get(0, 0)'],
      ['new Matrix(k, 1).rows'],
      ['m.getRow(k)[0]'],
      ['m.modS(m).get(0, 0)'],
      ['m.addM(x).get(0, 0)'],
      ['m.mulS("2").get(0, 1)'],
    ] as const
  ).map(([text, reason]): Row => [
    `const { Matrix, MatrixSelectionView, MatrixTransposeView } = require("ml-matrix"); let n = 0; const m = new Matrix([[x, y], [1, 2]]), k = { [Symbol.toPrimitive]: () => (n++, x / x) }; try { return [n, y, ${text}, n] } catch (e) { return [n, y, e.message.length] }`,
    reason && cut(reason),
  ]),
});
