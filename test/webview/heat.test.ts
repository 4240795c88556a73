import { expect, test } from 'vitest';
import { barHeights, cellClass, scaleOf, shade } from '../../webview/heat.ts';

test('shades are relative to the largest finite magnitude', () => {
  const data = [1, -4, NaN, Infinity];
  expect(scaleOf(data)).toBe(4);
  expect(data.map((x) => shade(x, 4))).toEqual([0.25, -1, NaN, 1]);
  expect(shade(0, 0)).toBe(0);
});

test('what no colour can say has a class of its own', () => {
  expect([0, -1, 3, NaN, -Infinity].map((x) => cellClass(x, 4))).toEqual([
    'cell',
    'cell negative',
    'cell positive strong',
    'cell nan',
    'cell infinite negative',
  ]);
});

test('bars are as high as their characters', () => {
  expect(barHeights('▁▄█')).toEqual([0.125, 0.5, 1]);
});
