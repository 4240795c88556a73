/** What the colours of a hover are chosen for: markup and pictures in it cannot see the theme's own. */
export type Theme = 'dark' | 'light';

/** Blue negative, orange positive, as in the panel. */
const colors = {
  dark: { negative: '#4aa5ff', positive: '#ff8c3c', nan: '#f14c4c', zero: '#808080' },
  light: { negative: '#0062c4', positive: '#d55c00', nan: '#cd3131', zero: '#808080' },
};

/** A colour and how opaque it is, 0 to 1. */
export interface Shade {
  readonly color: string;
  readonly opacity: number;
}

/** So little of zero is seen. */
const faint = 0.1;

/**
 * The shade of a number among others.
 *
 * @param scale the largest finite magnitude
 * @param strongest the opacity that this has, and infinite numbers
 */
export function shadeOf(x: number, scale: number, strongest: number, theme: Theme): Shade {
  const { negative, positive, nan, zero } = colors[theme];
  if (Number.isNaN(x)) return { color: nan, opacity: strongest };
  const share = Number.isFinite(x) ? (scale > 0 ? Math.abs(x) / scale : 0) : 1;
  if (share === 0) return { color: zero, opacity: faint };
  return { color: x < 0 ? negative : positive, opacity: faint + (strongest - faint) * share };
}

/** The largest finite magnitude. */
export function scaleOf(data: Float64Array): number {
  let scale = 0;
  for (const x of data) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
  return scale;
}

/** An opacity from 0 to 255. */
export function byteOf(opacity: number): number {
  return Math.round(255 * opacity);
}
