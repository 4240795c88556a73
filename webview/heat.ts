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

/** Classes of a cell of numbers: its sign, whether its colour is so strong that the text changes, what no colour can say. */
export function cellClass(x: number, scale: number): string {
  if (Number.isNaN(x)) return 'cell nan';
  if (!Number.isFinite(x)) return `cell infinite ${x < 0 ? 'negative' : 'positive'}`;
  const t = shade(x, scale);
  if (t === 0) return 'cell';
  return `cell ${t < 0 ? 'negative' : 'positive'}${Math.abs(t) > 0.6 ? ' strong' : ''}`;
}

/** Heights, 0 to 1, of a distribution written in block characters. */
export function barHeights(bars: string): number[] {
  return [...bars].map((bar) => (bar.codePointAt(0)! - 0x2580) / 8);
}
