import { describe, expect, test } from 'vitest';
import { findingsOfClasses } from '../../../src/explain/index.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { why } from './why.ts';

const program = (parameters: string, args: string, body: string) =>
  `/** @trace f(${args}) */\nfunction f(${parameters}) {\n${body}\n}`;

const distances = 'let sum = 0;\nfor (const x of xs) sum += Math.abs(x - 3);\nreturn sum;';
const counted = 'it has no slope there, and the gradient of';

describe('who asks about a gradient is told of the kink that it comes through', () => {
  test.each([
    ['a distance of 0 among others', 'xs', '[5, 3, 1]', distances, 4, 'Math.abs(x - 3)', 'x - 3 = 0'],
    ['several distances of 0', 'xs', '[3, 5, 3]', distances, 4, 'Math.abs(x - 3)', 'x - 3 = 0, 2 times'],
    [
      'a length of 0',
      'x, y',
      '0, 3',
      'const length = Math.hypot(x, 0 * y);\nreturn length + x * y;',
      3,
      'Math.hypot(x, 0 * y)',
      'x = 0 and 0 * y = 0',
    ],
    [
      'the larger of equal numbers',
      'x, y',
      '3, 3',
      'return 2 * Math.max(x, y);',
      3,
      'Math.max(x, y)',
      'x = 3 and y = 3',
    ],
    [
      'the smaller of equal numbers',
      'x, y',
      '3, 3',
      'return x * Math.min(y, x);',
      3,
      'Math.min(y, x)',
      'y = 3 and x = 3',
    ],
    ['a number that is at its bound', 'x', '1', 'return 3 * Math.min(1, x);', 3, 'Math.min(1, x)', 'x = 1'],
    ['… which comes behind', 'x', '1', 'return 3 * Math.max(x, 1);', 3, 'Math.max(x, 1)', 'x = 1'],
  ])('%s', async (_, parameters, args, body, line, guilty, at) => {
    const [name] = parameters.split(', ') as [string];
    const found = await why(program(parameters, args, body), name);
    expect(found).toMatchObject({ class: 'locally-zero', severity: 'information', line, guilty });
    expect(found.sentence).toBe(
      `${guilty} has a kink at ${at}: ${counted} ${name} counts a slope beside it, or 0.`,
    );
  });

  test.each([
    ['distances beside the kink', 'xs', '[5, 2, 1]', distances],
    ['a length beside it', 'x, y', '0, 3', 'return Math.hypot(x, y) + x * y;'],
    ['the larger of two numbers', 'x, y', '4, 3', 'return 2 * Math.max(x, y) + y;'],
    ['a kink that the input does not come through', 'x, y, z', '2, 3, 3', 'return x * 2 + Math.max(y, z);'],
    [
      'a kink that the result does not come of',
      'x, y',
      '2, 2',
      'const d = Math.abs(x - y);\nreturn d > 1 ? d : x;',
    ],
  ])('but not of %s', async (_, parameters, args, body) => {
    const found = await why(program(parameters, args, body), parameters.split(', ')[0]!);
    expect(found.class).toBeUndefined();
    expect(found.sentence).toMatch(/Nothing is wrong with (it|them) as far as the record shows\.$/);
  });

  test('and nobody who does not ask', async () => {
    expect(findingsOfClasses(await evidenceOf(program('xs', '[5, 3, 1]', distances)))).toEqual([]);
  });
});

test('a length of many numbers has a kink where all are 0', async () => {
  const found = await why(
    program('xs', '[0, 0, 0]', 'return Math.hypot(...xs.map((x) => 2 * x)) + xs[1];'),
    'xs',
  );
  expect(found).toMatchObject({ class: 'locally-zero', severity: 'information' });
  expect(found.sentence).toMatch(/^Math\.hypot\(.*\) has a kink at numbers that are all 0: /);
  const flat = await why(program('x, y', '0, 0', 'return Math.hypot(x, y);'), 'x');
  expect(flat.sentence).toMatch(/has a kink where all its numbers are 0, and its slope counts as 0\.$/);
});

test('parts of a gradient that is not finite do not cancel', async () => {
  const infinite = await why(program('x', '0', 'return (x / 3) ** 0.8;'), 'x');
  expect(infinite.sentence).not.toMatch(/cancel/);
});

test('a clamp whose bounds are swapped says that both numbers are beyond the bound', async () => {
  const clamp = 'const clamp = (low, high, x) => Math.min(high, Math.max(low, x));\n';
  const says = async (call: string) =>
    (await why(program('x', '12', `${clamp}return ${call} + 2 * x - 2 * x;`), 'x')).sentence;
  expect(await says('clamp(x + 30, 8, 34)')).toMatch(/: low = 42 and x = 34 are both above it\./);
  expect(await says('clamp(3, 8, x)')).not.toMatch(/both/);
});
