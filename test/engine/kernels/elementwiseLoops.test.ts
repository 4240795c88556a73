import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { knownMember } from '../../../src/engine/matrix/knownTexts.ts';
import { record } from '../../support/trace.ts';

const special = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -2.2e-308, Number.MAX_VALUE, 1 + Number.EPSILON];

describe('elementwise kernels', () => {
  const names = (
    'add sub mul div mod abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor fround log log1p log10 ' +
    'log2 round sign sin sinh sqrt tan tanh trunc'
  ).split(' ');
  const reductions = ['sum', 'mean', 'product', 'max', 'min', 'norm', 'trace', 'dot'];
  const vectors = ['add', 'sub', 'mul', 'div'].flatMap((name) => [`${name}RowVector`, `${name}ColumnVector`]);
  const member = (name: string) => Matrix[name as 'add'];

  it('stand for the texts of members that are installed', () => {
    const own = Matrix.prototype as unknown as Record<string, () => Matrix>;
    expect(['addM', 'maxIndex', 'pow'].filter((name) => knownMember(name, own[name]!, Matrix))).toEqual([]);
    expect(names.filter((name) => !knownMember(name, member(name), Matrix))).toEqual([]);
    expect(names.filter((name) => !knownMember(name, own[name]!, Matrix))).toEqual([]);
    expect(
      [...reductions, ...vectors, 'neg', 'transpose'].filter(
        (name) => !knownMember(name, own[name]!, Matrix),
      ),
    ).toEqual([]);
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
    const vector = (name: string) =>
      name.endsWith('RowVector') ? '[...b.getRow(1)]' : 'b.getColumnVector(2)';
    calls.push(...vectors.map((name) => `Matrix.add(a, 0)['${name}'](${vector(name)})`));
    for (const name of reductions)
      for (const by of name === 'dot' ? ['a'] : /norm|trace/.test(name) ? [''] : ['', '"row"', '"column"'])
        calls.push(`new Matrix([[Matrix.div(a, 1.5)['${name}'](${by})].flat()])`);
    calls.push('Matrix.add(a, 0).transpose()', 'a.transpose().transpose()');
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
    [
      'Math.exp',
      `
        const { exp } = Math;
        Math.exp = (x) => 2 * exp(x);
        try {
          return Matrix.exp(a).sum();
        } finally {
          Math.exp = exp;
        }
      `,
    ],
    [
      'addM',
      `
        const { addM } = Matrix.prototype;
        Matrix.prototype.addM = function (x) {
          return addM.call(this, x).addS(1);
        };
        try {
          return Matrix.add(a, a).sum();
        } finally {
          Matrix.prototype.addM = addM;
        }
      `,
    ],
    [
      'a class with entries of its own',
      `
        class V extends Matrix {
          *entries() {
            for (const [i, j, x] of super.entries()) yield [i, j, 2 * x];
          }
        }
        return Matrix.add(new V(a), a).sum();
      `,
    ],
    [
      'a class with addM of its own',
      `
        class V extends Matrix {
          addM(x) {
            return super.addM(x).mulS(2);
          }
        }
        return new V(a).add(a).sum();
      `,
    ],
    [
      'a matrix with addM of its own',
      'const m = a.clone(); m.addM = (x) => m.mulS(3); return m.add(a).sum();',
    ],
    [
      'shapes that differ',
      `
        try {
          return Matrix.add(a, Matrix.ones(2, 3)).sum();
        } catch (e) {
          return [e.message.length, a.sum()];
        }
      `,
    ],
  ])('are not used with another %s', async (_name, body) => {
    const source = `import { Matrix } from 'ml-matrix';\n/** @trace f(randn(3, 3)) */\nexport function f(a) { ${body} }`;
    const run = await record(source);
    const m = Matrix.from1DArray(3, 3, run.leaf('a').value);
    const expected = (new Function('Matrix', 'a', body) as (...args: unknown[]) => number)(Matrix, m);
    expect(run.outputs).toEqual([expected].flat());
  });
});
