import { expect, test } from 'vitest';
import { hovers } from '../../support/hover.ts';

const training = `/** @trace f(2) */
function f(x) {
  let y = x;
  let rare = 0;
  for (let step = 0; step < 10; step++) {
    for (let i = 0; i < 3; i++) {
      y = y + x * i;
    }
    if (step === 4 || step === 8) {
      rare = Math.sin(y);
    }
    const shown = [y];
  }
  return y * rare;
}`;

test('a name in a loop is that of the iteration that is looked at', async () => {
  const at = await hovers(training);
  const numbers = (line: number, chosen: Readonly<Record<number, number>>) => at(line, 'y', chosen)!.numbers;
  // y grows by 0, x, 2x
  expect(numbers(7, { 5: 0, 6: 2 })).toEqual([8]);
  expect(numbers(7, { 5: 3, 6: 1 })).toEqual([2 + 18 + 2]);
  expect(at(7, 'y', { 5: 3, 6: 1 }, 1)!.numbers).toEqual([2 + 18]);
  expect(numbers(12, { 5: 3, 6: 1 })).toEqual([2 + 24]);
  expect(numbers(14, { 5: 3, 6: 1 })).toEqual([62]);
  expect(numbers(3, { 5: 3, 6: 1 })).toEqual([2]);
});

test('the head says which iterations they are, outermost first', async () => {
  const at = await hovers(training);
  const head = (line: number, name: string, nth = 0) =>
    at(line, name, { 5: 3, 6: 1 }, nth)!
      .text.split(/ *\n/)[0]!
      .replace(/^.*number( · )?/, '');
  expect(head(7, 'y')).toBe('step 3 of 10 · i 1 of 3');
  expect(head(7, 'y', 1)).toBe('step 3 of 10 · i 1 of 3');
  expect(head(12, 'y')).toBe('step 3 of 10');
  expect(head(14, 'y')).toBe('');
  expect(head(3, 'y')).toBe('');
});

test('where the iteration did not come to a place, the nearest one that did is shown', async () => {
  const at = await hovers(training);
  const { numbers, text } = at(10, 'rare', { 5: 5 })!;
  expect(numbers[0]).toBe(Math.sin(2 + 5 * 6));
  expect(text.split(/ *\n/)[0]).toMatch(/ · step 4 of 10$/);
  expect(text.split(/ *\n/)[1]).toBe('not run in step 5 of 10: this is the nearest run');
  expect(at(10, 'sin', { 5: 7 })!.numbers[0]).toBe(Math.sin(2 + 9 * 6));
  expect(at(10, 'y', { 5: 7 })!.text).toContain('not run in step 7 of 10');
  expect(at(10, 'sin', { 5: 8 })!.text).not.toContain('not run');
});

test('names bound by destructuring, in loops and helpers', async () => {
  const at = await hovers(`/** @trace f(2) */
function slope(theta, omega) {
  const damped = omega * 0.5;
  return [damped, -theta];
}
function f(x) {
  let [theta, omega] = [x, x * 3];
  for (let step = 0; step < 6; step++) {
    const [a1, b1] = slope(theta, omega);
    const { p, q: r } = { p: a1 * 2, q: b1 };
    theta = theta + p * 0.1;
    omega = omega + r * 0.1;
  }
  return theta + omega;
}`);
  const plain = (steps: number) => {
    let [theta, omega, a1, b1] = [2, 6, 0, 0];
    for (let step = 0; step <= steps; step++) {
      [a1, b1] = [omega * 0.5, -theta];
      theta += a1 * 2 * 0.1;
      omega += b1 * 0.1;
    }
    return { a1, b1, theta };
  };
  for (const step of [0, 4, 5]) {
    const { a1, b1, theta } = plain(step);
    for (const line of [9, 10]) {
      expect(at(line, 'a1', { 8: step })!.numbers).toEqual([a1]);
      expect(at(line, 'b1', { 8: step })!.numbers).toEqual([b1]);
    }
    expect(at(10, 'r', { 8: step })!.numbers).toEqual([b1]);
    expect(at(11, 'p', { 8: step })!.numbers).toEqual([a1 * 2]);
    expect(at(3, 'damped', { 8: step })!.numbers).toEqual([a1]);
    expect(at(3, 'damped', { 8: step })!.text).toContain(`step ${step} of 6`);
    expect(at(11, 'theta', { 8: step })!.numbers).toEqual([theta]);
    expect(at(9, 'slope', { 8: step })).toBeUndefined();
  }
});

test('a helper that is called from one site again and again', async () => {
  const at = await hovers(`/** @trace f(2) */
function f(x) {
  const parts = [1, 2, 3, 4].map((k) => g(x, k));
  return parts[0] + parts[1] + parts[2] + parts[3];
}
function g(x, k) {
  const scaled = x * k;
  return scaled + 1;
}`);
  expect(at(7, 'scaled')!.numbers).toEqual([8]);
  expect(at(7, 'x')!.numbers).toEqual([2]);
  expect(at(8, 'scaled', { 3: 1 })!.numbers).toEqual([4]);
});
