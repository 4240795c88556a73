import { describe, expect, it } from 'vitest';
import { trace } from '../../support/trace.ts';

const classes = `
const M = require('ml-matrix');
class Scaled extends M.Matrix {
  k = 3;
  #p = 2;
  get(i, j) { return super.get(i, j) * this.k * this.#p; }
  set(i, j, v) { super.set(i, j, v / this.k / this.#p); return this; }
}
class Packed extends M.AbstractMatrix {
  constructor(list, n) { super(); this.list = list; this.rows = n; this.columns = list.length / n; }
  get(i, j) { return this.list[i * this.columns + j]; }
  set(i, j, v) { this.list[i * this.columns + j] = v; return this; }
}
const base = new M.Matrix([[1, 2, 3], [4, 5, 6]]);
const S = new M.SymmetricMatrix([[1, 2], [2, 5]]);
const pair = [base, new M.MatrixTransposeView(base)];
`;

/** [what, the argument x, body, leaves: path and shape]. */
const inputs: readonly (readonly [string, string, string, Readonly<Record<string, readonly number[]>>])[] = [
  [
    'a symmetric matrix',
    'new M.SymmetricMatrix([[1, 2], [2, 5]])',
    'return x.mmul(b).mul(b).sum() + x.get(0, 1) ** 3;',
    { x: [2, 2] },
  ],
  [
    'a symmetric matrix that is written',
    'new M.SymmetricMatrix([[1, 2], [2, 5]])',
    `
      x.set(0, 1, x.get(1, 0) * 3).mul(b.get(0, 0));
      x.addCross([1, x.get(0, 0), 2]);
      return x.mmul(x);
    `,
    { x: [2, 2] },
  ],
  [
    'a distance matrix',
    'new M.DistanceMatrix([[0, 2, 7], [2, 0, 1], [7, 1, 0]])',
    'return x.norm() * x.get(2, 1) + x.get(0, 0) * 5 + x.mmul(x).sum();',
    { x: [3, 3] },
  ],
  [
    'a transposed view',
    'new M.MatrixTransposeView(base)',
    'x.set(0, 1, x.get(1, 0) * 3); return x.mmul(x.transpose()).mul(x.get(0, 1));',
    { 'x.matrix': [2, 3] },
  ],
  [
    'a view that shows a column twice',
    'new M.MatrixColumnSelectionView(base, [2, 0, 2])',
    'x.set(0, 0, 4 * b.get(0, 0)); return x.sum() * x.get(0, 2) * x.get(1, 2);',
    { 'x.matrix': [2, 3] },
  ],
  [
    'a view of a view',
    'new M.MatrixSubView(new M.MatrixFlipRowView(base), 0, 1, 1, 2)',
    'return x.mul(b).mmul(x);',
    { 'x.matrix.matrix': [2, 3] },
  ],
  [
    'a matrix and its view, which share storage',
    'pair',
    'x[0].set(0, 1, b.get(0, 0)); return x[1].mmul(x[0]);',
    { 'x[0]': [2, 3] },
  ],
  [
    'a wrapped array',
    'M.wrap([1, 2, 3, 4], { rows: 2 })',
    'x.set(0, 0, 7 * x.get(1, 1)); return x.mmul(b).norm() + x.data[0];',
    { 'x.data': [4] },
  ],
  ['wrapped rows', 'M.wrap([[1, 2], [3, 4]])', 'return x.mmul(b).norm();', { 'x.data': [2, 2] }],
  [
    'a subclass with own get, set, fields and private fields',
    'new Scaled([[1, 2], [3, 4]])',
    'x.set(0, 0, 3 * b.get(1, 1)); return x.mmul(b).sum() + x.sum();',
    { x: [2, 2], 'x.k': [] },
  ],
  ['a class of its own', 'new Packed([1, 2, 3, 4], 2)', 'return x.mmul(b).mul(x).sum();', { 'x.list': [4] }],
];

const source = (x: string, body: string) =>
  `${classes}/** @trace f(${x}, randn(2, 2)) */\nexport function f(x, b) { ${body} }`;

describe('a matrix of another class is an input:', () => {
  it.each(inputs)('%s', async (_, x, body, leaves) => {
    const run = await trace(source(x, body));
    expect(run.thrown).toBeUndefined();
    const found = run.trace.leaves.filter(({ path }) => path !== 'b');
    expect(Object.fromEntries(found.map(({ path, shape }) => [path, shape]))).toEqual(leaves);
    for (const { path } of found)
      expect([...run.leaf(path).gradient].some((g) => Math.abs(g) > 1e-3)).toBe(true);
  });

  it('a constant of the module', async () => {
    const run = await trace(
      source('2', 'S.set(0, 1, S.get(1, 0) * x); return S.sum() * x + pair[1].get(2, 0) * x;'),
    );
    expect(run.trace.leaves.map(({ path }) => path)).toEqual(['x', 'b', 'module:S', 'module:pair[0]']);
    expect([...run.leaf('module:S').gradient]).toEqual([2, 4, 4, 2]);
  });

  it('named static', async () => {
    const text = source('staticArg(S)', 'return x.mmul(b);');
    const run = await trace(text);
    expect(run.trace.leaves[0]).toMatchObject({ path: 'x', static: true, shape: [2, 2] });
  });

  it('and an output', async () => {
    const run = await trace(source('S', 'return { s: x.mul(2), v: new M.MatrixRowView(b, 1) };'));
    expect(run.trace.outputs.map(({ path, shape }) => [path, shape])).toEqual([
      ['s', [2, 2]],
      ['v', [1, 2]],
    ]);
  });
});

it('the gradient of a symmetric matrix is symmetric: half of what an element off the diagonal does stands in each place', async () => {
  const run = await trace(source('S', 'return x.get(0, 1) * 10 + x.get(1, 1);'));
  expect([...run.leaf('x').gradient]).toEqual([0, 5, 5, 1]);
});
