import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/explain/index.ts';
import { findNonFinite } from '../../../src/explain/nonFinite/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const head = "import { Matrix } from 'ml-matrix';\n";

/** What is found in a function `f` of these arguments, with the text of the guilty expression and the lines of the chain. */
async function found(args: string, body: string) {
  const evidence = await evidenceOf(`${head}/** @trace f(${args}) */\nexport function f(x, y) {\n${body}\n}`);
  return findNonFinite(evidence).map((one) => ({
    ...one,
    guilty: evidence.program.text(one.span),
    chain: one.related.map(({ message }) => message),
  }));
}

describe('a gradient that is not finite is told by the slope that is not', () => {
  test('in its first iteration, with the last good one and what it goes back through', async () => {
    const body =
      'let sum = 0;\nfor (let i = 0; i + 1 < x.length; i++) {\nconst step = x[i + 1] - x[i];\nsum += Math.sqrt(step * step);\n}\nreturn sum;';
    const [one] = await found('[1, 3, 3, 3, 4]', body);
    expect(one).toMatchObject({
      class: 'non-finite-gradient',
      severity: 'warning',
      guilty: 'Math.sqrt(step * step)',
      iteration: 1,
      message:
        'The gradient of x[1], x[2], x[3] is NaN because of Math.sqrt(step * step) in iteration 1: step * step = 0, and the square root has an infinite slope at 0.',
      chain: [
        'step is 0: x[i + 1] and x[i] are both 3',
        'in iteration 0 its slope was still finite, with step * step = 4',
        'the gradient of step is not finite by it',
      ],
    });
  });

  test.each([
    [
      'a norm',
      'zeros(2, 1)',
      'return x.norm();',
      'x.norm()',
      'a norm has no slope where all its numbers are 0',
    ],
    [
      'an angle at its end',
      '1',
      'return Math.acos(Math.min(1, x));',
      'Math.acos(Math.min(1, x))',
      'acos has an infinite slope at 1',
    ],
    [
      'the direction of no way',
      '0, 0',
      'return Math.atan2(y, x);',
      'Math.atan2(y, x)',
      'the angle of the point (0, 0) has no slope',
    ],
    ['a power', '0', 'return x ** 0.5;', 'x ** 0.5', 'a power below 1 has an infinite slope at 0'],
    [
      'an exponent',
      '-2, 3',
      'return x ** y;',
      'x ** y',
      'a power of a negative number has no slope in its exponent',
    ],
    [
      'a deviation',
      'new Matrix([[2, 2]])',
      'return x.standardDeviation();',
      'x.standardDeviation()',
      'the square root has an infinite slope at 0',
    ],
  ])('%s', async (_, args, body, guilty, why) => {
    const [one] = await found(args, body);
    expect(one).toMatchObject({ guilty, class: 'non-finite-gradient' });
    expect(one!.message).toContain(why);
  });

  test('of many inputs the last are counted', async () => {
    const names = ['x.a', 'x.b', 'x.c', 'x.d', 'x.e', 'x.f'];
    const [one] = await found(
      '{ a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 }',
      `return Math.sqrt(${names.join(' + ')});`,
    );
    expect(one!.message).toMatch(/^The gradient of x\.a, x\.b, x\.c, x\.d and 2 more is ∞ because of/);
  });

  test('a gradient that is multiplied until it overflows is no infinite slope, but growth', async () => {
    const body = 'let s = x;\nfor (let i = 0; i < 400; i++) s = (s * 9301.7) % 1;\nreturn s;';
    const [one] = await found('0.3712', body);
    expect(one).toMatchObject({ class: 'conditioning', code: 'ill-conditioned', guilty: 's * 9301.7' });
    expect(one!.message).toContain('grows beyond the largest number');
  });

  test('of a question only what it asks for: the other input is well', async () => {
    const source = '/** @trace f(0, 2) */\nfunction f(x, y) {\nreturn Math.sqrt(x) + y;\n}';
    const evidence = await evidenceOf(source);
    const ask = (name: string) => explain(evidence, { file: 0, line: 2, name, of: 'gradient' });
    expect(ask('x')!.finding).toMatchObject({ class: 'non-finite-gradient', span: [0, 3, 7, 3, 19] });
    expect(ask('y')!.finding).toBeUndefined();
  });

  test('where the result is NaN too, that is the answer', async () => {
    const evidence = await evidenceOf('/** @trace f(-1) */\nfunction f(x) {\nreturn Math.sqrt(x);\n}');
    const answer = explain(evidence, { file: 0, line: 2, name: 'x', of: 'gradient' });
    expect(answer!.finding).toMatchObject({ class: 'non-finite-value', span: [0, 3, 7, 3, 19] });
  });

  test('where 0 · ∞ was taken as 0 and is not, the infinite slope', async () => {
    const evidence = await evidenceOf(
      '/** @trace f(0) */\nfunction f(x) {\nconst r = Math.sqrt(x);\nreturn r * r;\n}',
    );
    const answer = explain(evidence, { file: 0, line: 2, name: 'x', of: 'gradient' });
    expect(answer!.finding).toMatchObject({ class: 'non-finite-gradient', span: [0, 3, 10, 3, 22] });
  });

  test.each([
    ['a root beside 0', '4', 'return Math.sqrt(x);'],
    ['a norm with a small number under the root', 'zeros(2, 1)', 'return Math.sqrt(x.dot(x) + 1e-9);'],
    ['a root that a branch leaves out', '0', 'return x > 0 ? Math.sqrt(x) : 3 * x;'],
  ])('%s: nothing is found', async (_, args, body) => {
    expect(await found(args, body)).toEqual([]);
  });
});
