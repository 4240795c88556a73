import { expect, test } from 'vitest';
import {
  distribution,
  gradientText,
  norm,
  summarize,
  summaryText,
} from '../../../src/present/format/summaryText.ts';

const numbers = (...xs: number[]) => Float64Array.from(xs);

test('range and mean leave out what is not finite, and count it', () => {
  expect(summarize(numbers(1, NaN, 3, Infinity, -Infinity))).toEqual({
    min: 1,
    max: 3,
    mean: 2,
    finite: 2,
    nan: 1,
    infinite: 2,
  });
});

test('the mean does not overflow', () => expect(summarize(numbers(1.5e308, 1.5e308)).mean).toBe(1.5e308));

test('a distribution over the whole range of numbers', () => {
  const data = numbers(-1.7e308, 0, 1.7e308, 1.7e308);
  expect(distribution(data, summarize(data))).toBe('▅▁▁▁▅▁▁█');
});

test('a norm neither overflows nor vanishes', () => {
  expect(norm(numbers(3e200, 4e200))).toBeCloseTo(5e200, -190);
  expect(norm(numbers(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1);
  expect(norm(numbers(1, NaN))).toBeNaN();
  expect(norm(numbers())).toBe(0);
});

test('few numbers are shown, many are summarised', () => {
  expect(summaryText(numbers(2.5), [])).toBe('2.5000');
  expect(summaryText(numbers(1, 2), [2])).toBe('[1, 2]');
  expect(summaryText(numbers(), [0, 3])).toBe('empty');
  expect(summaryText(numbers(7, 7, 7, 7), [2, 2])).toBe('all 7');
  expect(summaryText(numbers(NaN, NaN, NaN, NaN), [4])).toBe('4 NaN');
  expect(gradientText(numbers(3, 4), [2])).toBe('‖5‖');
  expect(gradientText(numbers(-3), [])).toBe('−3');
});
