import { inkOn, mix, type Rgb } from './contrast.ts';

/** The colours of a scale for numbers. */
export interface Scale {
  /** Of zero. */
  readonly ground: Rgb;
  readonly negative: Rgb;
  readonly positive: Rgb;
  readonly nan: Rgb;
  /** Of text, wherever that can be read. */
  readonly foreground: Rgb;
}

/** Shades of a cell: −1 the darkest negative, 1 the darkest positive, 0 neutral; NaN of NaN. Infinite numbers are beyond the scale. */
export function shade(x: number, scale: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x)) return Math.sign(x);
  return scale > 0 ? x / scale : 0;
}

/** The largest finite magnitude. */
export function scaleOf(data: ArrayLike<number>): number {
  let scale = 0;
  for (const x of Array.from(data)) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
  return scale;
}

/** What is behind a number of this shade, and the colour that the number is written in. */
export function cellColors(
  t: number,
  { ground, negative, positive, nan, foreground }: Scale,
): { readonly background: Rgb; readonly color: Rgb } {
  const background = Number.isNaN(t) ? nan : mix(ground, t < 0 ? negative : positive, Math.abs(t));
  return { background, color: inkOn(background, foreground) };
}

/** Heights, 0 to 1, of a distribution written in block characters. */
export function barHeights(bars: string): number[] {
  return [...bars].map((bar) => (bar.codePointAt(0)! - 0x2580) / 8);
}
