import { describe, expect, test } from 'vitest';
import { answer, found } from './run.ts';

const loop = (rounds: number, body: string) => `for (let i = 0; i < ${rounds}; i++) {\n${body}\n}\n`;

describe('a gradient that grows or dies away on its way back', () => {
  test('is told with its rate and the factor that does it', async () => {
    const body = `let h = x;\n${loop(60, 'h = Math.tanh(w * h + Math.sin(i));')}return (h - 0.5) ** 2;`;
    expect(await found('x, w', '0.2, 0.5', body)).toEqual([]);
    const one = await answer('x, w', '0.2, 0.5', body, 'x', 'gradient');
    expect(one).toMatchObject({ class: 'conditioning', severity: 'information', guilty: 'w * h' });
    expect(one?.message).toMatch(
      /^The gradient dies away on its way back to x: each of 60 steps multiplies it by about 0\.\d+, from .* to .*e−\d+, mostly in w \* h\.$/,
    );
    expect(one?.iteration).toBeUndefined();
    expect(one?.related.length).toBeLessThanOrEqual(8);
  });

  test('of matrices', async () => {
    const body = `let h = Matrix.columnVector(x);\n${loop(30, 'h = Matrix.tanh(w.mmul(h).add(Math.sin(i)));')}return h.get(0, 0);`;
    const args = '[0.5, 0.1], new Matrix([[0.3, 0.1], [0.05, 0.2]])';
    expect(await answer('x, w', args, body, 'x', 'gradient')).toMatchObject({ guilty: 'w.mmul(h)' });
  });

  test('of a recursion', async () => {
    const body = 'const g = (n) => (n === 0 ? x : Math.sin(w * g(n - 1) + n));\nreturn g(40);';
    expect(await answer('x, w', '0.7, 0.3', body, 'x', 'gradient')).toMatchObject({ guilty: 'w * g(n - 1)' });
  });

  test('explodes', async () => {
    const body = `let h = x;\n${loop(50, 'h = w * h + Math.sin(i);')}return h;`;
    const one = await answer('x, w', '0.02, 1.6', body, 'x', 'gradient');
    expect(one).toMatchObject({ severity: 'warning', guilty: 'w * h' });
    expect(one?.message).toMatch(/^The gradient grows .* each of 50 steps multiplies it by about 1\.6,/);
  });

  test('is worth a word from four digits on, and a warning from six', async () => {
    const grown = (rate: number) => `let h = x;\n${loop(450, `h = h + ${rate} * (h - 2);`)}return h;`;
    const of = (rate: number) => answer('x', '2.5', grown(rate), 'x', 'gradient');
    expect(await of(0.018)).toBeUndefined();
    expect(await of(0.025)).toMatchObject({ class: 'conditioning', severity: 'information' });
    expect(await of(0.035)).toMatchObject({ class: 'conditioning', severity: 'warning' });
  });

  test('is told of the loop that does it, not of a longer one before it', async () => {
    const flat = loop(90, 'h = h + Math.sin(i);');
    const body = `let h = x;\n${flat}${loop(40, 'h = w * h + Math.cos(i);')}return h;`;
    const one = await answer('x, w', '0.5, 1.7', body, 'x', 'gradient');
    expect(one).toMatchObject({ severity: 'warning', guilty: 'w * h' });
    expect(one?.span[1]).toBe(9);
    expect(one?.message).toBe(
      'The gradient grows on its way back to x: each of 40 steps multiplies it by about 1.7, from 1 to 9.716e8, mostly in w * h.',
    );
  });

  test('of a chaotic map is found unasked', async () => {
    const [one] = await found('x, r', '0.3123, 3.95', `${loop(80, 'x = r * x * (1 - x);')}return x;`);
    expect(one).toMatchObject({ class: 'conditioning', severity: 'warning', guilty: 'r * x * (1 - x)' });
  });

  test.each([
    ['cooling', 'x, k', '90, 0.4', `${loop(60, 'x += k * (20 - x);')}return x;`],
    ['a fixed point', 'x, a', '0.3, 0.9', `${loop(60, 'x = Math.cos(a * x);')}return x;`],
    [
      'a filter that corrects itself',
      'x, k',
      '0.5, 0.6',
      `${loop(40, 'x = x + k * (Math.sin(i) - x);')}return x;`,
    ],
    ['a mild discount', 'x, g', '5, 0.9', `${loop(20, 'x = g * x + Math.cos(i);')}return x;`],
    ['interest', 'x, r', '1000, 0.05', `${loop(40, 'x *= 1 + r;')}return x;`],
    ['an oscillator', 'x, t', '1, 0.05', `let v = 0;\n${loop(300, 'v -= t * x;\nx += t * v;')}return x;`],
  ])('is no fault in %s', async (_, parameters, args, body) => {
    expect(await found(parameters, args, body)).toEqual([]);
    expect(await answer(parameters, args, body, 'x', 'gradient')).toBeUndefined();
  });
});

