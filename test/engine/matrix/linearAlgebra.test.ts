import { describe, expect, it } from 'vitest';
import { degenerateSpectra } from '../../../src/engine/proofs/degenerateSpectra.ts';
import { checkGradient } from '../../../src/engine/proofs/index.ts';
import { plain, record, trace } from '../../support/trace.ts';

const span = [0, 1, 0, 1, 0] as const;
const square = 'randn(3, 3)';
const factorsUsed = 'U.mmul(M.Matrix.diag(s.map((x) => x * x))).mmul(V.transpose()).mul(b).sum()';

/** [what, arguments a and b, body, operations that must be among those recorded]. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['inverse', square, 'return M.inverse(a).mul(b).sum();', ['inverse']],
  [
    'inverse of a view and of rows',
    square,
    'return M.inverse(new M.MatrixTransposeView(a)).mul(b).sum() + M.inverse(b.to2DArray()).sum();',
    ['inverse'],
  ],
  ['inverse by SVD', square, 'return M.inverse(a, true).mul(b).sum();', ['rank', 'pseudoInverse']],
  ['inverse of a tall matrix', 'randn(4, 2), randn(2, 4)', 'return M.inverse(a).mul(b).sum();', ['solve']],
  ['solve', square, 'return M.solve(a, b).sum();', ['solve']],
  [
    'least squares',
    'randn(5, 2), randn(5, 2)',
    'return M.solve(a, b).mul([[1, 2], [3, 4]]).sum();',
    ['solve'],
  ],
  [
    'least squares by SVD',
    'randn(5, 2), randn(5, 2)',
    'return M.solve(a, b, true).mul([[1, 2], [3, 4]]).sum();',
    ['rank', 'solve'],
  ],
  [
    'a system whose right side is static',
    square,
    'return M.solve(a, [[1], [2], [3]]).mul(M.Matrix.columnVector(b.getRow(0))).sum();',
    ['solve'],
  ],
  ['determinant', square, 'return M.determinant(a) * M.determinant(a.mmul(b));', ['determinant']],
  [
    'determinant of a singular matrix',
    'new (require("ml-matrix").Matrix)([[1, 2, 3], [2, 4, 6], [1, 0, 1]]), eye(3)',
    'return M.determinant(a) + M.determinant(b);',
    ['determinant'],
  ],
  [
    'determinant of a larger matrix',
    'randn(7, 7), eye(2)',
    'return M.determinant(a) * M.determinant(b);',
    ['determinant'],
  ],
  [
    'pseudoInverse',
    'randn(4, 3), randn(3, 4)',
    'return M.pseudoInverse(a).mul(b).sum() + M.pseudoInverse(b).get(0, 0);',
    ['rank', 'pseudoInverse'],
  ],
  [
    'pseudoInverse at repeated singular values',
    'eye(3), randn(3, 3)',
    'return M.pseudoInverse(a.mul(2)).mul(b).sum();',
    ['pseudoInverse'],
  ],
  [
    'pseudoInverse of deficient rank',
    'randn(4, 2), randn(2, 3)',
    'const p = M.pseudoInverse(a.mmul(b)); return p.mul(p).sum() + p.get(0, 1);',
    ['rank', 'pseudoInverse'],
  ],
  [
    'SVD, all factors',
    'randn(4, 3), randn(4, 3)',
    `const d = new M.SVD(a); const U = d.leftSingularVectors, V = d.rightSingularVectors, s = d.diagonal; return ${factorsUsed};`,
    ['singularValues', 'leftSingularVectors', 'rightSingularVectors'],
  ],
  [
    'SVD, vectors alone',
    'randn(4, 3), randn(3, 4)',
    `
      const d = new M.SVD(a);
      return d.leftSingularVectors.mmul(d.rightSingularVectors.transpose()).mul(b.transpose()).sum();
    `,
    ['leftSingularVectors'],
  ],
  [
    'SVD of a wide matrix',
    'randn(2, 4), randn(2, 4)',
    `const d = new M.SVD(a, { autoTranspose: true }); const U = d.leftSingularVectors, V = d.rightSingularVectors, s = d.diagonal; return ${factorsUsed} + d.condition;`,
    ['singularValues'],
  ],
  [
    'SVD of diag(3, 2, 1)',
    'new (require("ml-matrix").Matrix)([[3, 0, 0], [0, 2, 0], [0, 0, 1]]), randn(3, 3)',
    `const d = new M.SVD(a); const U = d.leftSingularVectors, V = d.rightSingularVectors, s = d.diagonal; return ${factorsUsed} + d.norm2;`,
    ['leftSingularVectors'],
  ],
  [
    'SVD without vectors',
    'randn(3, 3), randn(3, 3)',
    `
      const d = new M.SVD(a, {
        computeLeftSingularVectors: false,
        computeRightSingularVectors: false
      });
      return d.diagonal[0] * d.diagonal[2] + d.norm2 + b.get(0, 0);
    `,
    ['singularValues'],
  ],
  [
    'SVD that solves and inverts',
    'randn(3, 3), randn(3, 2)',
    'const d = new M.SVD(a); return d.solve(b).sum() + d.inverse().get(0, 1);',
    ['singularValues'],
  ],
  [
    'the nuclear norm at repeated singular values',
    'eye(3), randn(3, 3)',
    'const d = new M.SVD(a.mul(b.get(0, 0))); return d.diagonal.reduce((x, y) => x + y);',
    ['singularValues'],
  ],
  [
    'EVD of a symmetric matrix',
    square,
    `
      const d = new M.EVD(a.mmul(a.transpose()));
      const [x, y, z] = d.realEigenvalues;
      return (
        x * y -
        z +
        d.eigenvectorMatrix
          .mmul(d.diagonalMatrix.mul(d.diagonalMatrix))
          .mmul(d.eigenvectorMatrix.transpose())
          .mul(b)
          .sum()
      );
    `,
    ['eigenvalues', 'eigenvectors'],
  ],
  [
    'EVD assumed symmetric',
    square,
    `
      const d = new M.EVD(a, { assumeSymmetric: true });
      const [x, y, z] = d.realEigenvalues;
      return x * y - z + b.sum();
    `,
    ['eigenvalues'],
  ],
  [
    'EVD in general',
    'randn(3, 3), randn(3, 3)',
    `
      const d = new M.EVD(a.mul(0.2).add([[1, 0, 0], [0, 2, 0], [0, 0, 4]]));
      return d.realEigenvalues[0] * d.realEigenvalues[1] + d.eigenvectorMatrix.mul(b).sum();
    `,
    ['eigenvalues', 'eigenvectors'],
  ],
  [
    'Cholesky',
    square,
    `
      const c = new M.CHO(a.mmul(a.transpose()));
      return c.lowerTriangularMatrix.mul(b).sum() + c.solve(b).sum();
    `,
    ['cholesky'],
  ],
  [
    'LU',
    'randn(4, 4), randn(4, 2)',
    `
      const l = new M.LU(a);
      return (
        l.determinant +
        l.solve(b).sum() +
        l.lowerTriangularMatrix.mmul(l.upperTriangularMatrix).get(1, 2) +
        l.upperTriangularMatrix.sum() * l.lowerTriangularMatrix.sum()
      );
    `,
    ['pivots', 'lu'],
  ],
  [
    'QR',
    'randn(4, 3), randn(4, 2)',
    `
      const q = new M.QR(a);
      return q.solve(b).sum() + q.orthogonalMatrix.get(1, 1) * q.upperTriangularMatrix.get(0, 2);
    `,
    ['solve', 'orthogonalFactor', 'triangularFactor'],
  ],
  [
    'QR of a square matrix',
    square,
    `
      const q = new M.QR(a);
      return q.solve(b).mul(q.orthogonalMatrix).mul(q.upperTriangularMatrix).sum();
    `,
    ['solve', 'orthogonalFactor', 'triangularFactor'],
  ],
  [
    'the reflections of QR',
    'randn(4, 3), randn(4, 3)',
    'const q = new M.QR(a); return q.QR.mul(b).sum() + q.Rdiag[1];',
    ['reflections', 'triangularFactor'],
  ],
  [
    'QR whose factor was written to',
    'randn(4, 3), randn(4, 2)',
    'const q = new M.QR(a); q.QR.set(1, 2, q.QR.get(1, 2) * 2); return q.solve(b).sum();',
    ['reflections'],
  ],
  [
    'Q that is flipped in place',
    'randn(4, 3), randn(4, 3)',
    `
      const q = new M.QR(a).orthogonalMatrix;
      q.flipRows().mulRow(1, 3);
      q.data[2].reverse();
      return q.mul(b).sum();
    `,
    ['orthogonalFactor'],
  ],
  [
    'systems by Cholesky, LU and SVD',
    square,
    `
      const s = a.mmul(a.transpose()).add(M.Matrix.eye(3));
      const v = new M.SVD(a);
      return (
        new M.CHO(s).solve(b).sum() +
        new M.LU(a).solve([[1], [2], [3]]).sum() +
        v.solve(b).get(0, 1) +
        v.inverse().get(2, 1) +
        v.solveForDiagonal([1, 2, 3]).sum()
      );
    `,
    ['solve', 'pseudoInverse'],
  ],
  [
    'a matrix that changes after it was decomposed',
    square,
    `
      const l = new M.LU(a),
        q = new M.QR(a);
      a.mul(2);
      return l.solve(b).sum() * q.solve(b).sum() + a.sum() + q.orthogonalMatrix.get(0, 1);
    `,
    ['solve', 'orthogonalFactor'],
  ],
  [
    'EVD with complex eigenvalues',
    square,
    `
      const d = new M.EVD(a.mul(0.1).add([[1, 3, 0], [-3, 1, 0], [0, 0, 5]]));
      return (
        d.realEigenvalues[0] * d.imaginaryEigenvalues[0] +
        d.realEigenvalues[2] +
        d.eigenvectorMatrix.mul(b).sum() +
        d.diagonalMatrix.norm()
      );
    `,
    [],
  ],
  [
    'a fallback from a singular matrix',
    'zeros(2, 2), randn(2, 2)',
    `
      let r;
      try {
        r = M.inverse(a);
      } catch {
        r = M.pseudoInverse(a.add(b));
      }
      return r.sum();
    `,
    ['pseudoInverse'],
  ],
];

describe('linear algebra', () => {
  it.each(cases)('%s', async (_, args, body, ops) => {
    const both = args === square ? `${square}, ${square}` : args;
    const source = `const M = require('ml-matrix');\n/** @trace f(${both}) */\nexport function f(a, b) { ${body} }`;
    const run = await trace(source);
    expect(run.thrown).toBeUndefined();
    for (const op of ops) expect(run.ops).toContain(op);
    if (ops.length > 0) expect(run.ops.length).toBeLessThan(400);
    const evaluate = plain(source, run);
    const options = { full: true, spanOf: run.span, span };
    const { check, diagnostics } = await checkGradient(run.trace, run.cotangents, evaluate, options);
    expect(diagnostics).toEqual([]);
    expect(check.state).toBe('ok');
    expect(run.cotangents.every((g) => !Number.isNaN(g))).toBe(true);
  });

  it.each([
    [
      'the eigenvectors',
      'eye(3)',
      'new M.EVD(a).eigenvectorMatrix.get(0, 1)',
      'The eigenvectors 1 and 2 have',
    ],
    [
      'the singular vectors',
      '[[2, 0, 0], [0, 2, 0], [0, 0, 1]]',
      'new M.SVD(a).leftSingularVectors.get(0, 1)',
      'The singular vectors 1 and 2 have',
    ],
    [
      'a matrix of deficient rank',
      '[[2, 0], [0, 0], [0, 0]]',
      'new M.SVD(a).leftSingularVectors.get(2, 1)',
      'The singular vectors 2 and those left out have',
    ],
    ['no vectors', '[[2, 0, 0], [0, 2, 0], [0, 0, 1]]', 'new M.SVD(a).diagonal[0]', ''],
    [
      'the nearest rotation, as vectors turn together,',
      '[[2, 0, 0], [0, 2, 0], [0, 0, 1]]',
      'rotation(M, a).mul([[1, 2, 3], [4, 5, 6], [7, 8, 10]]).sum()',
      '',
    ],
    [
      'a vector apart',
      '[[2, 0, 0], [0, 2, 0], [0, 0, 1]]',
      'new M.SVD(a).leftSingularVectors.get(2, 2) ** 2',
      '',
    ],
  ])('reports the gap where a result depends on %s of equal values', async (_, a, expression, found) => {
    const source = `const M = require('ml-matrix');\n/** @trace f(${a}) */\nexport function f(a) { return ${expression}; }
      function rotation(M, a) { const { leftSingularVectors: u, rightSingularVectors: v } = new M.SVD(a); return u.mmul(v.transpose()); }`;
    const run = await trace(source);
    const findings = degenerateSpectra(run.trace, run.cotangents, run.span);
    expect(findings.map(({ message }) => message.split(' no ')[0])).toEqual(found ? [found] : []);
    expect(run.cotangents.every(Number.isFinite)).toBe(true);
  });

  it('reports the part that a product of all factors leaves out', async () => {
    const run = await record(
      "const M = require('ml-matrix');\n/** @trace f([[2, 0], [0, 2]]) */\nexport function f(a) {\n" +
        '  const { leftSingularVectors: u, diagonal: s, rightSingularVectors: v } = new M.SVD(a);\n' +
        '  return u.mmul(M.Matrix.diag(s)).mmul(v.transpose()).mul([[1, 2], [4, 5]]).sum();\n}',
    );
    const [found] = degenerateSpectra(run.trace, run.cotangents, run.span);
    expect(found!.message).toContain('The singular vectors 1 and 2 have no derivative');
  });

  it('gives the gradient of the nearest rotation where singular values are equal', async () => {
    // U·Vᵀ of s·I moves by the skew part of Ȧ / s, so that of Σ w ∘ U·Vᵀ is the skew part of w / s
    const source =
      "const M = require('ml-matrix');\n/** @trace f([[2, 0, 0], [0, 2, 0], [0, 0, 2]], [[1, 2, 3], [4, 5, 6], [7, 8, 10]]) */\n" +
      'export function f(a, w) { const { leftSingularVectors: u, rightSingularVectors: v } = new M.SVD(a); return u.mmul(v.transpose()).mul(w).sum(); }';
    const run = await trace(source);
    const expected = [0, -0.5, -1, 0.5, 0, -0.5, 1, 0.5, 0];
    run.leaf('a').gradient.forEach((g, k) => expect(g).toBeCloseTo(expected[k]!, 12));
  });

  it('reports equal eigenvalues of a matrix that is not symmetric', async () => {
    const source =
      "const M = require('ml-matrix');\n/** @trace f([[2, 1], [0, 2]]) */\nexport function f(a) { return new M.EVD(a).realEigenvalues[0]; }";
    const run = await trace(source);
    const [found] = degenerateSpectra(run.trace, run.cotangents, run.span);
    expect(found).toMatchObject({ code: 'degenerate-spectrum', span: [0, 3, 23, 3, 35] });
    expect(found!.message).toContain(
      'The eigenvalues 1 and 2 of a matrix that is not symmetric have no derivative',
    );
  });

  it('gives the derivative of singular vectors where the algorithm takes short cuts: SVD of diag(3, 2, 1)', async () => {
    // A = diag(s), U = V up to signs: dU = U Ω, Ωᵢⱼ = (sⱼ Ȧᵢⱼ + sᵢ Ȧⱼᵢ) / (sⱼ² − sᵢ²); of Σ b ∘ U that is the gradient
    const source =
      "const M = require('ml-matrix');\n/** @trace f(new M.Matrix([[3, 0, 0], [0, 2, 0], [0, 0, 1]]), [[1, 2, 3], [4, 5, 6], [7, 8, 10]]) */\n" +
      'export function f(a, b) { const u = new M.SVD(a).leftSingularVectors; return u.mul(b).sum(); }';
    const run = await trace(source);
    const at = run.ops.indexOf('leftSingularVectors');
    const first = run.trace.equations.out[at]!;
    const sign = [0, 4, 8].map((k) => run.trace.values[first + k]!);
    expect(sign.map(Math.abs)).toEqual([1, 1, 1]);
    const [s, b] = [[3, 2, 1], run.leaf('b').value];
    const expected = new Float64Array(9);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        if (i === j) continue;
        // U̇ᵢⱼ = Ωᵢⱼ · signⱼ
        const weight = (b[3 * i + j]! * sign[j]!) / (s[j]! ** 2 - s[i]! ** 2);
        expected[3 * i + j]! += weight * s[j]!;
        expected[3 * j + i]! += weight * s[i]!;
      }
    const { gradient } = run.leaf('a');
    gradient.forEach((g, k) => expect(g).toBeCloseTo(expected[k]!, 12));
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1);
  });

  it.each(['orthogonalMatrix', 'upperTriangularMatrix', 'QR'])(
    'gives the gradient of %s of a square matrix whose last column nearly follows from the others',
    async (factor) => {
      // what is left for the last column of Q to be does not depend on how little the last of A adds to the others
      const gradientOf = async (gap: number) => {
        const run = await record(
          "const M = require('ml-matrix');\n" +
            `const a = [[2, 1, 4 + ${gap}], [1, 3, 7 - ${gap}], [-1, 2, 3 + ${gap}]];\n` +
            '/** @trace f(a, randn(3, 3)) */\n' +
            `export function f(a, b) { return new M.QR(a).${factor}.mul(b).sum(); }`,
        );
        return run.leaf('a').gradient;
      };
      const [near, far] = [await gradientOf(1e-13), await gradientOf(1e-6)];
      near.forEach((g, k) => expect(Math.abs(g - far[k]!)).toBeLessThan(1e-5));
    },
  );

  it('gives the gradient of a pseudoinverse that is an inverse, of columns of unlike sizes', async () => {
    const gradientOf = async (inverse: string) => {
      const a =
        '[[-8.93, 0.969, 7.7e-4], [1.45, 0.361, 3.4e-3], [1.63, 1.12, 9.66e-4]].map((row) => [row[0] * 1e3, row[1], row[2] * 1e-2])';
      const source = `const M = require('ml-matrix');\n/** @trace f(${a}) */\nexport function f(a) { return M.${inverse}(a).get(1, 2); }`;
      return (await record(source)).leaf('a').gradient;
    };
    const [pseudo, plain] = [await gradientOf('pseudoInverse'), await gradientOf('inverse')];
    pseudo.forEach((g, k) => expect(g / plain[k]!).toBeCloseTo(1, 6));
  });

  it('gives the gradient of a pseudoinverse where rank and spectrum are degenerate', async () => {
    // P = diag(1/2, 1/2, 0): dP = −P dA P on the range, which the sum over b reads off
    const source =
      "const M = require('ml-matrix');\n/** @trace f([[2, 0, 0], [0, 2, 0], [0, 0, 0]]) */\n" +
      'export function f(a) { return M.pseudoInverse(a).get(0, 1); }';
    const run = await trace(source);
    expect([...run.leaf('a').gradient]).toEqual(
      [0, -0.25, 0, 0, 0, 0, 0, 0, 0].map((g) => g || expect.closeTo(0, 12)),
    );
  });
});
