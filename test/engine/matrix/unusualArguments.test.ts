import { agreesAll, cut, type Row } from '../../support/agree.ts';

agreesAll({
  'subclasses and symmetric matrices': [
    [
      'a subclass without members',
      `
        const { Matrix } = require('ml-matrix');
        class V extends Matrix {}
        const v = new V([[x, y]]);
        return [v.mmul(v.transpose()).get(0, 0), +(v instanceof V)];
      `,
    ],
    [
      'a subclass with a constructor and a field',
      `
        const { Matrix } = require('ml-matrix');
        class V extends Matrix {
          constructor(n) {
            super(n, n);
            this.k = x;
          }
        }
        const v = new V(2);
        v.set(0, 1, y);
        return v.sum() * v.k;
      `,
    ],
    [
      'a position of a symmetric matrix that is text throws',
      `
        const { SymmetricMatrix } = require('ml-matrix');
        try {
          new SymmetricMatrix([[x, y], [y, 2]]).set(x, { toString: () => 't' }, y);
        } catch (e) {
          return [e.message.length, y];
        }
      `,
    ],
    [
      'an object written to a symmetric matrix is converted as often',
      `
        const { SymmetricMatrix } = require('ml-matrix');
        let n = 0;
        const o = { valueOf: () => x * ++n },
          s = new SymmetricMatrix([[o, y], [y, o]]);
        s.set(0, 1, o)
          .addCross(0, [o, y, o])
          .set({ valueOf: () => n % 2 }, 1, o);
        return [n, s.get(0, 0), s.get(1, 2), s.get(0, 2), s.get(1, 1)];
      `,
    ],
    [
      'an element of a symmetric matrix stands in both places',
      `
        const { SymmetricMatrix } = require('ml-matrix');
        const s = new SymmetricMatrix(2);
        s.set(0, 1, x);
        s.set(1, 1, y);
        return s.get(1, 0) * s.get(1, 1);
      `,
    ],
  ],
  'getters of what is handed to ml-matrix': [
    [
      'a position that an object gives',
      `
        require('ml-matrix')
          .Matrix.eye(2)
          .set(
            1,
            {
              [Symbol.toPrimitive]() {
                return x;
              }
            },
            undefined
          );
        return y;
      `,
      cut('index'),
    ],
    [
      'getters of an object that is no matrix',
      `
        const m = require('ml-matrix');
        let n = 0;
        const o = {
          get data() {
            n++;
            return [[x]];
          },
          get u() {
            n++;
            return x;
          }
        };
        m.DistanceMatrix.isDistanceMatrix(o);
        try {
          m.solve(x, [y]);
        } catch (e) {
          n += 100 * e.message.length;
        }
        try {
          m.inverse(o);
        } catch (e) {
          n += 10;
        }
        return [n, y];
      `,
    ],
  ],
  'elements that are no numbers': [
    [
      'texts, undefined, null and booleans',
      `
        const { wrap } = require('ml-matrix');
        return [
          wrap([['2', x], [1, y]]).sum() === '02' + x + '1' + y ? 1 : 0,
          wrap([[undefined, x], [1, x]]).min() === undefined ? 1 : 0,
          wrap([[null, x], [true, y]]).mmul(new (require('ml-matrix').Matrix)([[x], [y]])).sum()
        ];
      `,
      cut('text'),
    ],
    [
      'matrices and arrays',
      `
        const { Matrix, WrapperMatrix1D, wrap } = require('ml-matrix'),
          m = new Matrix([[x, y]]),
          w = new WrapperMatrix1D([x, y], { rows: 1 });
        return [
          +isNaN(m.clone().set(0, 0, w).get(0, 0)),
          m.clone().set(0, 1, [y]).get(0, 1),
          +isNaN(
            wrap([[1, 2]])
              .fill(w)
              .get(0, 0)
          ),
          x
        ];
      `,
      cut('text'),
    ],
    [
      'an array that holds itself',
      `
        const { Matrix } = require('ml-matrix'),
          list = [x, y];
        list[0] = list;
        return [+isNaN(Matrix.from1DArray(1, 2, list).get(0, 0)), y];
      `,
      cut('text'),
    ],
  ],
  'a symmetric matrix as an argument': [
    // ml-matrix goes on with a symmetric copy, so that its LU decomposition is another one than that of a dense matrix
    [
      'inverse',
      `
        const m = require('ml-matrix'),
          s = new m.SymmetricMatrix([[x, y], [y, 2]]);
        return m.inverse(s).sum() * x;
      `,
    ],
    [
      'solve',
      `
        const m = require('ml-matrix'),
          s = new m.SymmetricMatrix([[x, y], [y, 2]]);
        return m.solve(s, m.Matrix.columnVector([y, 1])).sum();
      `,
    ],
    [
      'determinant and LU',
      `
        const m = require('ml-matrix'),
          s = new m.SymmetricMatrix([[x, y], [y, 2]]);
        return m.determinant(s) * new m.LU(s).determinant;
      `,
    ],
    [
      'EVD, SVD and Cholesky',
      `
        const m = require('ml-matrix'),
          s = new m.SymmetricMatrix([[x, y], [y, 2]]);
        return (
          new m.EVD(s).realEigenvalues[1] *
          new m.SVD(s).norm2 *
          new m.CHO(s).lowerTriangularMatrix.get(1, 1)
        );
      `,
    ],
    [
      'QR and pseudoInverse',
      `
        const m = require('ml-matrix'),
          s = new m.SymmetricMatrix([[x, y], [y, 2]]);
        return new m.QR(s).upperTriangularMatrix.sum() + m.pseudoInverse(s).get(0, 1);
      `,
    ],
  ],
  'a class as an argument': [
    [
      'makes matrices of its numbers',
      `
        const { Matrix } = require('ml-matrix');
        const make = (K, v) => new K([[v, 1]]);
        return make(Matrix, x).mmul(make(Matrix, y).transpose()).get(0, 0);
      `,
    ],
  ],
  'objects that ml-matrix converts': (
    [
      ['min', 'm.min(k)', 'text'],
      ['min of a selection', 'new MatrixSelectionView(m, [1, 0], [0, 1]).min(k)', 'text'],
      ['set, the row', 'new MatrixTransposeView(m).set(k, 0, 3).get(0, 0)', 'index'],
      ['set, the column', 'm.set(0, k, y).get(0, 1)', 'index'],
      ['mul', 'm.mul(k).get(0, 0)'],
      ['the rows of a new matrix', 'new Matrix(k, 1).rows'],
      ['getRow', 'm.getRow(k)[0]'],
      ['modS', 'm.modS(m).get(0, 0)'],
      ['addM of a number', 'm.addM(x).get(0, 0)'],
      ['mulS of a text', 'm.mulS("2").get(0, 1)'],
    ] as const
  ).map(([name, text, reason]): Row => [
    name,
    `
      const { Matrix, MatrixSelectionView, MatrixTransposeView } = require('ml-matrix');
      let n = 0;
      const m = new Matrix([[x, y], [1, 2]]), k = { [Symbol.toPrimitive]: () => (n++, x / x) };
      try {
        return [n, y, ${text}, n];
      } catch (e) {
        return [n, y, e.message.length];
      }
    `,
    reason && cut(reason),
  ]),
});
