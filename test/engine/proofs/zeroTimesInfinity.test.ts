import { describe, expect, it } from 'vitest';
import { zeroTimesInfinity } from '../../../src/engine/proofs/zeroTimesInfinity.ts';
import { record } from '../../support/trace.ts';

const found = async (args: string, body: string) => {
  const source = `const M = require('ml-matrix');\n/** @trace f(${args}) */\nexport function f(x, y, z) {\n${body}\n}`;
  const run = await record(source);
  return zeroTimesInfinity(run.trace, run.cotangents, run.span);
};

describe('0 · ∞ that a gradient takes as 0', () => {
  it.each([
    ['the square of a root', '0, 2', 'const d =\nMath.sqrt(x);\nreturn d * d + y;', 'x', 'sqrt of 0', '1'],
    ['the cosine of a root', '0, 1', 'return Math.cos(\nMath.sqrt(x)) + y;', 'x', 'sqrt of 0', '-0.5'],
    [
      'the cube of a cube root, far from 0',
      '0',
      'return 1e12 +\nMath.cbrt(x) ** 3 - 1e12;',
      'x',
      'cbrt of 0',
      '1',
    ],
    [
      'the squares of roots of a matrix',
      'new M.Matrix([[0, 4]])',
      'const r =\nM.Matrix.sqrt(x);\nreturn r.mul(r).sum();',
      'x',
      'sqrt (1×2)',
      '1',
    ],
    [
      'the root of a leaf among others',
      '[3, 0, 1]',
      'const r = x.map((v) =>\nMath.sqrt(v));\nreturn r.reduce((s, v) => s + v * v, 0);',
      'x',
      'sqrt of 0',
      '1',
    ],
    [
      'a number that overflows',
      '709.7827128933841',
      'return 1e12 + 1e308 /\nMath.exp(x);',
      'x',
      'exp of 709',
      '-0.5',
    ],
    ['a derivative that is infinite', '0', 'return 5 +\nMath.cbrt(x) ** 2;', 'x', 'cbrt of 0', '595'],
  ])('is found in %s', async (_, args, body, leaf, operation, slope) => {
    const findings = await found(args, body);
    expect(findings).toMatchObject([{ code: 'zero-times-infinity', severity: 'warning' }]);
    expect(findings[0]!.span[1]).toBe(5);
    expect(findings[0]!.message).toContain(
      `The gradient of ${leaf} takes 0 · ∞ as 0: the derivative of ${operation}`,
    );
    expect(findings[0]!.message).toContain(`this part of the gradient is ${slope}`);
  });

  it.each([
    ['a maximum leaves the root out', '0, 2', 'return Math.max(y, Math.sqrt(x));'],
    ['a minimum leaves the pole out', '0, 2', 'return Math.min(y, 1 / x);'],
    ['the root is multiplied by a zero that stays', '0, 2', 'return 0 * Math.sqrt(x) + y;'],
    ['the root is multiplied by another leaf, 0', '0, 0', 'return Math.sqrt(x) * y;'],
    ['the result does not depend on it', '0, 2', 'Math.sqrt(x);\nreturn y;'],
    ['a branch leaves it out', '0, 2', 'const d = Math.sqrt(x);\nreturn d > 0 ? d * d : y;'],
    ['it is rounded away', '0, 2', 'return Math.floor(Math.sqrt(x)) + y;'],
    ['the zero is of higher order', '0, 2', 'return Math.sqrt(x) ** 3 + y;'],
    [
      'the distance is squared, whose gradient is 0',
      '1, 1',
      'const d = Math.sqrt((x - y) ** 2);\nreturn d * d;',
    ],
    ['a norm is squared, whose gradient is 0', 'zeros(2, 3)', 'return x.norm() ** 2;'],
    ['nothing is infinite', '3, 2', 'return Math.sqrt(x) * y;'],
  ])('is right where %s', async (_, args, body) => {
    expect(await found(args, body)).toEqual([]);
  });

  it('is none of an equation before which an input without a gradient was taken up', async () => {
    const source = `const late = 2;\n/** @trace f(0) */\nexport function f(x) {\n  const r = Math.cbrt(x);\n  return r + 0 * late;\n}`;
    const { trace, cotangents, span } = await record(source);
    const [root] = trace.equations.out;
    expect([cotangents[root!], cotangents[root! + 1]]).toEqual([1, 0]);
    expect(zeroTimesInfinity(trace, cotangents, span)).toEqual([]);
  });
});
