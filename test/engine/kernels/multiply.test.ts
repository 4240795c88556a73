import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { knownMember } from '../../../src/engine/matrix/knownTexts.ts';
import { transpose } from '../../../src/engine/rules/strided.ts';
import { multiply } from '../../../src/engine/kernels/multiply.ts';
import { record } from '../../support/trace.ts';

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
