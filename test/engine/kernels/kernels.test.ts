import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { knownMember } from '../../../src/engine/matrix/knownTexts.ts';
import { transpose } from '../../../src/engine/rules/strided.ts';
import { multiply } from '../../../src/engine/kernels/multiply.ts';
import { leafValues } from '../../../src/engine/autodiff/index.ts';
import { Recorder } from '../../../src/engine/record/recorder.ts';
import { Shadows } from '../../../src/engine/tracking/shadows.ts';
import { plain, record, trace } from '../../support/trace.ts';

const special = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -2.2e-308, Number.MAX_VALUE, 1 + Number.EPSILON];
const number = fc.oneof(fc.constantFrom(...special), fc.double(), fc.double({ min: -2, max: 2 }));
const size = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9), fc.integer({ min: 0, max: 33 }));

describe('the product kernel', () => {
  it('has the bits of ml-matrix, whatever the shapes and numbers, for factors as they are and transposed', () => {
    const shapes = fc.tuple(size, size, size);
    fc.assert(
      fc.property(
        shapes,
        fc.infiniteStream(number),
        fc.boolean(),
        fc.boolean(),
        ([m, n, p], numbers, s, t) => {
          const draw = (count: number) => Float64Array.from({ length: count }, () => numbers.next().value);
          const [a, b] = [draw(m * n), draw(n * p)];
          const expected = Matrix.from1DArray(m, n, a)
            .mmul(Matrix.from1DArray(n, p, b))
            .to1DArray();
          // stored by columns, so that the kernel reads them as transposes
          const left = s ? transpose({ shape: [m, n], data: a }) : a;
          const right = t ? transpose({ shape: [n, p], data: b }) : b;
          const out = new Float64Array(m * p + 3).fill(7);
          multiply(
            out,
            2,
            [m, n, p],
            s ? { data: left, at: 0, row: 1, column: m } : { data: left, at: 0, row: n, column: 1 },
            t ? { data: right, at: 0, row: 1, column: n } : { data: right, at: 0, row: p, column: 1 },
          );
          expect([out[0], out[1], out.at(-1)]).toEqual([7, 7, 7]);
          expect(Array.from(out.subarray(2, -1))).toEqual(expected);
        },
      ),
      { numRuns: 400, seed: 5 },
    );
  });

  it('stands for the text of mmul that is installed, and for no other', () => {
    const { mmul } = Matrix.prototype;
    expect(knownMember('mmul', mmul, Matrix)).not.toBeNull();
    expect(knownMember('mmul', (other: Matrix) => mmul.call(null as never, other), Matrix)).toBeNull();
    expect(knownMember('add', (other: Matrix) => mmul.call(null as never, other), Matrix)).toBeNull();
  });

  it('is not used where the program changed what mmul asks', async () => {
    const body = 'Matrix.checkMatrix = (m) => Matrix.mul(m, 2); return a.mmul(a).sum();';
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(3, 3)) */\nexport function f(a) { ${body} }`;
    const { checkMatrix } = Matrix;
    const run = await record(source).finally(() => Object.assign(Matrix, { checkMatrix }));
    const m = Matrix.from1DArray(3, 3, run.leaf('a').value);
    expect(run.outputs).toEqual([m.mmul(Matrix.mul(m, 2)).sum()]);
  });
});

describe('elementwise kernels', () => {
  const names = (
    'add sub mul div mod abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor fround log log1p log10 ' +
    'log2 round sign sin sinh sqrt tan tanh trunc'
  ).split(' ');
  const member = (name: string) => Matrix[name as 'add'];

  it('stand for the texts of members that are installed', () => {
    const own = Matrix.prototype as unknown as Record<string, () => Matrix>;
    expect(['addM', 'sum', 'pow'].filter((name) => knownMember(name, own[name]!, Matrix))).toEqual([]);
    expect(names.filter((name) => !knownMember(name, member(name), Matrix))).toEqual([]);
    expect(names.filter((name) => !knownMember(name, own[name]!, Matrix))).toEqual([]);
    class Other extends Matrix {
      static override add = (m: Matrix) => m;
    }
    expect(knownMember('add', Other.add, Other)).toBeNull();
  });

  it('have the bits of ml-matrix', async () => {
    const rows = [special, special.map((x) => -1.7 * x), special.map((_, k) => k / 3 - 1.25)];
    const argument = (name: string) => (name.length === 3 ? 'b' : '');
    const calls = names.flatMap((name) => [
      `Matrix.${name}(a, ${argument(name)})`,
      `a.clone().${name}(${argument(name)})`,
    ]);
    calls.push(
      'Matrix.div(a, 3)',
      'Matrix.sub(b, x)',
      'Matrix.mul(a, a)',
      'a.clone().mod(x)',
      'a.clone().neg()',
      'b.mul(b)',
    );
    const list = (numbers: number[]) => `[${numbers.map((x) => (Object.is(x, -0) ? '-0' : x)).join()}]`;
    const source = [
      "import { Matrix } from 'ml-matrix';",
      `const rows = [${rows.map(list).join()}];`,
      '/** @trace f(new Matrix(rows), new Matrix(rows.toReversed()), 1.3) */',
      `export function f(a, b, x) { return [${calls.join()}]; }`,
    ].join('\n');
    const [a, b] = [new Matrix(rows), new Matrix(rows.toReversed())];
    const expected = new Function('Matrix', 'a', 'b', 'x', `return [${calls.join()}]`) as (
      ...args: unknown[]
    ) => Matrix[];
    const run = await record(source);
    expect(run.outputs).toEqual(expected(Matrix, a, b, 1.3).flatMap((m) => m.to1DArray()));
  });

  it('are not used where the program changed what they call', async () => {
    const body =
      'const { copy } = Matrix; Matrix.copy = (from, to) => copy.call(Matrix, from, to).mul(2); return Matrix.add(a, a).sum();';
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(3, 3)) */\nexport function f(a) { ${body} }`;
    const { copy } = Matrix;
    const run = await record(source).finally(() => Object.assign(Matrix, { copy }));
    const m = Matrix.from1DArray(3, 3, run.leaf('a').value);
    expect(run.outputs).toEqual([Matrix.mul(m, 2).add(m).sum()]);
  });

  it.each([
    ['Math.exp', 'const { exp } = Math; Math.exp = (x) => 2 * exp(x); try { return Matrix.exp(a).sum(); } finally { Math.exp = exp; }'],
    ['addM', 'const { addM } = Matrix.prototype; Matrix.prototype.addM = function (x) { return addM.call(this, x).addS(1); }; try { return Matrix.add(a, a).sum(); } finally { Matrix.prototype.addM = addM; }'],
    ['a class with entries of its own', 'class V extends Matrix { *entries() { for (const [i, j, x] of super.entries()) yield [i, j, 2 * x]; } } return Matrix.add(new V(a), a).sum();'],
    ['a class with addM of its own', 'class V extends Matrix { addM(x) { return super.addM(x).mulS(2); } } return new V(a).add(a).sum();'],
    ['a matrix with addM of its own', 'const m = a.clone(); m.addM = (x) => m.mulS(3); return m.add(a).sum();'],
    ['shapes that differ', 'try { return Matrix.add(a, Matrix.ones(2, 3)).sum(); } catch (e) { return [e.message.length, a.sum()]; }'],
  ])('are not used with another %s', async (_name, body) => {
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(3, 3)) */\nexport function f(a) { ${body} }`;
    const run = await record(source);
    const m = Matrix.from1DArray(3, 3, run.leaf('a').value);
    const expected = (new Function('Matrix', 'a', body) as (...args: unknown[]) => number)(Matrix, m);
    expect(run.outputs).toEqual([expected].flat());
  }); // prettier-ignore
});

/** Bodies of f(a, b) that get at the storage of matrices that were just made, in every way that is not a rule. */
const storages = [
  ['a row of another matrix', 'const c = a.mmul(b), d = b.mmul(a); c.data[0] = d.data[1]; return c.mmul(c).sum() + d.sum();'],
  ['rows put in before an operation in place', 'const c = a.mmul(b), d = b.mmul(a); c.data[0] = d.data[1]; c.mul(a); return d.mmul(c).sum();'],
  ['rows shared, then an operation in place on the other one', 'const c = a.mmul(b), d = b.mmul(a); c.data[0] = d.data[1]; d.mul(a); return c.mmul(c).sum();'],
  ['rows shared, then operations in place on both', 'const c = a.mmul(b), d = b.mmul(a); c.data[0] = d.data[1]; c.mul(a); d.mul(b); return c.mmul(s).sum() + d.mmul(s).sum();'],
  ['a row twice, then an operation in place', 'const c = a.mmul(b); c.data[0] = c.data[1]; c.add(a); return c.mmul(s).sum();'],
  ['the whole storage of another matrix', 'const c = a.mmul(b), d = Matrix.zeros(3, 3); d.data = c.data; d.mul(2); return c.mmul(d).sum();'],
  ['rows swapped', 'const c = a.mmul(b); [c.data[0], c.data[2]] = [c.data[2], c.data[0]]; return c.mmul(a).get(0, 1);'],
  ['equal numbers of different elements', 'const c = Matrix.mul(a, 2), d = Matrix.mul(b, 2); c.data[1] = d.data[1]; return c.mmul(s).sum();'],
  ['a view of a row', 'const c = a.mmul(b); c.data[1].subarray(1)[0] = a.get(0, 0); return c.mmul(c).sum();'],
  ['an argument’s row', 'const c = a.clone(); a.data[0] = b.data[0]; a.mul(2); return a.mmul(c).sum() + b.sum();'],
  ['elements written one by one', 'const c = a.mmul(b); for (let i = 0; i < 3; i++) c.set(i, i, b.get(0, i) * 2); return Matrix.exp(c).sum();'],
  ['an untracked number over a tracked one', 'const c = a.mmul(b); c.set(1, 1, c.get(1, 1) > 100 ? 1 : 2); return c.mul(a).sum();'],
  ['a native that moves numbers', 'const c = a.mmul(b); c.data[0].reverse(); c.data[1].set(c.data[2]); return c.mmul(a).sum();'],
  ['a static matrix that gets a tracked number', 'const c = s.mmul(a); s.set(0, 0, a.get(1, 1)); return c.mmul(s).sum();'],
  ['a static matrix overwritten in place', 'const c = s.mmul(a); s.mul(3); return c.mmul(s).sum() + s.mmul(b).sum();'],
  ['a static matrix overwritten by a tracked one', 'const c = s.mmul(a); s.add(b); return c.mmul(s).sum();'],
  ['in place on a product', 'const c = a.mmul(b); c.sin().mul(c).add(c.clone()).sub(c.transpose()); return c.mmul(c).sum();'],
] as const; // prettier-ignore

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
