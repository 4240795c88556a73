import { describe, expect, it, test } from 'vitest';
import { contrast, leastContrast, quieter, readable, type Rgb } from '../../../webview/color/contrast.ts';
import { barHeights, cellColors, scaleOf, shade } from '../../../webview/color/heat.ts';

const rgb = (hex: number): Rgb => [hex >> 16, (hex >> 8) & 255, hex & 255];

/** Of VS Code's own themes: ground of a cell, the two colours of the scale as styles/base.css has them, error, text. */
const themes = {
  dark: [0x282828, 0x4aa5ff, 0xff8c3c, 0xf85149, 0xcccccc],
  light: [0xf5f5f5, 0x0062c4, 0xd55c00, 0xf85149, 0x3b3b3b],
  'high contrast': [0x0d0d0d, 0x4aa5ff, 0xff8c3c, 0xf48771, 0xffffff],
  'high contrast light': [0xf4f4f4, 0x0062c4, 0xd55c00, 0xb5200d, 0x292929],
  // A theme of low contrast.
  grey: [0x808080, 0x4aa5ff, 0xff8c3c, 0xf85149, 0x909090],
} as const;

test('shades are relative to the largest finite magnitude', () => {
  const data = [1, -4, NaN, Infinity];
  expect(scaleOf(data)).toBe(4);
  expect(data.map((x) => shade(x, 4))).toEqual([0.25, -1, NaN, 1]);
  expect(shade(0, 0)).toBe(0);
});

test('bars are as high as their characters', () => {
  expect(barHeights('▁▄█')).toEqual([0.125, 0.5, 1]);
});

describe.each(Object.entries(themes))('in %s', (_, colors) => {
  const [ground, negative, positive, nan, foreground] = colors.map(rgb) as [Rgb, Rgb, Rgb, Rgb, Rgb];
  const scale = { ground, negative, positive, nan, foreground };

  it('every number is read on its cell, over the whole scale', () => {
    for (const t of [NaN, ...Array.from({ length: 401 }, (__, i) => (i - 200) / 200)]) {
      const { background, color } = cellColors(t, scale);
      expect(contrast(color, background), `${t}`).toBeGreaterThanOrEqual(leastContrast);
    }
    expect(cellColors(-1, scale).background).toEqual(negative);
    expect(cellColors(1, scale).background).toEqual(positive);
    expect(cellColors(NaN, scale).background).toEqual(nan);
  });
});

test('text has the colour of the theme where that is read, else one as near to it as is', () => {
  const [white, red, faint] = [rgb(0xffffff), rgb(0xb00020), rgb(0xf85149)];
  const text = rgb(0x3b3b3b);
  expect(readable(red, text, [white])).toEqual(red);
  const nearer = readable(faint, text, [white]);
  expect(contrast(nearer, white)).toBeGreaterThanOrEqual(leastContrast);
  expect(contrast(nearer, faint)).toBeLessThan(contrast(text, faint));
  expect(readable(faint, faint, [white])).toEqual(faint);
});

test('contrast is that of the guidelines', () => {
  expect(contrast(rgb(0), rgb(0xffffff))).toBeCloseTo(21, 12);
  expect(contrast(rgb(0x767676), rgb(0xffffff))).toBeCloseTo(4.54, 2);
});

test('quiet text is quieter than other text, also where a theme has it alike', () => {
  const [white, text] = [rgb(0xffffff), rgb(0x3b3b3b)];
  expect(quieter(rgb(0x717171), text, white)).toEqual(rgb(0x717171));
  const made = quieter(text, text, white);
  expect(contrast(made, white)).toBeLessThan(contrast(text, white));
  expect(contrast(made, white)).toBeGreaterThanOrEqual(leastContrast);
});
