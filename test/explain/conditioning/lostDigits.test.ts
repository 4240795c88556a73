import { describe, expect, test } from 'vitest';
import { answer, found } from './run.ts';

describe('digits that are lost on the way are a finding', () => {
  test.each([
    ['1 − cos of a small angle', 'x', '1e-7', 'return 3 * (1 - Math.cos(x));', '1 - Math.cos(x)'],
    ['… even if nothing is left', 'x', '1e-9', 'return 3 * (1 - Math.cos(x));', '1 - Math.cos(x)'],
    [
      'a small root',
      'a, b, c',
      '1, 3e5, 1',
      'return (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);',
      'Math.sqrt(b * b - 4 * a * c) - b',
    ],
    ['an exponential near 1', 'x', '1e-10', 'return (Math.exp(x) - 1) / x;', 'Math.exp(x) - 1'],
    ['a logarithm near 1', 'x', '1e-12', 'return 5 * Math.log(1 + x);', 'Math.log(1 + x)'],
    [
      'an arc cosine near 1',
      'x',
      '1e-6',
      'const c = Math.cos(x);\nreturn 6371 * Math.acos(c);',
      'Math.acos(c)',
    ],
    ['a high power', 'x', '0.05', 'return Math.pow(1 + x / 1e12, 1e12);', 'Math.pow(1 + x / 1e12, 1e12)'],
    [
      'the complement of a probability',
      'x',
      '31',
      'const p = 1 / (1 + Math.exp(-x));\nreturn -Math.log(1 - p);',
      '1 - p',
    ],
    [
      'a difference quotient of a tiny step',
      'x, h',
      '1.3, 1e-13',
      'const g = (t) => Math.exp(Math.sin(t));\nreturn (g(x + h) - g(x)) / h;',
      'g(x + h) - g(x)',
    ],
    [
      'a difference quotient of a step that is less than a rounding',
      'x',
      '1.3',
      'const g = (t) => Math.exp(Math.sin(t));\nconst h = 1e-15;\nreturn (g(x + h) - g(x)) / h;',
      'g(x + h) - g(x)',
    ],
    [
      '… multiplied by the inverse of the step',
      'x',
      '1.3',
      'const g = (t) => Math.exp(Math.sin(t));\nreturn 1e15 * (g(x + 1e-15) - g(x));',
      'g(x + 1e-15) - g(x)',
    ],
    [
      'matrices',
      'm',
      'new Matrix([[1e9 + 0.1], [1e9 + 0.4], [1e9 + 0.3]])',
      'const mean = m.sum() / 3;\nconst square = m.dot(m) / 3;\nreturn (square - mean ** 2) / 2;',
      'square - mean ** 2',
    ],
  ])('%s', async (_, parameters, args, body, guilty) => {
    const [one] = await found(parameters, args, body);
    expect(one).toMatchObject({
      class: 'conditioning',
      code: 'ill-conditioned',
      severity: 'warning',
      guilty,
    });
  });

  test('the operands stand by name and number, and how many digits are left', async () => {
    const [one] = await found('x', '1e-10', 'const e = Math.exp(x);\nreturn (e - 1) / x;');
    expect(one?.message).toBe(
      'e = 1.0000 and 1 are nearly equal, so their difference, 1.000e−10, loses 10 of 16 digits. About 6 digits of the result are right.',
    );
  });

  test('a value in between is asked about by itself', async () => {
    const body =
      'let s = 0;\nlet q = 0;\nfor (const v of x) {\ns += v;\nq += v * v;\n}\nconst spread = q / 3 - (s / 3) ** 2;\nreturn 1e30 + spread;';
    const given = ['x', '[314159265.3, 314159265.9, 314159264.8]', body] as const;
    expect(await found(...given)).toEqual([]);
    const one = await answer(...given, 'spread', 'value');
    expect(one?.guilty).toBe('q / 3 - (s / 3) ** 2');
    expect(one?.message).toMatch(/No digit of spread is right\.$/);
  });

  test('a sum whose terms are far larger than it', async () => {
    const body =
      'let term = 1;\nlet sum = 1;\nfor (let k = 1; k < 150; k++) {\nterm *= -x / k;\nsum += term;\n}\nreturn sum;';
    const [one] = await found('x', '30', body);
    expect(one).toMatchObject({ guilty: 'sum += term', iteration: 28 });
    expect(one?.message).toMatch(/^On the way sum \+= term reaches −3.914e11/);
  });
});

