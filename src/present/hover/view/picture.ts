import type { Shape } from '../../../shared/tensor.ts';
import { extent } from '../../format/grid.ts';
import { miniature } from '../../panel/glimpse.ts';
import { escapeHtml } from './html.ts';
import { pngAddress } from './png.ts';
import { byteOf, scaleOf, shadeOf, type Theme } from './shades.ts';

/** A picture's largest size in pixels: two stand side by side. */
const widest = 210;
const highest = 84;
/** Sides of a cell at most, of the picture at least. */
const largestCell = 24;
const leastSide = 8;

/** Shades of each sign; with zero and NaN they fill the palette. */
const shades = 7;
const zero = 0;
const nan = 2 * shades + 1;

/** A value or a gradient with what is said of it. */
export interface Pictured {
  readonly title: string;
  /** Range and what is odd. */
  readonly about: string;
  /** Without it, all is said. */
  readonly data?: Float64Array;
}

/** Value and gradient as pictures side by side. */
export function picturesText(given: readonly Pictured[], shape: Shape, theme: Theme): string {
  const cells = given.map(({ title, about, data }) => {
    const text = [title, about].map(escapeHtml).join('<br>');
    return `<td>${text}${data ? `<br>${imageOf(data, shape, title, theme)}` : ''}</td>`;
  });
  return `<table><tr>${cells.join('<td></td>')}</tr></table>`;
}

function imageOf(data: Float64Array, shape: Shape, title: string, theme: Theme): string {
  const [allRows, allColumns] = extent(shape);
  const { rows, columns, data: cells } = miniature(data, [allRows, allColumns], highest, widest);
  const side = Math.min(largestCell, widest / columns, highest / rows);
  const pixelsOf = (count: number) => Math.max(leastSide, Math.round(count * side));
  const [width, height] = [pixelsOf(columns), pixelsOf(rows)];
  const scale = scaleOf(cells);
  const indices = Uint8Array.from(cells, (x) => indexOf(x, scale));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++) pixels[y * width + x] = indices[row + Math.floor((x * columns) / width)]!;
  }
  const address = pngAddress(width, pixels, paletteOf(theme));
  return `<img src="${address}" alt="${escapeHtml(title)}" width="${width}" height="${height}">`;
}

/** The colour of a number: 0 of zero, 1 to 7 of negative ones, 8 to 14 of positive ones, 15 of NaN. */
function indexOf(x: number, scale: number): number {
  if (Number.isNaN(x)) return nan;
  if (x === 0) return zero;
  const share = Number.isFinite(x) ? Math.abs(x) / scale : 1;
  const shade = Math.max(1, Math.ceil(shades * share));
  return x < 0 ? shade : shades + shade;
}

function paletteOf(theme: Theme) {
  const levels = Array.from({ length: shades }, (_, i) => (i + 1) / shades);
  return [0, ...levels.map((level) => -level), ...levels, NaN].map((x) => {
    const { color, opacity } = shadeOf(x, 1, 1, theme);
    return { color, alpha: byteOf(opacity) };
  });
}
