import { describe, expect, it } from 'vitest';
import { numeric } from '../../../src/engine/autodiff/numeric.ts';
import { elementwise } from '../../../src/engine/primitives/elementwise.ts';
import { rules } from '../../../src/engine/primitives/rules.ts';
import type { ElementwiseName } from '../../../src/engine/rules/names.ts';
import { trace } from '../../support/trace.ts';

const names = Object.keys(elementwise) as ElementwiseName[];
// A remainder jumps everywhere at these sizes.
const smooth = names.filter((name) => !elementwise[name].slope && name !== 'mod');
const sizes = Array.from({ length: 41 }, (_, i) => 10 ** (15 * (i - 20)));
const numbers = [...sizes.flatMap((size) => [1.37 * size, -1.37 * size]), -700, -400, -30, -0.5, 0.3, 5, 400];

/** d log|f| / d log x of operand `i` by differences; undefined where they do not settle, or log|f| is out of range. */
function elasticity(name: ElementwiseName, inputs: readonly number[], i: number): number | undefined {
  const log = (h: number) => {
    const [x, y = 0] = inputs.map((input, k) => (k === i ? input * (1 + h) : input)) as [number, number?];
    return Math.log(Math.abs(elementwise[name].evaluate(x, y)));
  };
  if (!(Math.abs(log(0)) < 690)) return undefined;
  const [a, b] = [1e-5, 3e-6].map((h) => (log(h) - log(-h)) / (2 * h)) as [number, number];
  return Math.abs(a - b) <= 1e-4 * Math.abs(b) + 1e-9 && Math.abs(b) < 1e4 ? b : undefined;
}

describe('the derivative of log|f| at numbers of any size', () => {
  it.each(smooth)('%s', (name) => {
    const arity = elementwise[name].partials.length;
    const points = numbers.flatMap((x) => (arity === 1 ? [[x]] : numbers.map((y) => [x, y])));
    const faults = points.flatMap((point) => {
      const inputs = point.map((x) => ({ shape: [], data: Float64Array.of(x) }));
      const output = { shape: [], data: rules[name].evaluate(inputs, {}) };
      const cotangent = { shape: [], data: output.data.map((z) => 1 / z) };
      const wanted = point.map(() => true);
      const sent = rules[name].vjp(numeric, { inputs, output, params: {}, wanted }, cotangent);
      return sent.flatMap((part, i) => {
        const right = elasticity(name, point, i);
        const got = (part?.data[0] ?? 0) * point[i]!;
        return right === undefined || Math.abs(got - right) <= 1e-3 * Math.abs(right) + 1e-7
          ? []
          : [`${point.join(', ')}: ${got}, not ${right} of operand ${i}`];
      });
    });
    expect(faults).toEqual([]);
  });
});

describe('a gradient through a number that is next to nothing, or huge', () => {
  it.each([
    ['log of a sigmoid: numbers', '[-400]', 'return Math.log(1 / (1 + Math.exp(-x[0])));', [1]],
    [
      'log of a sigmoid: matrices',
      '[[-400, -700]]',
      'return Matrix.log(Matrix.div(Matrix.ones(1, 2), Matrix.exp(Matrix.mul(x, -1)).add(1))).sum();',
      [1, 1],
    ],
    [
      'log of the part of a sum',
      '[600, 100, 50]',
      'const e = x.map(Math.exp); return Math.log(e[1] / e.reduce((a, b) => a + b, 0));',
      [-1, 1, -Math.exp(-550)],
    ],
    ['log of a power', '[1e200]', 'return Math.log(x[0] ** -1.5);', [-1.5e-200]],
    ['logs of powers', '[[1e200, 1e-200]]', 'return Matrix.log(Matrix.pow(x, -1)).sum();', [-1e-200, -1e200]],
    ['an angle near π / 2', '[-1e200]', 'return Math.atan(x[0]) * 1e300;', [1e-100]],
    ['angles near π / 2', '[[1e99, 1e160]]', 'return Matrix.atan(x).mul(1e300).sum();', [1e102, 1e-20]],
    [
      'a saturated tanh',
      '[360]',
      'return Math.tanh(x[0]) * 1e307;',
      [(4e307 / Math.exp(700)) * Math.exp(-20)],
    ],
    ['a length', '[3e-310, 4e-310]', 'return Math.hypot(x[0], x[1]);', [0.6, 0.8]],
    ['a length of many', '[2e-310, 3e-310, 6e-310]', 'return Math.hypot(...x);', [2 / 7, 3 / 7, 6 / 7]],
  ])('%s', async (_, args, body, right) => {
    const run = await trace(
      `const { Matrix } = require('ml-matrix');\n/** @trace f(${args}) */\nexport function f(x) { ${body} }`,
    );
    const { gradient } = run.leaf('x');
    right.forEach((slope, k) => expect(gradient[k]! / slope).toBeCloseTo(1, 9));
  });
});
