import { describe, expect, it } from 'vitest';
import { leafValues } from '../../../src/engine/autodiff/index.ts';
import { Recorder } from '../../../src/engine/record/recorder.ts';
import { Shadows } from '../../../src/engine/tracking/shadows.ts';
import { plain, trace } from '../../support/trace.ts';

/** Bodies of f(a, b) that get at the storage of matrices that were just made, in every way that is not a rule. */
const storages = [
  [
    'a row of another matrix',
    `
      const c = a.mmul(b),
        d = b.mmul(a);
      c.data[0] = d.data[1];
      return c.mmul(c).sum() + d.sum();
    `,
  ],
  [
    'rows put in before an operation in place',
    `
      const c = a.mmul(b),
        d = b.mmul(a);
      c.data[0] = d.data[1];
      c.mul(a);
      return d.mmul(c).sum();
    `,
  ],
  [
    'rows shared, then an operation in place on the other one',
    `
      const c = a.mmul(b),
        d = b.mmul(a);
      c.data[0] = d.data[1];
      d.mul(a);
      return c.mmul(c).sum();
    `,
  ],
  [
    'rows shared, then operations in place on both',
    `
      const c = a.mmul(b),
        d = b.mmul(a);
      c.data[0] = d.data[1];
      c.mul(a);
      d.mul(b);
      return c.mmul(s).sum() + d.mmul(s).sum();
    `,
  ],
  [
    'a row twice, then an operation in place',
    'const c = a.mmul(b); c.data[0] = c.data[1]; c.add(a); return c.mmul(s).sum();',
  ],
  [
    'the whole storage of another matrix',
    `
      const c = a.mmul(b),
        d = Matrix.zeros(3, 3);
      d.data = c.data;
      d.mul(2);
      return c.mmul(d).sum();
    `,
  ],
  [
    'rows swapped',
    `
      const c = a.mmul(b);
      [c.data[0], c.data[2]] = [c.data[2], c.data[0]];
      return c.mmul(a).get(0, 1);
    `,
  ],
  [
    'equal numbers of different elements',
    `
      const c = Matrix.mul(a, 2),
        d = Matrix.mul(b, 2);
      c.data[1] = d.data[1];
      return c.mmul(s).sum();
    `,
  ],
  ['a view of a row', 'const c = a.mmul(b); c.data[1].subarray(1)[0] = a.get(0, 0); return c.mmul(c).sum();'],
  [
    'an argument’s row',
    'const c = a.clone(); a.data[0] = b.data[0]; a.mul(2); return a.mmul(c).sum() + b.sum();',
  ],
  [
    'elements written one by one',
    `
      const c = a.mmul(b);
      for (let i = 0; i < 3; i++) c.set(i, i, b.get(0, i) * 2);
      return Matrix.exp(c).sum();
    `,
  ],
  [
    'an untracked number over a tracked one',
    'const c = a.mmul(b); c.set(1, 1, c.get(1, 1) > 100 ? 1 : 2); return c.mul(a).sum();',
  ],
  [
    'a native that moves numbers',
    `
      const c = a.mmul(b);
      c.data[0].reverse();
      c.data[1].set(c.data[2]);
      return c.mmul(a).sum();
    `,
  ],
  [
    'a static matrix that gets a tracked number',
    'const c = s.mmul(a); s.set(0, 0, a.get(1, 1)); return c.mmul(s).sum();',
  ],
  [
    'a static matrix overwritten in place',
    'const c = s.mmul(a); s.mul(3); return c.mmul(s).sum() + s.mmul(b).sum();',
  ],
  ['a static matrix overwritten by a tracked one', 'const c = s.mmul(a); s.add(b); return c.mmul(s).sum();'],
  [
    'in place on a product',
    `
      const c = a.mmul(b);
      c.sin().mul(c).add(c.clone()).sub(c.transpose());
      return c.mmul(c).sum();
    `,
  ],
] as const;

describe('matrices that were just made', () => {
  // with ones, different elements hold equal numbers, and no look at the numbers tells them apart
  const inputs = ['randn(3, 3), randn(3, 3)', 'ones(3, 3), ones(3, 3)'];
  it.each(storages.flatMap(([what, body]) => inputs.map((given) => [what, given, body])))(
    '%s: %s',
    async (_, given, body) => {
      const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(${given}, staticArg(randn(3, 3))) */\nexport function f(a, b, s) { ${body} }`;
      const run = await trace(source);
      expect(run.thrown).toBeUndefined();
      expect(run.outputs).toEqual(Array.from((await plain(source, run)(leafValues(run.trace)))!));
    },
  );

  it('are what a function gets of a matrix: it may overwrite its argument', async () => {
    const source = `import { Matrix } from 'ml-matrix';\nconst m = new Matrix([[1, 2]]);\n/** @trace f(m) */\nexport function f(a) { a.mul(10); return a.sum() + m.get(0, 1); }`;
    expect((await trace(source)).outputs).toEqual([32]);
  });

  it('are forgotten in time, and found by their storage from then on', () => {
    const recorder = new Recorder(Infinity, () => undefined);
    const shadows = new Shadows(recorder, () => expect.unreachable());
    const made = Array.from({ length: 300 }, (_, k) => {
      const matrix = { data: Array.from({ length: 1000 }, () => Float64Array.of(k)) };
      shadows.setFresh(matrix, recorder.define(new Float64Array(1000).fill(k)));
      return { matrix, first: 1 + 1000 * k };
    });
    expect(shadows.fresh.find(made[0]!.matrix)).toBeUndefined();
    expect(shadows.fresh.find(made[299]!.matrix)).toMatchObject({ first: made[299]!.first });
    for (const { matrix, first } of made) expect(shadows.id(matrix.data[7]!, 0, -1)).toBe(first + 7);
    expect(shadows.fresh.isEmpty).toBe(true);
  });
});
