import { describe, expect, test } from 'vitest';
import { findNonFinite } from '../../../src/explain/nonFinite/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** What is found in a function `f` of these arguments, with the text of the guilty expression and the lines of the chain. */
async function found(args: string, body: string, before = '') {
  const source = `${before}\n/** @trace f(${args}) */\nexport function f(x, y) {\n${body}\n}`;
  const evidence = await evidenceOf(source);
  return findNonFinite(evidence).map((one) => ({
    ...one,
    guilty: evidence.program.text(one.span),
    chain: one.related.map(({ message }) => message),
  }));
}

describe('a NaN or infinity of the result is told by where it was born', () => {
  test('with the numbers it was made of, the last good time and where they came from', async () => {
    const body =
      'let rate = x;\nlet sum = 0;\nfor (let k = 0; k < 5; k++) {\nsum += Math.log(rate);\nrate -= y;\n}\nreturn sum * 2;';
    const [one] = await found('3, 2', body);
    expect(one).toMatchObject({
      class: 'non-finite-value',
      severity: 'warning',
      guilty: 'Math.log(rate)',
      iteration: 2,
      message: 'Math.log(rate) is NaN in iteration 2: rate = −1, and a negative number has no logarithm.',
      chain: [
        'rate -= y is −1',
        'in iteration 1 it was still 0, with rate = 1',
        'sum += Math.log(rate) is NaN × 3 rounds',
        'sum * 2 is NaN',
      ],
    });
  });

  test('with a word where no more than rounding is left of two numbers', async () => {
    const root =
      'const mean = (x + x + x) / 3;\nreturn Math.sqrt((x * x + x * x + x * x) / 3 - mean * mean);';
    const [one] = await found('7.7, 1', root);
    expect(one?.message).toMatch(
      /= −7\.105e−15, and a negative number has no square root\. It is the difference of two numbers that are both 59\.2900: no more than rounding is left of them\.$/,
    );
    const [other] = await found('2, 3', 'return Math.sqrt(x * x - y * y);');
    expect(other?.message).toMatch(/no square root\.$/);
  });

  test.each([
    ['a root', '-4', 'return Math.sqrt(x);', 'x = −4, and a negative number has no square root'],
    ['an angle', '2', 'return Math.acos(x);', 'x = 2, and acos takes numbers from −1 to 1 only'],
    [
      'a cosine that rounding made too large',
      '1.0000000000000002',
      'return Math.acos(x);',
      '−1 to 1 only: it is 2.220e−16 beyond',
    ],
    ['a quotient', '0', 'return Math.sin(x) / x;', 'Math.sin(x) = 0 and x = 0, and 0 / 0 is not a number'],
    [
      'a power',
      '-8',
      'return x ** (1 / 3);',
      'x = −8 and 1 / 3 = 0.3333, and a negative number has no power 0.3333',
    ],
    [
      'an overflow',
      '1e200',
      'return x * x;',
      'x = 1.000e200 and x = 1.000e200, and the result is larger than the largest number, 1.8e308',
    ],
    ['an exponential', '800', 'return Math.exp(x);', 'x = 800, and exp overflows above 709.8'],
  ])('%s says why', async (_, args, body, why) => {
    const [one] = await found(args, body);
    expect(one!.message).toContain(why);
  });

  const own = 'let s = 0;\nfor (const one of x) s += (one - x[0]) ** 2;\nreturn s / ';
  test.each([
    ['own code', `const n = x.length;\n${own}(n - 1);`, '0 / 0 is not a number'],
    ['own code without a name', `${own}(x.length - 1);`, '0 / 0 is not a number'],
    ['ml-matrix', 'return new Matrix([x]).variance();', 'the variance of a single number is 0 / 0'],
    ['columns', "return new Matrix([x]).variance('column')[0];", 'the variance of a single number is 0 / 0'],
    ['scaled', "return new Matrix([x]).scale('column').sum();", 'the spread of a single number is 0 / 0'],
  ])('one sample has no spread: %s', async (what, body, why) => {
    const [one] = await found(
      what === 'scaled' ? '[0, 0]' : '[3]',
      body,
      "const { Matrix } = require('ml-matrix');",
    );
    expect(one!.message).toContain(`${why}: with n − 1, one sample has no spread.`);
  });

  test('an infinity that is not in the trace is told by the one quotient that it may come of', async () => {
    const [one] = await found('2', 'const r = 0;\nconst inverse = 1 / r;\nreturn x * inverse;');
    expect(one!.message).toBe(
      '1 / r is infinite where its divisor is 0, as it was. x * inverse takes it up.',
    );
    expect(one!.guilty).toBe('1 / r');
    expect(one!.span[1]).toBe(5);
  });

  test('and by what the operation took, where it may come of several', async () => {
    const source = 'const [r, s] = [0, 2];\nconst inverse = 1 / r + 1 / s;\nreturn x * inverse;';
    const [one] = await found('2', source);
    expect(one!.message).toBe('inverse is ∞, and x * inverse takes it up.');
  });

  test('a quotient that only looks like that of one sample is not said to be', async () => {
    const [one] = await found('1', 'return (x * x - 1) / (x - 1);');
    expect(one!.message).toMatch(/0 \/ 0 is not a number\.$/);
  });

  test.each([
    [
      'the least of an empty list',
      'const near = [4, 9].filter((at) => at > 10);\nreturn x * Math.min(...near);',
      'x * Math.min(...near)',
      'Math.min(...near) is ∞, as the least of no numbers. x * Math.min(...near) takes it up.',
    ],
    [
      'a start that nothing replaces',
      'let best = Infinity;\nfor (const at of [4, 9]) if (at > 10) best = at;\nreturn x - best;',
      'Infinity',
      'Infinity stands here to be replaced, and nothing has replaced it. x - best takes it up.',
    ],
  ])('an infinity that was not in the trace: %s', async (_, body, guilty, message) => {
    const [one] = await found('3', body);
    expect(one).toMatchObject({ guilty, message });
  });

  test('a list made by a function that returns nothing', async () => {
    const [one] = await found('3', 'const shares = [1, 2].map((v) => { v / 3; });\nreturn x * shares[0];');
    expect(one!.message).toBe(
      '[1, 2].map((v) => { v / 3; }) is no number: its function returns nothing. x * shares[0] becomes NaN by it.',
    );
  });

  test('an infinity that becomes NaN is guilty, and both are said', async () => {
    const [one] = await found('900, 2', 'const e = Math.exp(x);\nconst share = e / (e + y);\nreturn share;');
    expect(one!.guilty).toBe('Math.exp(x)');
    expect(one!.message).toContain('It becomes NaN at e / (e + y).');
  });

  test('of several, the one that reaches this result, in the element of a matrix', async () => {
    const body = 'const bad = Math.sqrt(x - 2);\nconst logs = Matrix.log(y);\nreturn logs.sum();';
    const [one] = await found('1, new Matrix([[1, 2], [0, 3]])', body, "import { Matrix } from 'ml-matrix';");
    expect(one!.guilty).toBe('Matrix.log(y)');
    expect(one!.message).toContain('y[1][0] = 0, and the logarithm of 0 is −∞');
  });

  test('a column without spread', async () => {
    const body =
      "const s = x.standardDeviation('column');\nlet sum = 0;\nfor (let j = 0; j < x.columns; j++) sum += (x.get(0, j) - x.get(1, j)) / s[j];\nreturn sum;";
    const [one] = await found('new Matrix([[1, 5], [3, 5]])', body, "import { Matrix } from 'ml-matrix';");
    expect(one).toMatchObject({ iteration: 1, guilty: '(x.get(0, j) - x.get(1, j)) / s[j]' });
    expect(one!.chain).toContain('s[1] is 0: all 2 numbers are 5');
  });

  test('what an infinite start of a minimum is compared with is not blamed on the start', async () => {
    const body =
      'let least = Infinity;\nfor (const v of x) least = Math.min(least, Math.sqrt(v));\nreturn least;';
    const [one] = await found('[4, -1, 9]', body);
    expect(one).toMatchObject({ guilty: 'Math.sqrt(v)', iteration: 1 });
  });
});

