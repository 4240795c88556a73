import { expect, test } from 'vitest';
import { findZero } from '../../../src/explain/zero/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** Numbers without their mean, and something that follows each of them. */
const centred = (result: string) => `/** @trace f([1, 2.5, 4], 0.7) */
function f(xs, bias) {
  const moved = xs.map((x) => x * 0.3 + bias);
  const mean = moved.reduce((sum, x) => sum + x, 0) / 3;
  return moved.map((x) => ${result}).reduce((sum, x) => sum + x, 0);
}`;

test('a gradient of which only rounding is left is said to cancel, as information', async () => {
  const evidence = await evidenceOf(centred('Math.exp(x - mean)'));
  const [one, ...others] = findZero(evidence);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ class: 'locally-zero', severity: 'information' });
  expect(one!.message).toMatch(
    /^bias has no influence here: what comes back to it at x \* 0\.3 \+ bias cancels, parts of [\d.]+ to \S+e−1[67], which is rounding\./,
  );
  expect(one!.span[1]).toBe(3);
});

test('one that is small beside the others, but does not cancel, is not', async () => {
  const evidence = await evidenceOf(centred('Math.exp(x - mean) + 1e-14 * bias'));
  expect(findZero(evidence)).toEqual([]);
});
