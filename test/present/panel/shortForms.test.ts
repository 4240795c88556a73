import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradientForms, valueForms } from '../../../src/present/panel/shortForms.ts';
import { leastRoom } from '../../../src/shared/panel/numberViews.ts';

const numbers = (...xs: number[]) => Float64Array.from(xs);
const vector = (...xs: number[]) => valueForms(numbers(...xs), [xs.length]);
const gradient = (...xs: number[]) => gradientForms(numbers(...xs), [xs.length]);

describe('a value for less and less room', () => {
  test('is a range, then a norm', () =>
    expect(vector(-1.9133, 0, 1, 1.5792)).toEqual([
      '−1.9133 … 1.5792',
      '−1.913 … 1.579',
      '−1.9 … 1.6',
      '‖2.6748‖',
      '‖2.675‖',
      '‖2.7‖',
    ]));

  test('is its numbers where they are few', () =>
    expect(vector(0.12345, 1)).toEqual([
      '[0.1235, 1.0000]',
      '[0.1235, 1]',
      '[0.12, 1]',
      '‖1.0076‖',
      '‖1.008‖',
      '‖1.0‖',
    ]));

  test('is a word where all are the same', () => {
    expect(vector(0.12345, 0.12345, 0.12345, 0.12345)).toEqual(['all 0.1235', 'all 0.12', '‖0.25‖']);
    expect(vector()).toEqual(['empty']);
  });

  test.each([
    [
      [-1.9133, NaN, 1, 1.5792, Infinity],
      ['−1.9 … 1.6, 1 NaN, 1 ±∞', '1 NaN, 1 ±∞', 'NaN'],
    ],
    [
      [0, 0, Infinity, -Infinity],
      ['all 0, 2 ±∞', '2 ±∞', '±∞'],
    ],
    [
      [NaN, NaN, NaN, NaN],
      ['4 NaN', 'NaN'],
    ],
    [
      [1, NaN],
      ['[1, NaN]', '1 NaN', 'NaN'],
    ],
  ])('of %j, keeps to its end that it is not finite', (xs, last) =>
    expect(vector(...xs).slice(-last.length)).toEqual(last),
  );
});

test('a norm has a form beside a picture in the least column of numbers', () => {
  for (const x of [1.6e-10, 6.4e-10, -3.7e12, 0.038, 99_999.5])
    expect(gradient(x, 0).at(-1)!.length, `${x}`).toBeLessThanOrEqual(leastRoom);
  expect(gradient(1.6e-10, 0)).toEqual(['‖1.600e−10‖', '‖1.6e−10‖', '‖2e−10‖']);
});

describe('a number for less and less room', () => {
  test.each([
    [55.92131, ['55.9213', '55.92', '56']],
    [806, ['806']],
    [-1.7e-5, ['−1.700e−5', '−1.7e−5']],
    [-1.7e-300, ['−1.700e−300', '−1.7e−300', '−2e−300']],
  ])('%d is %j', (x, forms) => {
    expect(valueForms(numbers(x), [])).toEqual(forms);
    expect(gradientForms(numbers(x), [])).toEqual(forms);
  });

  test('fits the least room, whatever it is', () => {
    fc.assert(
      fc.property(fc.double(), (x) => valueForms(numbers(x), []).at(-1)!.length <= leastRoom),
      { seed: 42 },
    );
  });
});

test('a gradient is its norm, and NaN in the end', () => {
  expect(gradient(3, 4.1)).toEqual(['‖5.0804‖', '‖5.080‖', '‖5.1‖']);
  expect(gradient(1, NaN)).toEqual(['‖NaN‖', 'NaN']);
  expect(gradient(-Infinity, 1)).toEqual(['‖∞‖', '∞']);
});