describe('a loop that swings ever farther', () => {
  test('of more numbers than a call takes arguments', async () => {
    const body = `let h = Matrix.ones(400, 400).mul(x);\n${loop(16, 'h = Matrix.mul(h, -1.9);')}return h.get(0, 0);`;
    expect(await found('x', '2', body)).toMatchObject([
      { guilty: 'Matrix.mul(h, -1.9)', mark: '⚠ diverges' },
    ]);
  });

  test('is a step that is too large', async () => {
    const body = `${loop(30, 'const slope = 2 * (x - 1);\nx -= rate * slope;')}return (x - 1) ** 2;`;
    const [one] = await found('x, rate', '3, 1.2', body);
    expect(one).toMatchObject({ class: 'conditioning', severity: 'warning', guilty: 'x -= rate * slope' });
    expect(one?.message).toBe(
      'x -= rate * slope swings ever farther: each step is about 1.4 times as long as the one before and overshoots, up to 82976.3. The step size is too large.',
    );
    expect(one?.iteration).toBeUndefined();
  });

  test('is found in the short loops of a long one', async () => {
    const step = 'const slope = 2 * (y - 1);\ny -= (i < 1 ? rate : 0.1) * slope;';
    const inner = `for (let k = 0; k < 30; k++) {\n${step}\n}\n`;
    const body = `let s = 0;\n${loop(4, `let y = x;\n${inner}s = s + y;`)}return s;`;
    expect(await found('x, rate', '3, 1.2', body)).toMatchObject([
      { guilty: 'y -= (i < 1 ? rate : 0.1) * slope', mark: '⚠ diverges' },
    ]);
  });

  test.each([
    [
      'of matrices',
      'x, r',
      'new Matrix([[1, 3], [1, 5], [1, 9]]), 0.1',
      `let w = Matrix.zeros(2, 1);\n${loop(40, 'const g = x.transpose().mmul(x.mmul(w).sub(Matrix.ones(3, 1))).div(3);\nw = Matrix.sub(w, Matrix.mul(g, r));')}return w.sum();`,
      'Matrix.sub(w, Matrix.mul(g, r))',
    ],
    [
      'of arrays that are written to',
      'x, r',
      '[1, 2], 0.7',
      `const p = [...x];\n${loop(40, 'const g = [4 * p[0] + p[1], p[0] + 2 * p[1]];\nfor (let k = 0; k < 2; k++) p[k] -= r * g[k];')}return p[0] ** 2 + p[1] ** 2;`,
      'p[k] -= r * g[k]',
    ],
    [
      'with momentum',
      'x, r',
      '2, 0.5',
      `let v = 0;\n${loop(60, 'v = 0.9 * v - r * 12 * x;\nx += v;')}return x * x;`,
      'x += v',
    ],
    [
      'of a stiff equation',
      'x, h',
      '1, 0.05',
      `${loop(40, 'x += h * (-60 * (x - Math.cos(h * i)));')}return x;`,
      'x += h * (-60 * (x - Math.cos(h * i)))',
    ],
  ])('%s', async (_, parameters, args, body, guilty) => {
    expect(await found(parameters, args, body)).toMatchObject([{ guilty }]);
  });

  test('from the iteration on in which it begins', async () => {
    const body = `${loop(50, 'const step = i < 20 ? rate : 13 * rate;\nx -= step * 2 * x;')}return x;`;
    const [one] = await found('x, rate', '1, 0.1', body);
    expect(one?.iteration).toBe(20);
    expect(one?.message).toMatch(/swings ever farther from iteration 20 on/);
  });

  test('a recurrence that multiplies errors is told as such', async () => {
    const [one] = await found(
      'x',
      '0.36787944117144233',
      `let value = 1 - x;\n${loop(23, 'value = 1 - i * value;')}return value;`,
    );
    expect(one?.message).toMatch(/Each round multiplies what it is given, errors included\.$/);
  });

  test.each([
    [
      'that swings less and less',
      'x, r',
      '3, 0.9',
      `${loop(60, 'x -= r * 2 * (x - 1);')}return (x - 1.5) ** 2;`,
    ],
    ['that grows in one direction', 'x, r', '2, 0.7', `${loop(40, 'x += r * x;')}return x;`],
    [
      'whose terms go back and forth',
      'x, r',
      '2.5, 1',
      `let term = x;\nlet sum = x;\n${loop(15, 'term *= (-x * x) / ((2 * i + 2) * (2 * i + 3));\nsum += term;')}return r * sum;`,
    ],
    [
      "whose terms grow and change their signs, as in Clenshaw's recurrence of a Chebyshev series",
      'x, r',
      '0.4, 1',
      `const y = 2 * x;\nlet [a, b] = [0, 0];\n${loop(20, 'const next = y * a - b + (-4) ** i * 1e-12;\nb = a;\na = next;')}return r * (a - b);`,
    ],
    [
      'that swings as it should',
      'x, t',
      '1, 0.3',
      `let v = 0;\n${loop(200, 'v -= t * x;\nx += t * v;')}return x;`,
    ],
  ])('is none %s', async (_, parameters, args, body) => {
    expect(await found(parameters, args, body)).toEqual([]);
  });
});
