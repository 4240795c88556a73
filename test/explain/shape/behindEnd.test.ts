import { expect, test } from 'vitest';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const spread = (made: string, result = 'out[0] + out[1] + out[2]') => `/** @trace f([1, 2, 3], [0.5, 0.25]) */
function f(signal, kernel) {
  const out = ${made};
  for (let i = 0; i < signal.length; i++) {
    for (let k = 0; k < kernel.length; k++) {
      out[i + k] += signal[i] * kernel[k];
    }
  }
  return ${result};
}`;

test.each([
  [
    'a typed array',
    'new Float64Array(signal.length)',
    'and a typed array drops what is written there.',
    ['is made so long here: new Float64Array(signal.length)'],
  ],
])('numbers that are added behind the end of %s', async (_, made, end, chain) => {
  const evidence = await evidenceOf(spread(made));
  const [one, ...others] = findShapes(evidence);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ class: 'shape', severity: 'warning', iteration: 2 });
  expect(one!.message).toBe(
    `out[i + k] is behind the end of out 1 of 6 times: there is no number to add to, ${end}`,
  );
  expect(one!.span[1]).toBe(6);
  expect(evidence.program.text(one!.span)).toBe('out[i + k] += signal[i] * kernel[k]');
  expect(one!.related.map(({ message }) => message)).toEqual(chain);
});

test.each([
  ['a list that is long enough', spread('new Float64Array(signal.length + kernel.length - 1)')],
  ['a plain array, which grows', spread('[0, 0, 0]')],
  ['a key that an object does not have', spread('{}', '1')],
  ['a hole of a list that is made so long', spread('new Array(3)', 'signal[0]')],
  ['a NaN in a list that is long enough', spread('[NaN, 0, 0, 0]', 'out[1] + out[2]')],
  ['a NaN in a typed array', spread('new Float64Array([NaN, 0, 0, 0])', 'out[1] + out[2]')],
  ['a NaN that is read again', spread('[0, 0, 0]', 'out[0] + out[3]')],
  ['a NaN that is the result', spread('[0, 0, 0]', 'out')],
  ['a NaN that is given', spread('[0, NaN, 0, 0]', 'out[0]')],
])('%s is none', async (_, source) => {
  expect(findShapes(await evidenceOf(source)).map(({ message }) => message)).toEqual([]);
});