test('a difference of which a digit is left is not only rounding', async () => {
  const quotient = 'return (Math.exp(x) - 1) / x;';
  const [one, ...others] = await found('x', '3e-15', quotient);
  expect(others).toEqual([]);
  expect(one!.message).toBe(
    'Math.exp(x) = 1.0000 and 1 are nearly equal, so their difference, 3.109e−15, loses 15 of 16 digits. About 1 digit of the result is right.',
  );
  const [none] = await found('x', '3e-16', quotient);
  expect(none!.message).toMatch(/is only rounding\. No digit of the result is right\.$/);
});

describe('silent where nothing is lost that the inputs had', () => {
  const newton = 'let r = x;\nfor (let i = 0; i < 9; i++) r = r - (r * r - a) / (2 * r);\n';
  test.each([
    ['a difference of inputs', 'a, b', '1000000.1, 1000000.0999999', 'return 3 * (a - b);'],
    [
      'a loss that comes to nothing',
      'x, y',
      '[1, 2, 3], [3, 5, 7]',
      'let [a, b] = [0, 0];\nfor (let i = 0; i < 900; i++) x.forEach((v, k) => { const e = a * v + b - y[k]; a -= 0.05 * e * v; b -= 0.05 * e; });\nreturn x.reduce((s, v, k) => s + (a * v + b - y[k]) ** 2, 0);',
    ],
    [
      '… of data that are not traced',
      'x, y',
      'staticArg([1, 2, 3]), staticArg([3, 5, 7])',
      'let a = 0;\nlet b = 0;\nfor (let i = 0; i < 900; i++) x.forEach((v, k) => { const e = a * v + b - y[k]; a -= 0.05 * e * v; b -= 0.05 * e; });\nreturn x.reduce((s, v, k) => s + (a * v + b - y[k]) ** 2, 0);',
    ],
    [
      'two passes',
      'x',
      '[314159265.3, 314159265.9, 314159264.8]',
      'const mean = (x[0] + x[1] + x[2]) / 3;\nreturn x.reduce((s, v) => s + (v - mean) ** 2, 0);',
    ],
    ['Newton', 'x, a', '1, 2', `${newton}return r;`],
    [
      'what is left of an equation that Newton solved',
      'x, a',
      '1, 2',
      `${newton}return Math.abs(r * r - a);`,
    ],
    [
      'what is left of a linear system',
      'a, b',
      'new Matrix([[4, 1], [2, 3]]), new Matrix([[1.1], [2.3]])',
      'const r = Matrix.sub(a.mmul(solve(a, b)), b);\nreturn r.dot(r);',
    ],
    [
      'a step of an iteration',
      'x, a',
      '1, 2',
      `${newton}const last = r;\nr = r - (r * r - a) / (2 * r);\nreturn r - last;`,
    ],
    [
      'a drift',
      'x, t',
      '0.3, 0.01',
      'let [p, q] = [Math.cos(x), Math.sin(x)];\nconst start = p * p + q * q;\nfor (let i = 0; i < 90; i++) [p, q] = [p * Math.cos(t) - q * Math.sin(t), p * Math.sin(t) + q * Math.cos(t)];\nreturn p * p + q * q - start;',
    ],
    [
      'a central difference',
      'x, h',
      '1.3, 1e-4',
      'const g = (t) => Math.exp(Math.sin(t));\nreturn (g(x + h) - g(x - h)) / (2 * h);',
    ],
    [
      'a difference of two nearby points that is not divided by their distance',
      'x',
      '1.3',
      'const g = (t) => Math.exp(Math.sin(t));\nconst h = 1e-15;\nreturn (g(x + h) - g(x)) / 3;',
    ],
    ['a difference that hardly counts', 'x', '1e-7', 'return 1 - Math.cos(x) + Math.exp(x);'],
    ['a difference that is exact', 'x', '0.5', 'const y = x * x;\nreturn y - 0.25 + 1e-300 * x;'],
  ])('%s', async (_, parameters, args, body) => {
    expect(await found(parameters, args, body)).toEqual([]);
  });
});
