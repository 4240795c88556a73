import { describe, expect, test } from 'vitest';
import { why } from './why.ts';

const bisection = (head: string, parameters = 'target') => `/** @trace f(2, 1e-9) */
function f(${parameters}) {
  let [low, high] = [0, 3];
  ${head} {
    const middle = (low + high) / 2;
    if (middle * middle < target) low = middle;
    else high = middle;
  }
  return low;
}`;

describe('a comparison that only decides a branch', () => {
  test.each([
    [
      'a number of rounds',
      'for (let i = 0; i < 50; i++)',
      'decided 50 times: what it compares is apart by 2.887e−15 at least',
    ],
    [
      'a width',
      'while (high - low > 1e-9)',
      'decided 32 times: what it compares is apart by 3.154e−11 at least',
    ],
  ])('cuts the gradient of a search that halves its interval up to %s', async (_, head, link) => {
    const found = await why(bisection(head), 'target');
    expect(found).toMatchObject({ class: 'cut', line: 6, guilty: 'middle * middle < target', chain: [link] });
    expect(found.sentence).toBe(
      'The gradient of target is cut: middle * middle < target only decides a branch, again and again up to where it comes out either way: the result follows it, but by comparisons alone.',
    );
  });

  test('is no cut in the first rounds of one, and its margin is short', async () => {
    const found = await why(bisection('for (let i = 0; i < 4; i++)').replace('[0, 3]', '[0, 3.3]'), 'target');
    expect(found).toMatchObject({
      class: 'locally-zero',
      line: 6,
      chain: ['decided 4 times: what it compares is apart by 0.7225 the first time'],
    });
    expect(found.sentence).toBe(
      'target has no influence here: middle * middle < target only decides a branch, and a small change decides it the same way.',
    );
  });

  test('is no cut where many that are far from it are compared once each', async () => {
    const source = `/** @trace f([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2.5123456789) */
function f(xs, limit) {
  let sum = 0;
  for (const x of xs) if (x > limit) sum += x;
  return sum;
}`;
    expect(await why(source, 'limit')).toMatchObject({
      class: 'locally-zero',
      line: 4,
      guilty: 'x > limit',
      chain: ['decided 10 times: what it compares is apart by 1.5123 the first time'],
    });
  });

  test('is no cut in the few rounds in which one of two equal numbers is met', async () => {
    const source = `/** @trace f([1, 2, 3], 2) */
function f(xs, limit) {
  let sum = 0;
  for (const x of xs) if (x >= limit) sum += x;
  return sum;
}`;
    expect(await why(source, 'limit')).toMatchObject({
      class: 'locally-zero',
      line: 4,
      guilty: 'x >= limit',
    });
  });

  test('is no cut where nine are compared, of which one is nearly equal or equal', async () => {
    const nine = (limit: string) => `/** @trace f([1, 2, 3, 4, 5, 6, 7, 8, 9], ${limit}) */
function f(xs, limit) {
  let sum = 0;
  for (const x of xs) if (x >= limit) sum += x;
  return sum;
}`;
    const nearly = await why(nine('5.000000001'), 'limit');
    expect(nearly).toMatchObject({ class: 'locally-zero', line: 4, guilty: 'x >= limit' });
    expect(nearly.sentence).toBe(
      'limit has no influence here: x >= limit only decides a branch, and a small change decides it the same way.',
    );
    for (const limit of ['5', '9']) {
      const equal = await why(nine(limit), 'limit');
      expect(equal.class).not.toBe('cut');
      expect(equal.sentence).not.toMatch(/again and again|comes out either way/);
      expect(equal.chain[0]).toMatch(/^decided 9 times: what it compares is apart by \d the first time$/);
    }
  });

  test.each([
    [
      'of a search',
      bisection('while (high - low > tolerance)', 'target, tolerance'),
      'high - low > tolerance',
      'decided 33 times: what it compares is apart by 3.0000 the first time',
    ],
    [
      "of Newton's method",
      `/** @trace f(2e12, 1e-9) */
function f(x, tolerance) {
  let root = x;
  while (Math.abs(root - x / root) > tolerance) root = (root + x / root) / 2;
  return root;
}`,
      'Math.abs(root - x / root) > tolerance',
      expect.stringMatching(/^decided 2\d times: what it compares is apart by 2\.000e12 the first time$/),
    ],
  ])('is no cut at the head of the loop %s', async (_, source, guilty, link) => {
    const found = await why(source, 'tolerance');
    expect(found).toMatchObject({ class: 'locally-zero', line: 4, guilty });
    expect(found.chain[0]).toEqual(link);
  });
});
