import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../src/engine/proofs/index.ts';
import { plain, record, trace } from '../../support/trace.ts';

const span = [0, 1, 0, 1, 0] as const;

/** [what, body of f(a, b), operations expected (undefined: traced through)] */
const members: readonly (readonly [string, string, (readonly string[])?])[] = [
  ['mmul', 'return a.mmul(b).sum();', ['mmul', 'sum']],
  ['transpose', 'return a.transpose().mmul(b.transpose()).sum();', ['transpose', 'transpose', 'mmul', 'sum']],
  [
    'in place',
    'const c = a.clone(); c.add(a).mul(2).sub(1).div(3); return c.mmul(b).sum();',
    ['add', 'mul', 'sub', 'div', 'mmul', 'sum'],
  ],
  ['static forms', 'return Matrix.add(Matrix.mul(a, a), Matrix.exp(a)).sum();', ['mul', 'exp', 'add', 'sum']],
  ['a matrix times itself in place', 'return a.mul(a).sum();', ['mul', 'sum']],
  ['unary', 'return a.abs().sqrt().log().neg().sin().sum();', ['abs', 'sqrt', 'log', 'neg', 'sin', 'sum']],
  ['pow and mod', 'return Matrix.pow(a.abs(), 2.5).mod(0.7).sum();', ['abs', 'pow', 'mod', 'sum']],
  ['a scalar operand that is tracked', 'return b.mul(a.get(0, 0)).sum();', ['mul', 'sum']],
  ['reductions', 'return a.mean() * a.max() + a.min() * a.norm() + a.trace() + a.dot(b);'],
  [
    'by row',
    `
      const s = a.sum('row');
      return s[0] * s[1] + a.mean('row')[0] * a.max('row')[1] + a.min('row')[0];
    `,
  ],
  [
    'by column',
    `
      const s = a.sum('column');
      return s[0] * s[2] + a.mean('column')[1] * a.max('column')[1] + a.min('column')[2];
    `,
  ],
  ['product', "return a.product() + a.product('row')[0] * a.product('column')[1];"],
  [
    'row vectors',
    `
      return a
        .addRowVector([1, 2, 3])
        .mulRowVector(b.transpose().getRow(0))
        .subRowVector(b.transpose().getRowVector(1))
        .divRowVector([2, 3, 4])
        .sum();
    `,
  ],
  [
    'column vectors',
    `
      return a
        .addColumnVector([1, 2])
        .mulColumnVector(b.getRow(0))
        .subColumnVector(b.getRow(1))
        .divColumnVector([2, 3])
        .sum();
    `,
  ],
  [
    'construction from elements',
    'return Matrix.columnVector(a.getRow(0)).mmul(Matrix.rowVector(b.getColumn(1))).sum();',
    ['mmul', 'sum'],
  ],
  ['reshape', 'return Matrix.from1DArray(3, 2, a.to1DArray()).mul(b).sum();', ['reshape', 'mul', 'sum']],
  ['arrays of arrays', 'return new Matrix(a.to2DArray().map((row) => row.map((v) => v * v))).sum();'],
  [
    'get and set',
    `
      const c = Matrix.zeros(2, 2);
      c.set(0, 1, a.get(1, 2));
      c.set(1, 0, b.get(2, 0) * 2);
      return c.mmul(a).sum();
    `,
    ['mul', 'mmul', 'sum'],
  ],
  [
    'setRow and setColumn',
    `
      const c = Matrix.ones(2, 3);
      c.setRow(0, a.getRow(1));
      c.setColumn(2, b.getRow(0));
      return Matrix.mul(c, c).sum();
    `,
  ],
  [
    'data',
    `
      let s = 0;
      for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) s += a.data[i][j] ** 2;
      return s;
    `,
  ],
  ['writing data', 'a.data[0][1] = a.data[1][2] * b.get(0, 0); return a.mmul(b).sum();'],
  ['swapRows through the twin', 'return a.swapRows(0, 1).getRow(0)[1] * a.get(1, 0);', ['mul']],
  [
    'a view',
    `
      const { MatrixTransposeView } = require('ml-matrix');
      const v = new MatrixTransposeView(a);
      v.set(0, 1, b.get(0, 0));
      return a.mmul(b).sum() * v.get(2, 1);
    `,
  ],
  ['subMatrix', 'return a.subMatrix(0, 1, 1, 2).mmul(b.subMatrix(0, 1, 0, 1)).sum();'],
  [
    'apply with this',
    `
      a.apply(function (i, j) {
        this.set(i, j, this.get(i, j) * (i + j + 1));
      });
      return a.sum();
    `,
  ],
  [
    'iteration',
    `
      let s = 0;
      for (const [i, j, v] of a.entries()) s += v * (i + j);
      for (const v of a.values()) s += v * v;
      return s;
    `,
  ],
  ['inverse', 'const { inverse } = require("ml-matrix"); return inverse(a.mmul(b)).sum();'],
  ['solve', 'const { solve } = require("ml-matrix"); return solve(a.mmul(b), b.transpose()).sum();'],
  ['determinant', 'const { determinant } = require("ml-matrix"); return determinant(a.mmul(b));'],
  [
    'SVD',
    `
      const { SVD } = require('ml-matrix');
      const s = new SVD(a);
      return s.diagonal[0] * s.norm2 + s.diagonal[1] + s.condition;
    `,
  ],
  [
    'variance and center',
    `
      return (
        Math.sqrt(a.variance()) +
        a.center('column').mul(b.transpose()).sum() +
        a.standardDeviation('row')[0]
      );
    `,
  ],
  [
    'a subclass',
    `
      class V extends Matrix {
        scaled(k) {
          return this.mul(k);
        }
      }
      const v = new V([[a.get(0, 0), 2]]);
      return v.scaled(b.get(0, 0)).sum();
    `,
  ],
  [
    'a symmetric matrix',
    `
      const { SymmetricMatrix } = require('ml-matrix');
      const s = new SymmetricMatrix(a.mmul(a.transpose()));
      s.set(0, 1, a.get(0, 0));
      s.addCross([1, a.get(1, 1), b.get(0, 0)]);
      return s.mmul(s).sum() + s.get(1, 0) * s.norm() + s.toCompact()[4];
    `,
  ],
  [
    'a symmetric matrix changed',
    `
      const { SymmetricMatrix } = require('ml-matrix');
      const s = SymmetricMatrix.fromCompact([a.get(0, 0), 2, a.get(0, 1), 3, 4, b.get(1, 1)]);
      const c = s.clone().mul(3);
      c.applyMask([1, 0, 1]);
      s.removeCross(0);
      return new SymmetricMatrix(c.toMatrix().add(s)).mul(b.get(0, 1)).sum() + c.rows;
    `,
  ],
  [
    'a distance matrix',
    `
      const { DistanceMatrix } = require('ml-matrix');
      const d = new DistanceMatrix(3);
      d.set(0, 1, a.get(0, 0)).set(2, 1, b.get(0, 1)).set(1, 1, b.get(0, 0));
      d.addCross([a.get(1, 1), 1, 2, 7]);
      return (
        d.mmul(d).sum() + new DistanceMatrix(d.toSymmetricMatrix()).toCompact()[1] * d.clone().trace()
      );
    `,
  ],
  [
    'a subclass of a symmetric matrix',
    `
      const { SymmetricMatrix } = require('ml-matrix');
      class S extends SymmetricMatrix {
        twice() {
          return this.mul(2);
        }
      }
      return new S([
        [a.get(0, 0), 1],
        [1, b.get(0, 0)]
      ])
        .twice()
        .mul(b.get(1, 0))
        .sum();
    `,
  ],
  [
    'gram and its like',
    `
      return (
        a.gram().mul(b.mmul(a)).sum() +
        a.mmulByTranspose().sum() +
        a.transposeMultiply(b.transpose()).get(0, 1)
      );
    `,
    [
      'transpose',
      'mmul',
      'mmul',
      'mul',
      'sum',
      'transpose',
      'mmul',
      'sum',
      'add',
      'transpose',
      'transpose',
      'mmul',
      'add',
    ],
  ],
  [
    'products of zeros',
    `
      const z = a.clone();
      z.set(0, 0, 0);
      return z.gram().sum() + z.transposeMultiply([[1, 2], [3, 4]]).sum();
    `,
  ],
  [
    'center',
    'return a.clone().center("row").mul(a.clone().center("column")).mul(a.center()).sum();',
    ['mean', 'sub', 'mean', 'sub', 'mul', 'mean', 'sub', 'mul', 'sum'],
  ],
  [
    'variance',
    `
      return (
        a.variance() * a.variance('row', { unbiased: false, mean: [b.get(0, 0), 1] })[1] +
        a.variance('column')[0]
      );
    `,
    ['mean', 'variance', 'variance', 'mul', 'mean', 'variance', 'add'],
  ],
  [
    'standard deviations',
    'return Matrix.rowVector(a.standardDeviation("row")).mmul(b.transpose()).sum();',
    ['mean', 'variance', 'sqrt', 'reshape', 'transpose', 'mmul', 'sum'],
  ],
  [
    'scale',
    `
      return a
        .clone()
        .scale()
        .mul(a.clone().scale('row'))
        .mul(a.clone().scale('column', { scale: b.getColumn(0) }))
        .sum();
    `,
    ['spread', 'div', 'spread', 'div', 'mul', 'div', 'mul', 'sum'],
  ],
  [
    'scaleRows and scaleColumns',
    'return a.scaleRows({ min: -1, max: 2 }).mmul(b.scaleColumns()).norm();',
    [...'min max sub div sub mul add min max sub div sub mul add mmul norm'.split(' ')],
  ],
  [
    'a row and a column',
    'return a.mulRow(1, b.get(0, 0)).mulColumn(2, 3).maxRow(1) * a.minColumn(0) + a.sum();',
    ['mul', 'mul', 'max', 'min', 'mul', 'sum', 'add'],
  ],
  ['cumulative sums', 'return a.cumulativeSum().mmul(b).norm();', ['cumulativeSum', 'mmul', 'norm']],
  [
    'the larger and the smaller of two',
    'return Matrix.max(a, b.transpose()).mul(Matrix.min(a, b.transpose())).sum();',
    ['transpose', 'maximum', 'transpose', 'minimum', 'mul', 'sum'],
  ],
  [
    'Kronecker products',
    'return a.kroneckerProduct(b).norm() + b.mmul(a).kroneckerSum(a.mmul(b)).norm();',
    ['kronecker', 'norm', 'mmul', 'mmul', 'kronecker', 'kronecker', 'add', 'norm', 'add'],
  ],
  [
    'views, wrappers and symmetric matrices that are read',
    `
      const M = require('ml-matrix');
      const v = new M.MatrixTransposeView(a);
      v.set(0, 1, b.get(0, 0));
      const w = M.wrap(b.to2DArray()),
        s = new M.SymmetricMatrix(a.mmulByTranspose());
      return (
        v.mmul(new M.MatrixColumnSelectionView(a, [0, 0])).dot(w) +
        s.mmul(s).max() * w.norm() +
        a.dot(v)
      );
    `,
    ['transpose', 'mmul', 'mmul', 'dot', 'mmul', 'max', 'norm', 'mul', 'add', 'dot', 'add'],
  ],
  [
    'checkMatrix',
    'return Matrix.checkMatrix(a).mmul(Matrix.checkMatrix(b.to2DArray())).sum();',
    ['mmul', 'sum'],
  ],
];

