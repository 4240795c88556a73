import { expect, test } from 'vitest';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { lineNotes } from '../../../src/present/lines/lineNotes.ts';
import { resultOf } from '../../support/fold.ts';

/** The marks of overwritten matrices in a program, as `line: text`. */
async function marks(body: string, rest = ''): Promise<string[]> {
  const result = await resultOf(`const { Matrix } = require('ml-matrix');
${rest}
/** @trace f(new Matrix([[1, 2], [3, 4]]), new Matrix([[0.5, 1], [2, 3]])) */
function f(w, g) {
${body}
}`);
  const first = 5 + rest.split('\n').length - 1;
  return lineNotes(lineModel(result), new Map(), 0).flatMap(({ line, marks: all }) =>
    all.flatMap(({ kind, text }) => (kind === 'overwritten' ? [`${line - first + 1}: ${text}`] : [])),
  );
}

test('a new name for the result of a change in place', async () => {
  expect(await marks('const doubled = w.mul(2);\nreturn g.mmul(w).add(doubled);')).toEqual([
    '1: ⟲ overwrites w',
  ]);
  expect(await marks('const v = w.mul(2).add(g);\nreturn v;')).toEqual(['1: ⟲ overwrites w']);
  expect(await marks('let v = g;\nfor (let i = 0; i < 3; i++) {\n  v = w.add(g);\n}\nreturn v;')).toEqual([
    '3: ⟲ overwrites w',
  ]);
  expect(await marks("const c = w.center('column');\nreturn c.mmul(w);")).toEqual(['1: ⟲ overwrites w']);
});

test('the result as a part of a larger expression, where the matrix is read again', async () => {
  expect(await marks('const p = g.mmul(w.mul(2));\nreturn p.add(w);')).toEqual(['1: ⟲ overwrites w']);
  expect(await marks('return g.mmul(w.mul(2));')).toEqual([]);
  expect(await marks('return Matrix.add(w, w.mul(2)).sum();')).toEqual(['1: ⟲ overwrites w']);
  expect(await marks('return h(w.mul(2)) + w.get(0, 0);', 'function h(m) { return m.sum() * 2; }')).toEqual([
    '1: ⟲ overwrites w',
  ]);
});

test('the result of a helper that changes what it is given', async () => {
  const helper = 'function relu(m) {\n  return m.mul(3);\n}';
  expect(await marks('const v = relu(w);\nreturn v.mmul(w);', helper)).toEqual(['-3: ⟲ overwrites m']);
});

test('plain changes in place mean what they do', async () => {
  for (const body of [
    'w.mul(2);\nreturn w.sum();',
    'w = w.sub(g);\nreturn w.sum();',
    'w.mul(2).add(g);\nreturn w.sum();',
    'w.mul(2).add(Matrix.mul(g, 2));\nreturn w.sum();',
    'for (let i = 0; i < 3; i++) {\n  w = w.sub(g);\n}\nreturn w.sum();',
    'for (let i = 0; i < 3; i++) {\n  w.sub(Matrix.mul(g, w));\n}\nreturn w.sum();',
    'w.mul(2);\nconst d = w;\nreturn d.sum();',
    'w.set(0, 0, g.get(0, 0));\nreturn w.sum();',
    'const v = w.clone().mul(2);\nreturn v.mmul(w);',
    'const v = Matrix.mul(w, 2).add(g);\nreturn v.mmul(w);',
    'const e = g.mmul(w).sub(g);\nreturn e.sum();',
    'return w.sub(g);',
  ]) {
    expect(await marks(body), body).toEqual([]);
  }
  const step = 'function step(w, g) {\n  return w.sub(g);\n}';
  expect(await marks('w = step(w, g);\nreturn w.sum();', step)).toEqual([]);
  const other = 'function other(m) {\n  return m.sum();\n}';
  expect(await marks('w.mul(2);\nreturn other(w);', other)).toEqual([]);
});