describe('a NaN that was made outside of the trace is told by the source', () => {
  test('an index past the end', async () => {
    const body = 'let sum = 0;\nfor (let i = 0; i < x.length; i++) sum += x[i + 1] - x[i];\nreturn sum;';
    const [one] = await found('[1, 4, 9]', body);
    expect(one).toMatchObject({ guilty: 'x[i + 1] - x[i]', iteration: 2 });
    expect(one!.message).toContain('x[i + 1] is no number in iteration 2: there is nothing at this index');
  });

  test('a promise that nobody awaits', async () => {
    const before = 'const rate = async () => 0.1;';
    const [one] = await found('3', 'const r = rate();\nreturn x * r;', before);
    expect(one).toMatchObject({
      guilty: 'rate()',
      message:
        'rate() is no number: it is a promise, whose number has to be awaited. x * r becomes NaN by it.',
    });
  });

  test('a text that is no number, wherever it was read', async () => {
    const before = "const read = (text) => text.split(',').map((part) => parseFloat(part));";
    const body =
      "const numbers = read('1,none,3');\nlet sum = 0;\nfor (const n of numbers) sum += n * x;\nreturn sum;";
    const [one] = await found('2', body, before);
    expect(one).toMatchObject({ guilty: 'parseFloat(part)', iteration: 1 });
    expect(one!.chain).toEqual(['sum += n * x is NaN × 2 rounds']);
  });

  test.each([
    [
      'the largest of a list',
      '[3, 9]',
      'return Math.max(x as any) / 2;',
      'Math.max(x as any)',
      'by ...x as any',
    ],
    [
      'a text that is no number',
      '2',
      "const k = Number('1,5');\nvoid x;\nreturn 3 * k;",
      "Number('1,5')",
      'the text',
    ],
    ['nothing that is known', '2', 'return x > 1 ? NaN : x;', 'return x > 1 ? NaN : x;', 'beside them'],
  ])('a result that no number of the record made: %s', async (_, args, body, guilty, why) => {
    const [one, ...others] = await found(args, body);
    expect(one).toMatchObject({ class: 'non-finite-value', guilty });
    expect(one!.message).toContain(why);
    expect(others).toEqual([]);
  });

  test('the mean of an empty list', async () => {
    const body =
      'const high = x.filter((v) => v > 9);\nlet sum = 0;\nfor (const v of high) sum += v;\nconst mean = sum / high.length;\nreturn mean * x[0];';
    const [one] = await found('[1, 2]', body);
    expect(one).toMatchObject({ guilty: 'sum / high.length' });
    expect(one!.message).toContain('of an empty list it is 0 / 0');
  });

  test('a list that is filled in a function, by what it is filled with', async () => {
    const before =
      'const means = (groups) => {\nconst all = [];\nfor (const g of groups) {\nconst inside = x0.filter((v) => v === g);\nall.push(inside.length * g / inside.length);\n}\nreturn all;\n};\nconst x0 = [1, 2];';
    const body =
      'const all = means([1, 3]);\nlet sum = 0;\nfor (const [i, v] of x.entries()) sum += v * all[i];\nreturn sum;';
    const [one] = await found('[5, 6]', body, before);
    expect(one).toMatchObject({ guilty: 'inside.length * g / inside.length' });
  });

  test('what is 0 inside of a call is not said of the call', async () => {
    const before = "const { Matrix, correlation } = require('ml-matrix');";
    const body = 'return correlation(Matrix.columnVector(x), Matrix.columnVector([1, 2])).get(0, 0);';
    const [one] = await found('[3, 3]', body, before);
    expect(one!.chain[1]).toBe(
      'inside of correlation(Matrix.columnVector(x), Matrix.columnVector([1,…, a result of spread is 0: all 2 numbers are 0',
    );
  });

  test('an argument that is left out', async () => {
    const [one] = await found('2', 'return x * y;');
    expect(one!.message).toBe(
      'y is no number: it is undefined, as an argument that is left out, or NaN. x * y becomes NaN by it.',
    );
  });

  test('a constant of the module', async () => {
    const [one] = await found('2', 'return x * LIMIT;', "const LIMIT = Number('3 kg');");
    expect(one).toMatchObject({ guilty: "Number('3 kg')", class: 'non-finite-value' });
  });

  test('an input is one by its name', async () => {
    const [one] = await found('[1, NaN]', 'return x[0] * x[1];');
    expect(one!.message).toBe('x[1] comes in as NaN, and x[0] * x[1] takes it up.');
  });
});

