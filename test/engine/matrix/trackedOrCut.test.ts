import { describe, it } from 'vitest';
import type { CutReason } from '../../../src/shared/trace.ts';
import { agrees } from '../../support/agree.ts';

/** A way to the numbers, a program, and the cut it must name; without one its gradient must be exact. x = 1.3, y = 0.7. */
type Row = readonly [name: string, body: string, cut?: CutReason];

const ml = `const { Matrix, SVD, LU, QR, CHO, EVD, NIPALS, SymmetricMatrix, DistanceMatrix, wrap, MatrixSubView,
  MatrixTransposeView, determinant, inverse, solve, pseudoInverse, covariance, correlation, linearDependencies,
} = require('ml-matrix'); const { inspect } = require('node:util'); `;

/** `m` is a matrix. */
const ofMatrix: readonly Row[] = [
  ['JSON of an SVD', 'return JSON.stringify(new SVD(m)).length', 'text'],
  ['text of a matrix', "return (''+m).length + Number((m+'').match(/\\d\\.\\d+/)[0])", 'text'],
  ['a template of an array around it', 'return Number(`${[m]}`.match(/\\d\\.\\d+/)[0])', 'text'],
  [
    'JSON of a symmetric matrix',
    'return Number(JSON.parse(JSON.stringify(new SymmetricMatrix([[x,y],[y,2]])))[0][1])',
    'text',
  ],
  [
    'the determinant of a symmetric matrix made dense',
    `
      return (
        new SymmetricMatrix([[x, y], [y, 2]]).toMatrix().det?.() ??
        determinant(new SymmetricMatrix([[x, y], [y, 2]]).toMatrix())
      );
    `,
  ],
  ['singular values by a pattern', 'const {s} = new SVD(m); return s[0]*s[1]'],
  ['a spread of an LU decomposition', 'const o = {...new LU(m)}; return o.LU.get(0,0)'],
  ['structuredClone of its rows', 'const c = structuredClone(m.data); return c[0][0]*c[1][1]'],
  ['structuredClone of the matrix', 'const c = structuredClone(m); return c.data[0][0]*c.data[1][1]'],
  [
    'Object.values and Object.entries',
    'return Object.values(m).flat?.().length + Object.entries(m.data)[1][1][0]',
  ],
  [
    'a Buffer of its numbers',
    'const f = Float64Array.from(m.to1DArray()); return Buffer.from(f.buffer).readDoubleLE(0)',
  ],
  ['a wrapped array', 'const w = wrap([[x, y],[1,2]]); return w.get(0,1) * w.sum()'],
  ['a view that is written', 'const v = new MatrixSubView(m, 0, 1, 0, 0); v.mul(2); return m.sum()'],
  ['rows of its transpose', 'const t = m.transpose(); t.data[0][1] *= 3; return Matrix.mul(t, m).sum()'],
  ['set of a row', 'const r = m.data[0]; r.set([x*x], 1); return m.sum()'],
  ['rows reversed', 'm.data.reverse(); return m.get(0,0)*2 + m.get(1,1)'],
  ['rows sorted', 'm.data.sort((a,b)=>a[0]-b[0]); return m.get(0,0)*2+m.get(1,1)'],
  ['a row sorted', 'm.data[0].sort(); return m.get(0,0)*2+m.get(0,1)'],
  [
    'a copy by Object.create and Object.assign',
    `
      const n = Object.assign(Object.create(Matrix.prototype), m);
      n.set(0, 0, 1);
      return n.mmul(m).sum();
    `,
  ],
  [
    'a copy by a spread and setPrototypeOf',
    'const n = Object.setPrototypeOf({...m}, Matrix.prototype); return n.mul(m).sum()',
  ],
  ['its entries', 'let s=0; for (const [i,j,v] of m.entries()) s += i*v + j*v*v; return s'],
  [
    'loops over rows and their numbers',
    'let s=0; for (const row of m.data) for (const v of row) s += v*v; return s',
  ],
  ['to2DArray, flat and map', 'return m.to2DArray().flat().map(Number).reduce((a,b)=>a*b)'],
  ['to1DArray, keys and at', 'return [...m.to1DArray().keys()].length * m.to1DArray().at(-1)'],
  ['rows copied to arrays', 'return m.data.map(r => Array.from(r)).flat().reduceRight((a,b)=>a+b*2)'],
  ['from1DArray of a typed array', 'return Matrix.from1DArray(2,2,new Float64Array(m.to1DArray())).norm()'],
  ['checkMatrix of an array', 'return Matrix.checkMatrix([[x,2],[y,1]]).trace()'],
  [
    'a row shared with another matrix',
    `
      const q = new Matrix(2, 2);
      q.data[0] = m.data[1];
      q.set(0, 0, 7 * x);
      return m.sum() + q.sum();
    `,
  ],
  ['selection and subMatrix', 'return m.selection([1,0],[1]).sum() * m.subMatrix(0,0,0,1).max()'],
  ['apply that calls set', 'return m.apply((i,j)=>m.set(i,j,m.get(i,j)**2)).sum()'],
  ['apply with this', 'return Matrix.zeros(2,2).apply(function(i,j){this.set(i,j, i? x: y)}).sum()'],
  ['addRow and removeColumn', 'return m.clone().addRow([x,1]).removeColumn(0).sum()'],
  [
    'Math.max of a spread and Math.min by apply',
    'return Math.max(...m.to1DArray()) * Math.min.apply(null, m.data[0])',
  ],
  ['maxColumn and minRow', 'return m.reduce ? 0 : m.maxColumn(0)*m.minRow(1) '],
  ['sortRows with a comparator', 'return m.sortRows((a,b)=>b-a).get(0,0)*x'],
  [
    'factors of EVD',
    `
      const e = new EVD(m.mmul(m.transpose()));
      const {
        diagonalMatrix: D,
        eigenvectorMatrix: V,
        realEigenvalues: [l]
      } = e;
      return V.mmul(D).mmul(V.transpose()).get(0, 1) * l;
    `,
  ],
  [
    'factors of QR',
    `
      const { orthogonalMatrix: Q, upperTriangularMatrix: R } = new QR(m);
      return Q.mmul(R).get(1, 0) + R.get(0, 0);
    `,
  ],
  [
    'the Cholesky factor',
    'const { lowerTriangularMatrix: L } = new CHO(m.mmul(m.transpose())); return L.get(1,0)*L.get(1,1)',
  ],
  ['inverse by SVD and pseudoInverse', 'return new SVD(m).inverse().sum() + pseudoInverse(m).get(0,1)'],
  [
    'inverse and solve with SVD',
    'return inverse(m, true).sum() * solve(m, Matrix.columnVector([x,y]), true).sum()',
  ],
  ['covariance and correlation', 'return covariance(m).sum() + correlation(m).get(0,1)'],
  [
    'variance, standardDeviation, center and scale',
    `
      return (
        m.variance('row', { unbiased: false })[0] +
        m.standardDeviation('column')[1] +
        m.center('row').get(0, 0) +
        m.clone().scale('column').sum()
      );
    `,
  ],
  [
    'scaleRows and scaleColumns',
    'return m.clone().scaleRows({min:1,max:2}).sum() + m.clone().scaleColumns().sum()*x',
  ],
  [
    'Kronecker products and sums',
    'return Matrix.kroneckerProduct?.(m,m) ?? m.kroneckerProduct(m).sum() + m.kroneckerSum(m).trace()',
  ],
  [
    'mpow, strassen2x2 and cumulativeSum',
    'return m.mpow(3).sum() + m.strassen2x2(m).sum() + m.cumulativeSum().sum()',
  ],
  ['echelonForm and reducedEchelonForm', 'return m.echelonForm().get(1,1) + m.reducedEchelonForm().sum()'],
  ['NIPALS', 'const n = new NIPALS(m, {Y: Matrix.columnVector([x,y])}); return n.t.sum()+n.w.get(0,0)'],
  ['linearDependencies', 'return linearDependencies(m).sum() + x'],
  [
    'toCompact of a distance matrix',
    'return new DistanceMatrix([[0,x],[x,0]]).toCompact().reduce((a,b)=>a+b)',
  ],
  [
    'set and addCross of a distance matrix',
    `
      const d = new DistanceMatrix(2);
      d.set(0, 1, x);
      d.addCross([y, 1, 0]);
      return d.get(2, 0) + d.get(0, 1) + d.sum();
    `,
  ],
  ['dot and the largest norm', `return m.distance?.() ?? m.dot(m)*m.norm('max')`],
  ['a set of it', 'const s = new Set(m); return s.size*x'],
  ['a map of its rows', 'const mp = new Map(m.data.entries()); return mp.get(0)[1]*mp.get(1)[0]'],
  ['Array.from with a function', 'return Array.from(m, ([i,j,v])=>v*v).reduce((a,b)=>a+b)'],
  ['an array pattern', 'const [[, , a],[, , b]] = m; return a*b'],
  [
    'members by Reflect.apply and call',
    'return Reflect.apply(Matrix.prototype.mmul, m, [m]).get(0,0) * Matrix.prototype.sum.call(m)',
  ],
  [
    'a bound member as a callback',
    'const mm = m.mmul.bind(m); return [m, m.transpose()].map(mm).reduce((a,b)=>a.add(b)).sum()',
  ],
  ['static members by name', `return ['sin','cos'].map(k=>Matrix[k](m).sum()).reduce((a,b)=>a*b)`],
  [
    'a subclass whose constructor changes it',
    `
      class V extends Matrix {
        constructor(n, k) {
          super(V.ones(n, n));
          this.mul(k);
        }
      }
      return new V(2, x).sum() * y;
    `,
  ],
  [
    'a subclass whose constructor makes another',
    `
      class V extends Matrix {
        constructor(k, n) {
          super([[k * (n ? new V(n).get(0, 0) : 1)]]);
        }
      }
      return new V(x, y).get(0, 0);
    `,
  ],
  [
    'a subclass that asks for its base',
    `
      class V extends Matrix {
        constructor(k) {
          const base = Object.getPrototypeOf(V);
          super([[k]]);
          this.is = base === Matrix;
        }
      }
      const v = new V(x);
      return v.is ? v.get(0, 0) * y : 0;
    `,
  ],
  [
    'a function that extends a class by prototypes',
    `
      const E = require('node:events');
      function T(v) {
        (T.__proto__ || Object.getPrototypeOf(T)).call(this);
        this.v = v;
      }
      Object.setPrototypeOf(T, E);
      return new T(x).v * y;
    `,
  ],
  [
    'a subclass that overrides members',
    `
      class V extends Matrix {
        get norm2() {
          return super.norm() ** 2;
        }
        mmul(o) {
          return super.mmul(o).mul(2);
        }
        static of(...v) {
          return new this([v]);
        }
      }
      return V.of(x, y).norm2 + new V(m).mmul(m).sum();
    `,
  ],
  ['a proxy', 'const p = new Proxy(m, {}); return p.mmul(m).sum() + p.get(0,1)'],
  [
    '||, fill and copyWithin on rows',
    `
      const m2 = new Matrix(m);
      m2.data[0][0] = m2.data[0][0] || 5;
      m2.data[1].fill(x);
      m2.data[0].copyWithin(0, 1);
      return m2.sum();
    `,
  ],
  [
    'vectors of an array-like',
    `
      const z = Float64Array.from({ length: 2, 0: x, 1: y });
      return Matrix.rowVector(z).mmul(Matrix.columnVector(z)).get(0, 0);
    `,
  ],
  ['new Function and eval', `return new Function('m','return m.data[0][0]*m.get(0,1)')(m) + eval('m.sum()')`],
];