describe('ml-matrix', () => {
  it.each(members)('%s', async (_, body, ops) => {
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(2, 3), randn(3, 2)) */\nexport function f(a, b) { ${body} }`;
    const run = await trace(source);
    expect(run.thrown).toBeUndefined();
    expect(run.outputs.length).toBe(1);
    if (ops) expect(run.ops).toEqual(ops);
    expect(run.trace.cuts.filter(({ reason }) => reason !== 'index' && reason !== 'size')).toEqual([]);
    const { check, diagnostics } = await checkGradient(run.trace, run.cotangents, plain(source, run), {
      full: true,
      spanOf: run.span,
      span,
    });
    expect(diagnostics).toEqual([]);
    expect(check.state).toBe('ok');
    expect(check.directions).toBeGreaterThan(4);
  });

  it('lets code that is not traced see a symmetric matrix that has changed', async () => {
    const source =
      "import { SymmetricMatrix } from 'ml-matrix';\nconst s = new SymmetricMatrix([[1, 2], [2, 5]]);\n/** @trace f(3) */\n" +
      'export function f(x) {\n  s.set(0, 1, x);\n  return { product: s.get(1, 0) * s.get(1, 1), text: JSON.stringify(s) + s, rows: s.rows };\n}';
    const run = await trace(source);
    expect(run.thrown).toBeUndefined();
    expect(run.outputs).toEqual([15, 2]);
    expect(run.leaf('x').gradient).toEqual(Float64Array.of(5));
  });

  it('folds what a member without a rule did into its scope', async () => {
    const run = await trace(
      "import { Matrix } from 'ml-matrix';\n/** @trace f(randn(2, 2)) */\nexport function f(a) { return a.echelonForm().sum(); }",
    );
    expect([...run.trace.scopes.members.values()]).toContain('echelonForm');
  });

  it('names both operands of a product whose inner dimensions differ', async () => {
    const source =
      "import { Matrix } from 'ml-matrix';\n/** @trace f(ones(2, 3), ones(4, 2)) */\nexport function f(a, b) {\n  return a.mmul(b).sum();\n}";
    const run = await trace(source);
    const [found] = run.diagnostics;
    expect(found).toMatchObject({ code: 'mmul-shapes', severity: 'warning', span: [0, 4, 9, 4, 18] });
    expect(found!.message).toBe(
      'a (2×3) times b (4×2): the inner dimensions 3 and 4 differ. ml-matrix says nothing and ignores the last row of b.',
    );
    expect(found!.related.map(({ message }) => message)).toEqual([
      'a, 2×3: the input a',
      'b, 4×2: the input b',
    ]);
    expect(run.outputs).toEqual([12]);
  });

  it('reports a matrix changed behind its back at the line that reads it', async () => {
    const source =
      "import { Matrix } from 'ml-matrix';\n/** @trace f(randn(2, 2), staticArg(globalThis.escape)) */\nexport function f(a, escape) {\n  escape(a);\n  return a.get(0, 0) + a.mmul(a).get(1, 1);\n}";
    const globals = globalThis as { escape?: unknown };
    globals.escape = (m: { data: Float64Array[] }) => void (m.data[0]![0] = 7);
    const run = await record(source);
    delete globals.escape;
    expect(run.diagnostics.map(({ code, span: at }) => [code, at])).toEqual([
      ['unexplained-value', [0, 5, 9, 5, 20]],
    ]);
  });
});