describe('what does no harm is no warning', () => {
  test.each([
    ['finite numbers', '2', 'return Math.log(x);'],
    [
      'a mark for what is missing, skipped',
      '[1, NaN, 3]',
      'let s = 0;\nfor (const v of x) if (!Number.isNaN(v)) s += v;\nreturn s;',
    ],
    [
      'an infinite start',
      '[3, 1]',
      'let least = Infinity;\nfor (const v of x) least = Math.min(least, v);\nreturn least;',
    ],
  ])('%s: nothing is found', async (_, args, body) => {
    expect(await found(args, body)).toEqual([]);
  });

  test('an infinity that is limited is information', async () => {
    const [one] = await found('0, 5', 'return Math.min(y, 1 / x);');
    expect(one).toMatchObject({ severity: 'information', guilty: '1 / x' });
    expect(one!.message).toContain('It does not reach the result.');
  });
});

describe('a run that stopped', () => {
  test('at a test of what is not finite is told by its birth', async () => {
    const [one] = await found(
      '-1',
      "const loss = Math.log(x);\nif (!Number.isFinite(loss)) throw new Error('diverged');\nreturn loss;",
    );
    expect(one).toMatchObject({ guilty: 'Math.log(x)', severity: 'warning' });
  });

  test('for another reason is not', async () => {
    expect(await found('0', "const far = 1 / x;\nif (x < 1) throw new Error('small');\nreturn far;")).toEqual(
      [],
    );
  });
});