/** `s` is a symmetric matrix, which keeps its numbers in a private field. */
const ofSymmetric: readonly Row[] = [
  ['a template', 'return Number(`${s}`.match(/-?\\d\\.\\d+/)[0])', 'text'],
  ['String', 'return Number(String(s).match(/-?\\d\\.\\d+/)[0])', 'text'],
  ['text of an array around it', "return Number((''+[s]).match(/-?\\d\\.\\d+/)[0])", 'text'],
  ['inspect', 'return Number(inspect(s).match(/-?\\d\\.\\d+/)[0])', 'opaque'],
  ['toJSON', 'return s.toJSON()[0][1]*s.get(0,0)'],
  ['toMatrix and mmul', 'return s.toMatrix().mmul(s).sum()'],
  ['for…of', 'let n=0; for (const [i,j,v] of s) n+=v*v*(i+1); return n'],
  ['clone and mul', 'return s.clone().mul(x).sum()'],
  ['SVD', 'return new SVD(s).diagonal[0]'],
  ['EVD', 'return new EVD(s).realEigenvalues[1]'],
  ['Matrix.add and to1DArray', 'return Matrix.add(s, s).get(0,1) * s.to1DArray()[1]'],
  ['upperRightValues', 'return s.upperRightValues ? [...s.upperRightValues()].reduce((a,b)=>a+b*b,0) : 0'],
  ['upperRightEntries', 'let n=0; for (const [i,j,v] of s.upperRightEntries()) n+=v*i+j*v; return n'],
  ['toCompact', 'return s.toCompact().reduce((a,b,i)=>a+b*i,0)'],
  ['fromCompact', 'return SymmetricMatrix.fromCompact(s.toCompact()).sum()'],
  ['addCross and removeCross', 's.addCross([x,y,1]); s.removeCross(0); return s.sum()'],
  ['applyMask', 's.applyMask([1,0]); return s.sum()+x'],
  ['structuredClone', 'const c = structuredClone(s); return Object.keys(c).length + x'],
  ['diagonalSize', 'return s.diagonalSize * x + s.get(1,1)'],
  ['inverse and determinant', 'return inverse(s).sum() + determinant(s)'],
  ['CHO', 'return new CHO(s).lowerTriangularMatrix.sum()'],
  ['norm, trace and max', 'return s.norm()*s.trace()*s.max()'],
  ['JSON of an object around it', `return JSON.parse(JSON.stringify({s}))['s'][1][1]`, 'text'],
  [
    'a subclass with members',
    `
      class T extends SymmetricMatrix {
        tr() {
          return this.get(0, 0) * this.get(1, 1);
        }
        static mk(a) {
          return new this(a);
        }
      }
      return T.mk([[x, y], [y, 3]]).tr();
    `,
  ],
  ['apply that calls set', 'return s.apply((i,j)=>{ s.set(i,j,s.get(i,j)*2) }).sum()'],
  ['zeros and set', 'return SymmetricMatrix.zeros(2).set(0,1,x).set(1,1,y).sum()'],
  [
    'mmul on both sides',
    'return s.mmul(Matrix.columnVector([x,y])).sum() + Matrix.rowVector([x,y]).mmul(s).get(0,0)',
  ],
];

describe.each([
  ['a matrix', 'const m = new Matrix([[x, y], [2, x * y]]); ', ofMatrix],
  ['a symmetric matrix', 'const s = new SymmetricMatrix([[x * y, y], [y, x + y]]); ', ofSymmetric],
] as const)('ways to the numbers of %s', (_, made, rows) => {
  it.each(rows.map(([name, body, cut]) => [name, body, cut] as const))('%s', async (_, body, cut) => {
    await agrees(ml + made + body, cut ? { cuts: [cut] } : {});
  });
});
