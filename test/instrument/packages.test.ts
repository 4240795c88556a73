import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import type * as MlMatrix from 'ml-matrix';
import { expect, test } from 'vitest';
import { instrument } from '../../src/instrument/index.ts';
import { parse } from '../../src/instrument/parse.ts';
import { isLong } from '../support/long.ts';
import { passthrough } from '../support/passthrough.ts';

const modules = path.resolve(import.meta.dirname, '../../node_modules');
const read = (file: string): string => readFileSync(path.join(modules, file), 'utf8');
const requireHere = createRequire(import.meta.url);

function scripts(folder: string): string[] {
  return readdirSync(path.join(modules, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?js$/.test(file))
    .map((file) => path.join(folder, file));
}

const files = [
  'ml-matrix',
  'ml-pls',
  'ml-kernel',
  'kalmanjs',
  'black-scholes',
  'magic-string',
  ...(isLong ? ['acorn', 'fast-check/lib'] : []),
];
test.each(files)('every file of %s stays JavaScript, line by line', (folder) => {
  const all = scripts(folder);
  expect(all.length).toBeGreaterThan(0);
  for (const file of all) {
    const source = read(file);
    const { code, format } = instrument(source, { path: file, base: 0, mode: 'trace', workspace: false });
    expect(() => parse(code, 'a.js', format), file).not.toThrow();
    expect(code.split('\n').length, file).toBe(source.split('\n').length);
  }
});

if (isLong)
  test('nine megabytes of typescript.js', () => {
    const { code, format } = instrument(read('typescript/lib/typescript.js'), {
      path: 'typescript.js',
      base: 0,
      mode: 'trace',
      workspace: false,
    });
    expect(format).toBe('commonjs');
    expect(() => parse(code, 'a.js', format)).not.toThrow();
  });

/** A CommonJS module of node_modules, evaluated from the given text. */
function evaluate(code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  const wrapper = vm.runInThisContext(`(function (module, exports, require) {${code}\n})`) as (
    ...args: unknown[]
  ) => void;
  wrapper(module, module.exports, requireHere);
  return module.exports;
}

test('ml-matrix computes the same instrumented', () => {
  const source = read('ml-matrix/matrix.js');
  const result = instrument(source, { path: 'matrix.js', base: 0, mode: 'trace', workspace: false });
  Object.assign(globalThis, { __gl: passthrough(() => result.sites) });
  const compute = (ml: Record<string, unknown>): unknown => {
    const { Matrix, SVD, LU, QR, EVD, CHO, inverse, solve, pseudoInverse } = ml as unknown as typeof MlMatrix;
    const a = new Matrix([[4, 1, 2], [1, 5, 3], [2, 3, 6]]); // prettier-ignore
    const b = Matrix.columnVector([1, 2, 3]);
    const rows = (m: MlMatrix.Matrix): number[][] => m.to2DArray();
    const thrown = (f: () => unknown): string => {
      try {
        return String(f());
      } catch (error) {
        return String(error);
      }
    };
    return [
      rows(a.mmul(b)),
      rows(inverse(a)),
      rows(solve(a, b)),
      rows(pseudoInverse(a)),
      new LU(a).determinant,
      rows(new QR(a).orthogonalMatrix),
      new EVD(a).realEigenvalues,
      new SVD(a).diagonal,
      rows(new CHO(a).lowerTriangularMatrix),
      rows(a.clone().mulRowVector([1, 2, 3]).transpose()),
      rows(a.subMatrix(0, 1, 1, 2)),
      String(a),
      a.norm(),
      [...a.values()],
      rows(Matrix.add(a, 1)),
      rows(a.kroneckerProduct(b)),
      thrown(() => (a.get as (i: number) => number)(7)),
      thrown(() => new Matrix(-1, 2)),
      thrown(() => a.setRow(9, [])),
      thrown(() => (Matrix as unknown as () => void)()),
      Object.keys(ml).sort(),
    ];
  };
  expect(compute(evaluate(result.code))).toEqual(compute(evaluate(source)));
});
