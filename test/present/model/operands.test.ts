import { expect, test } from 'vitest';
import { operandsText } from '../../../src/present/model/operands.ts';
import { byId, numberVariables, opName } from '../../../src/present/model/variables.ts';
import { decodeTrace, encodeTrace } from '../../../src/shared/traceFile.ts';
import type { TraceResult } from '../../../src/shared/trace.ts';
import { resultOf } from '../../support/fold.ts';

const module = "const { Matrix } = require('ml-matrix');\n";

/** The products of a function of `dt`, as formulas. */
async function products(body: string): Promise<string[]> {
  return formulas(await resultOf(`${module}/** @trace f(0.1) */ function f(dt) {\n${body}\n}`));
}

function formulas(result: TraceResult, variables = numberVariables(result)): string[] {
  return Array.from(result.trace.equations.op, (_, e) => e)
    .filter((e) => opName(result, e) === 'mmul')
    .map((e) => operandsText(result, variables, e));
}

test('a matrix put together from numbers is called as the code calls it', async () => {
  const found = await products(`
    const F = new Matrix([[1, dt], [0, 1]]);
    const H = Matrix.eye(2);
    const Z = Matrix.zeros(2, 2);
    let x = Matrix.columnVector([dt, 2 * dt]);
    Z.set(0, 1, dt);
    x = F.mmul(x);
    const y = H.mmul(x);
    return Z.mmul(y).sum();`);
  expect(found).toEqual(['F · x', 'H · v2', 'Z · y']);
});

test('without a name it is told by its elements', async () => {
  const found = await products('return new Matrix([[1, dt], [0, 1]]).mmul(Matrix.eye(2)).sum();');
  expect(found).toEqual(['[1, dt, 0, 1] · static 2×2']);
});

test('a variable of the same name is told by its id', async () => {
  const found = await products(`
    let P = new Matrix([[1, dt], [0, 1]]);
    P = P.mmul(P);
    return P.mmul(P).sum();`);
  expect(found).toEqual(['P · P', 'v1 · v1']);
});

test('a variable that was changed in part is no longer that variable', async () => {
  const found = await products(`
    const A = new Matrix([[1, dt], [dt, 1]]).mmul(Matrix.eye(2));
    A.set(0, 0, dt);
    return A.mmul(A).sum();`);
  expect(found).toEqual(['[1, dt, dt, 1] · static 2×2', 'A · A']);
});

test('the name survives in a trace file; where there is no room the elements are told by ids', async () => {
  const result = await resultOf(
    `${module}/** @trace f(0.1) */ function f(dt) {\nconst F = new Matrix([[1, dt], [0, 1]]); return F.mmul(F).sum();\n}`,
  );
  const stored = encodeTrace({ file: 'a.ts', root: '', case: 0, result });
  expect(formulas(decodeTrace(stored).result)).toEqual(['F · F']);
  expect(formulas(result, byId(numberVariables(result)))).toEqual(['[1, v0, 0, 1] · [1, v0, 0, 1]']);
});
