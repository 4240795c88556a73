import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  alignedNumbers,
  briefNumber,
  jsonNumber,
  milliseconds,
  plural,
  pythonNumber,
  roughNumber,
  shortNumber,
  showPlaces,
  usualPlaces,
} from '../../../src/present/format/numberText.ts';
import { inIteration } from '../../../src/explain/nonFinite/expression.ts';
import { iterationText, iterationsText } from '../../../src/present/lines/iterationsAt.ts';
import { countText, elementNames } from '../../../src/shared/tensor.ts';

test.each([
  [55.92131221052485, '55.9213'],
  [-0.13826430117118466, '−0.1383'],
  [0.0123456, '0.01235'],
  [0.0001, '1.000e−4'],
  [4, '4'],
  [1234.5678, '1234.57'],
  [99999.99, '100000.0'],
  [123456.78, '123457'],
  [1e6, '1.000e6'],
  [-1e-300, '−1.000e−300'],
  [NaN, 'NaN'],
  [-Infinity, '−∞'],
  [-0, '−0'],
  [0, '0'],
])('%d is shown as %s', (x, text) => expect(shortNumber(x)).toBe(text));

test.each([
  [55.92131221052485, '55.92', '56'],
  [806, '806', '806'],
  [0.0123456, '0.01235', '0.012'],
  [-1.7e-5, '−1.700e−5', '−1.7e−5'],
  [123456.7, '123457', '1.2e5'],
  [99.96, '99.96', '100'],
  [1e21, '1e21', '1e21'],
  [NaN, 'NaN', 'NaN'],
  [-Infinity, '−∞', '−∞'],
  [-0, '−0', '−0'],
])('%d in four and in two digits is %s and %s', (x, four, two) =>
  expect([briefNumber(x, 4), briefNumber(x, 2)]).toEqual([four, two]),
);

test('numbers of a matrix share their places', () => {
  expect(alignedNumbers([0.5, -12.25, 0])).toEqual(['0.5000', '−12.2500', '0']);
  expect(alignedNumbers([1, 2, -3])).toEqual(['1', '2', '−3']);
  expect(alignedNumbers([1234.5, 1e-9, NaN])).toEqual(['1234.50', '1.0e−9', 'NaN']);
  expect(alignedNumbers([1e-5, 0, 2e-6])).toEqual(['1.000e−5', '0', '2.000e−6']);
});

const read = (text: string) => Number(text.replaceAll('−', '-').replace('∞', 'Infinity'));
const number = fc.oneof(fc.double(), fc.double({ min: -1, max: 1 }), fc.integer());

test('a nonzero is never shown as 0, and the sign is kept', () => {
  fc.assert(
    fc.property(fc.array(number), (data) => {
      const brief = [1, 2, 4].map((digits) => data.map((x) => briefNumber(x, digits)));
      for (const texts of [data.map(shortNumber), alignedNumbers(data), ...brief]) {
        texts.forEach((text, i) =>
          expect(Object.is(read(text), NaN) || Math.sign(read(text))).toEqual(
            Object.is(data[i], NaN) || Math.sign(data[i]!),
          ),
        );
      }
    }),
    { seed: 42 },
  );
});

test('machines read back the same number', () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      expect(Number(JSON.parse(JSON.stringify(jsonNumber(x))))).toBe(x);
      expect(Number(pythonNumber(x).replace('nan', 'NaN').replace('inf', 'Infinity'))).toBe(x);
    }),
    { seed: 42 },
  );
});

test('counts, times and errors', () => {
  expect([0, 999, 1000, 1234567].map(countText)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([plural(1, 'equation'), plural(46000, 'equation')]).toEqual(['1 equation', '46,000 equations']);
  expect([1.84, 320.4, 2400].map(milliseconds)).toEqual(['1.8 ms', '320 ms', '2.4 s']);
  expect([3.2e-10, 0, NaN].map(roughNumber)).toEqual(['3e−10', '0', 'NaN']);
});

test('a count in a sentence is written like one alone', () => {
  const far = { site: 0, name: 'step', iteration: 1234, times: 20_000 };
  expect(iterationText(far)).toBe('step 1,234 of 20,000');
  expect(iterationsText([far])).toBe('step 1,234/20,000');
  expect(inIteration(1234)).toBe(' in iteration 1,234');
  expect(
    elementNames(
      'x',
      [2000],
      Array.from({ length: 2000 }, (_, i) => i),
    ),
  ).toBe('x[0], x[1], x[2], x[3] and 1,996 more');
});

describe('with other places after the point', () => {
  afterEach(() => showPlaces(usualPlaces));

  test.each([
    [2, ['55.92', '0.012', '3.1e−7', '1235'], ['0.50', '−12.25']],
    [8, ['55.92131235', '0.012345679', '3.1415927e−7', '1234.567891'], ['0.50000000', '−12.25000000']],
  ])('%d', (places, alone, together) => {
    showPlaces(places);
    expect([55.921312349, 0.0123456789, 3.14159267e-7, 1234.567891].map(shortNumber)).toEqual(alone);
    expect(alignedNumbers([0.5, -12.25])).toEqual(together);
  });

  test.each([
    [0, '0.3333'],
    [1, '0.33'],
    [99, '0.333333333333333'],
    [NaN, '0.3333'],
  ])('%d is none', (places, third) => {
    showPlaces(places);
    expect(shortNumber(1 / 3)).toBe(third);
  });
});
