import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'the text of a matrix': [
    [
      'JSON is cut',
      `return JSON.parse(JSON.stringify(new (require("ml-matrix").Matrix)([[x, y]])))[0][1] * x`,
      cut('text'),
    ],
    [
      'JSON with indentation is cut',
      `
        return JSON.parse(JSON.stringify({ m: new (require('ml-matrix').Matrix)([[x, y]]) }, null, 2))
          .m[0][1];
      `,
      cut('text'),
    ],
    [
      'JSON with a list of keys is cut',
      `
        return JSON.parse(
          JSON.stringify({ m: new (require('ml-matrix').Matrix)([[x, y]]), n: 1 }, ['m'])
        ).m[0][1];
      `,
      cut('text'),
    ],
    [
      'JSON of a symmetric matrix is cut',
      `
        return JSON.parse(
          JSON.stringify(new (require('ml-matrix').SymmetricMatrix)([[x, y], [y, 1]]))
        )[1][0];
      `,
      cut('text'),
    ],
    [
      'a template of a symmetric matrix is cut',
      'return Number(`${new (require("ml-matrix").SymmetricMatrix)([[x, y], [y, 1]])}`.match(/0\\.7/)[0])',
      cut('text'),
    ],
    [
      'inspect of a symmetric matrix is cut',
      `return require("util").inspect(new (require("ml-matrix").SymmetricMatrix)([[x]])).length + y`,
      cut('opaque'),
    ],
    ['a template is cut', 'return `${new (require("ml-matrix").Matrix)([[x]])}`.length * y', cut('text')],
    [
      'an error names the class of a view',
      `
        const { Matrix, MatrixRowView } = require('ml-matrix'),
          m = new Matrix([[x, y]]);
        try {
          return m.sum(new MatrixRowView(m, 0));
        } catch (e) {
          return +/: MatrixRowView /.test(e.message) * y;
        }
      `,
    ],
  ],
  'options are read as often as ml-matrix reads them': [
    [
      'getters of options',
      `
        const { Matrix, SVD, EVD } = require('ml-matrix'),
          m = new Matrix([[x, y], [y, 2]]);
        let n = 0;
        const told = (k, v) => ({
          get [k]() {
            n++;
            return v;
          }
        });
        new EVD(m, told('u', 1));
        new EVD(m, told('assumeSymmetric', true));
        new SVD(m, told('autoTranspose', false));
        new SVD(m, told('other', false));
        m.scaleRows(told('min', -1));
        m.variance('row', told('unbiased', false));
        return [n, m.get(0, 0)];
      `,
    ],
    [
      'a proxy as options',
      `
        const { Matrix, SVD, EVD } = require('ml-matrix'),
          m = new Matrix([[x, y], [y, 2]]);
        let n = 0;
        const seen = new Proxy(
          {},
          {
            get() {
              n++;
            },
            getPrototypeOf() {
              n += 10;
              return null;
            }
          }
        );
        new EVD(m, seen);
        new SVD(m, seen);
        m.scaleRows(seen);
        m.variance('row', seen);
        return [n, m.get(0, 0)];
      `,
    ],
  ],
  'rules whose preconditions hold only in part': [
    [
      'vectors of texts and arrays',
      `
        const { Matrix } = require('ml-matrix'),
          m = new Matrix([[x, y]]);
        return (
          m
            .addRowVector([[x], '2'])
            .clone()
            .setRow(0, ['3', [y]])
            .sum() +
          m.dot(['1', [x]]) +
          Matrix.from1DArray(1, 2, ['1', x]).sum()
        );
      `,
      cut('text'),
    ],
    [
      'a row that is a plain array',
      `
        const { Matrix } = require('ml-matrix');
        const m = new Matrix([[1, 2], [3, 4]]);
        m.data[1] = [x, y];
        return m.sum() * x;
      `,
    ],
    [
      'a matrix with a get of its own',
      `
        const { Matrix } = require('ml-matrix');
        const m = new Matrix([[x, 2], [3, y]]);
        m.get = (i, j) => 2 * m.data[i][j];
        return m.transpose().to1DArray();
      `,
    ],
    [
      'a subclass with a get of its own',
      `
        const { Matrix } = require('ml-matrix');
        class D extends Matrix {
          get(i, j) {
            return 2 * super.get(i, j);
          }
        }
        return new D([[x, 2], [3, y]]).mmul(Matrix.eye(2)).to1DArray();
      `,
    ],
  ],
  'getters that the engine calls itself': [
    [
      'a parameter pattern takes factors of SVD',
      `
        const { Matrix, SVD } = require('ml-matrix');
        const g = ([{ diagonalMatrix: s, rightSingularVectors: v }]) => s.mmul(v.transpose()).norm();
        return g([new SVD(new Matrix([[x, 2], [3, y]]))]);
      `,
    ],
    [
      'a declaration takes the Cholesky factor',
      `
        const { Matrix, CholeskyDecomposition: C } = require('ml-matrix');
        const { lowerTriangularMatrix: l } = new C(new Matrix([[x, y], [y, 2]]));
        return l.sum();
      `,
    ],
    [
      'Reflect.get and a descriptor take factors of LU',
      `
        const { Matrix, LU } = require('ml-matrix');
        return (
          Reflect.get(new LU(new Matrix([[x, y], [3, 2]])), 'upperTriangularMatrix').get(1, 1) *
          Object.getOwnPropertyDescriptor(LU.prototype, 'lowerTriangularMatrix')
            .get.call(new LU(new Matrix([[x, y], [3, 2]])))
            .get(1, 0)
        );
      `,
    ],
  ],
});
