/** Red, green and blue in sRGB, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** The least contrast of text that everyone can read (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5;

/** The contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour on the way from one to another, as `color-mix(in srgb, …)` has it: `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2)];
}

/** The colour of text on a ground: the wished one where it can be read there, else black or white. */
export function inkOn(ground: Rgb, wished: Rgb): Rgb {
  if (contrast(wished, ground) >= leastContrast) return wished;
  // One of the two always can: √21 > 4.5.
  return contrast(black, ground) > contrast(white, ground) ? black : white;
}

/** The colour of quiet text: the theme's own, unless that is hardly another than of all text; then nearer to the background. */
export function quieter(own: Rgb, foreground: Rgb, background: Rgb): Rgb {
  return contrast(own, foreground) < leastDifference ? mix(foreground, background, 0.3) : own;
}
/** Of two colours of text that are told apart. */
const leastDifference = 1.3;

/** The colour nearest to `ink` on the way to `foreground` that can be read on all grounds; `foreground` if none can. */
export function readable(ink: Rgb, foreground: Rgb, grounds: readonly Rgb[]): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(ink, foreground, share);
    if (grounds.every((ground) => contrast(mixed, ground) >= leastContrast)) return mixed;
  }
  return foreground;
}

/** As a style has it, in whole numbers, as screens draw it. */
export function cssColor(color: Rgb): string {
  return `rgb(${color.map(Math.round).join(' ')})`;
}

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

function luminance([r, g, b]: Rgb): number {
  const linear = (c: number) => (c <= 10.31475 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
