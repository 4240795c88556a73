import { describe, expect, it } from 'vitest';
import { trace } from '../../support/trace.ts';

const classes = `
const M = require('ml-matrix');
class Offset extends M.AbstractMatrix {
  constructor(base, k) { super(); this.base = base; this.k = k; this.rows = base.rows; this.columns = base.columns; }
  get(i, j) { return this.base.get(i, j) + this.k; }
  set(i, j, v) { this.base.set(i, j, v - this.k); return this; }
}
class Counted extends M.Matrix {
  reads = 0;
  get(i, j) { this.reads++; return super.get(i, j); }
}
`;

/** Storage that several objects share, read and written through each of them: [what, body of f(a, b), both 3×3]. */
const bodies: readonly (readonly [string, string])[] = [
  [
    'a view written through',
    `
      const v = new M.MatrixTransposeView(a);
      v.set(0, 1, b.get(2, 2)).mulRow(1, 3);
      return a.mmul(v);
    `,
  ],
  [
    'a base that changes after its view was made',
    `
      const v = new M.MatrixFlipRowView(a);
      a.mul(b).swapRows(0, 1);
      return v.mmul(b).sum() * v.get(2, 0);
    `,
  ],
  [
    'views of views',
    `
      const v = new M.MatrixSubView(
        new M.MatrixTransposeView(new M.MatrixFlipColumnView(a)),
        0,
        1,
        1,
        2
      );
      v.set(1, 0, v.get(0, 1) * 2).add(1);
      return a.dot(b) * v.norm();
    `,
  ],
  [
    'a selection that shows an element twice, written',
    `
      const v = new M.MatrixSelectionView(a, [1, 1], [0, 2]);
      v.set(0, 0, 3 * b.get(0, 0));
      v.mul(2);
      return v.sum() + a.get(1, 0) ** 2;
    `,
  ],
  [
    'a view of a view that is wrapped',
    `
      const rows = a.to2DArray();
      const w = M.wrap(rows);
      new M.MatrixTransposeView(w).set(2, 1, b.get(1, 1));
      rows[0][0] = a.get(2, 2) ** 2;
      return w.mmul(b);
    `,
  ],
  [
    'checkMatrix gives the matrix itself',
    'const c = M.Matrix.checkMatrix(a); c.add(b); return a.mmul(c).sum() + (c === a ? 1 : 0);',
  ],
  [
    'checkMatrix of an array gives a copy',
    `
      const rows = a.to2DArray();
      const c = M.Matrix.checkMatrix(rows);
      rows[0][0] = 7;
      return c.mmul(b).sum() + rows[0][0] * rows[1][1];
    `,
  ],
  [
    'rows that two matrices share',
    `
      const c = new M.Matrix(3, 3);
      c.data[0] = a.data[2];
      c.data[1] = a.data[2];
      c.mul(2);
      return a.mmul(b).sum() + c.norm();
    `,
  ],
  ['a row that is replaced', 'a.data[1] = b.data[0]; b.set(0, 1, a.get(0, 0)); return a.mmul(b).norm();'],
  [
    'arrays reversed, sorted and filled',
    `
      const d = a.to1DArray().reverse();
      d.fill(b.get(0, 0), 2, 4);
      const c = M.Matrix.from1DArray(
        3,
        3,
        d.sort((p, q) => p - q)
      );
      return c.mmul(b);
    `,
  ],
  [
    'the storage reversed in place',
    `
      a.data.reverse();
      a.data[0].reverse();
      a.data[1].copyWithin(0, 1);
      return a.mmul(b).norm();
    `,
  ],
  [
    'vectors of SVD overwritten',
    `
      const d = new M.SVD(a);
      const u = d.leftSingularVectors;
      u.mulColumn(0, 3).flipRows();
      return d.leftSingularVectors.mul(b).sum() + d.solve(b).sum();
    `,
  ],
  [
    'values of SVD changed',
    `
      const d = new M.SVD(a);
      const s = d.diagonal;
      s.reverse();
      s[0] *= 2;
      return s[0] * d.diagonal[0] + d.diagonalMatrix.mul(2).trace() + d.norm2;
    `,
  ],
  [
    'factors of LU and Cholesky changed',
    `
      const l = new M.LU(a);
      const t = l.lowerTriangularMatrix.mul(2);
      l.LU.set(0, 0, l.LU.get(0, 0) * 1.5);
      return t.sum() + l.solve(b).sum() + l.determinant;
    `,
  ],
  [
    'eigenvectors overwritten',
    `
      const d = new M.EVD(a.mmul(a.transpose()));
      d.eigenvectorMatrix.mulColumn(1, 0).mul(d.eigenvectorMatrix.clone());
      return d.eigenvectorMatrix.mul(b).sum() + d.realEigenvalues.reverse()[0];
    `,
  ],
  [
    'rows and columns added and removed',
    `
      a.addRow(1, b.getRow(0))
        .removeColumn(0)
        .addColumn(b.getColumn(1).concat(a.get(0, 0)))
        .removeRow(3);
      return a.mmul(b).norm() + a.rows * a.columns;
    `,
  ],
  [
    'rows and columns sorted',
    `
      const c = a
        .clone()
        .sortRows()
        .sortColumns((p, q) => q - p);
      return c.mmul(b).sum() + c.get(0, 2) * c.get(2, 0);
    `,
  ],
  ['swapped and flipped', 'return a.swapRows(0, 2).swapColumns(0, 1).flipRows().flipColumns().mmul(b);'],
  ['repeated and joined', 'return a.repeat({ rows: 2 }).concat(b).subMatrix(2, 7, 0, 2).mmul(b).norm();'],
  [
    'set from another part of itself',
    `
      a.setSubMatrix(a.subMatrix(0, 1, 0, 1), 1, 1);
      a.setRow(0, a.getColumn(1));
      a.setColumn(2, a.getRowVector(0));
      return a.mmul(b).norm();
    `,
  ],
  ['copied into itself', 'M.Matrix.copy(b, a); b.set(0, 0, 3 * a.get(1, 1)); return a.mmul(b).sum();'],
  [
    'a class of its own over a matrix',
    `
      const o = new Offset(a, b.get(0, 0));
      o.mul(2).set(1, 1, o.get(0, 0));
      return o.mmul(b).sum() + a.sum() + new M.MatrixTransposeView(o).get(0, 1);
    `,
  ],
  [
    'a subclass that counts reads',
    `
      const c = new Counted(a);
      c.mul(2);
      return [c.mmul(b), c.reads, c.clone().sum(), c.reads];
    `,
  ],
  [
    'apply with this, and along an axis',
    `
      a.apply(function (i, j) {
        this.set(i, j, this.get(j, i) * b.get(i, j));
      });
      return a
        .applyAlongAxis(function (lane) {
          return lane[0] * lane[2];
        }, 'row')
        .reduce((s, v) => s + v * v, 0);
    `,
  ],
  [
    'iterated while it changes',
    `
      let s = 0;
      for (const [i, j, v] of a) {
        s += v * v;
        a.set(2, 2, s);
      }
      for (const v of new M.MatrixTransposeView(b).values()) s += v ** 3;
      return s;
    `,
  ],
  [
    'a method of another matrix',
    `
      return (
        M.Matrix.prototype.mmul.call(new M.MatrixTransposeView(a), b).sum() +
        M.AbstractMatrix.prototype.sum.apply(b) * Reflect.apply(M.Matrix.prototype.get, a, [0, 1])
      );
    `,
  ],
];

describe('storage that is shared:', () => {
  it.each(bodies)('%s', async (_, body) => {
    const run = await trace(
      `${classes}/** @trace f(randn(3, 3), randn(3, 3)) */\nexport function f(a, b) { ${body} }`,
    );
    expect(run.thrown).toBeUndefined();
    const steepest = (path: string) => Math.max(...run.leaf(path).gradient.map(Math.abs));
    expect(Math.max(steepest('a'), steepest('b'))).toBeGreaterThan(1e-3);
    expect(run.cotangents.some(Number.isNaN)).toBe(false);
  });
});
