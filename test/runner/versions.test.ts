import { describe, expect, it } from 'vitest';
import { folder, traceJson } from '../cli/gradlens.ts';
import { same } from '../cli/same.ts';
import { rowsToRun } from '../support/long.ts';

/** Three versions of ml-matrix: 6.15, 6.8, and 5.3, whose matrices are arrays of arrays. */
const imports = `import { Matrix as A, inverse, SVD } from 'ml-matrix';
import { Matrix as B, inverse as inverseB, SVD as SvdB } from 'ml-matrix-6-8';
import { Matrix as C, inverse as inverseC, SVD as SvdC, LU as LuC } from 'ml-matrix-5';
`;

const programs: Readonly<Record<string, string>> = {
  'two copies, matrices of one handed to the other': `/** @trace f(randn(3, 3), randn(3, 3)) */
export function f(x: any, y: any): number {
  const b = new B(y);
  const p = b.mmul(x);
  const q = A.add(x, p);
  const r = x.mmul(p).sub(b);
  const s = inverse(r).norm() + inverseB(p).norm() + p.variance() + q.variance();
  return s + new SvdB(b).diagonal[0] * new SVD(r).diagonal[1] + (p instanceof A ? 1 : 0) + (p instanceof B ? 10 : 0);
}`,
  'one that is older than the rules': `/** @trace f(randn(3, 3), [[1, 2], [3, 4.5]]) */
export function f(x: any, y: any): number {
  const c: any = new C(y);
  const d: any = new C(x.to2DArray());
  const e = C.ones(3, 3);
  return c.mmul(c).sum() * inverseC(c).sum() + d.mmul(d).add(e).mul(d).sum() + d[1][2] * e[0][0] + new LuC(d).determinant
    + new SvdC(c).diagonal[0] + x.mmul(d).sum() + d.mmul(x).sum();
}`,
  'its matrices as arguments': `/** @trace f(new C([[1, 2.5], [3, 4]]), { inner: [new C([[0.5]])] }) */
export function f(x: any, y: any): number {
  return x.mmul(x).mul(2).sum() + x.getColumn(1)[1] * x.rows + y.inner[0].get(0, 0) * y.inner[0].columns + (x instanceof C ? 0.5 : 0);
}`,
  'three at once': `/** @trace f(randn(2, 2), 3) */
export function f(x: any, y: number): number {
  return C.exp(new C(x.to2DArray())).mul(y).sum() * B.ones(2, 2).mul(x).trace();
}`,
};

/** Only `npm run test:long` traces these. */
const lengthy = ['three at once', 'its matrices as arguments'];

describe('several versions of ml-matrix in one program', () => {
  it.each(rowsToRun(Object.entries(programs), ([name]) => !lengthy.includes(name)))(
    '%s',
    async (_name, text) => {
      const { cases } = await traceJson(folder({ 'f.ts': imports + text }), 'f.ts', '--check');
      expect(cases[0]).toMatchObject({ status: 'ok', check: { ok: true }, diagnostics: [] });
    },
  );

  it('an array is its elements: what else it holds is no input', async () => {
    const { cases } = await traceJson(
      folder({ 'f.ts': imports + programs['its matrices as arguments'] }),
      'f.ts',
    );
    const { inputs } = cases[0] as unknown as { inputs: { path: string; shape: number[] }[] };
    expect(inputs.map(({ path, shape }) => [path, shape])).toEqual([
      ['x', [2, 2]],
      ['y.inner', [1, 1, 1]],
    ]);
  });

  it('computes what the plain program computes', async () => {
    const { equations, stdout } = await same({
      'main.mjs': `${imports}
        const rows = [[2, -1.5, 0.25], [0.5, 3, 1], [-2, 0.75, 1.5]]; const [a, b, c] = [A, B, C].map((M) => new M(rows));
        console.log(a.mmul(b).mmul(a).to2DArray(), b.mmul(c).sum(), A.sub(a, b).norm(), inverse(b), inverseB(a).get(0, 0), inverseC(c).to2DArray(), new SvdB(a).diagonal, new SvdC(c).diagonal);
        console.log(a instanceof B, b.constructor === B, A.checkMatrix(b) === b, c.constructor === C, B.checkMatrix(c).get(1, 1), new LuC(c).determinant, C.add(c, 1)[0][0]);`,
    });
    expect(equations).toBeGreaterThan(20);
    expect(stdout).toContain('false true');
  });
});
