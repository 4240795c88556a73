import { numberForms } from '../../src/present/panel/shortForms.ts';
import type { Block, BlockView, Picture } from '../../src/shared/panel/numberViews.ts';
import { cssColor } from '../color/contrast.ts';
import { cellColors, shade, type Scale } from '../color/heat.ts';
import type { Box } from './excerpt.ts';

/** What a picture is painted with. */
export interface Painting {
  readonly box: Box;
  /** The part that is shown. */
  readonly shown: Block;
  /** Numbers of it, or of another part while its own have not arrived. */
  readonly block: BlockView;
  /** The end of the colour scale. */
  readonly scale: number;
  readonly colors: Scale;
  /** Family and pixels of the digits. */
  readonly font: string;
  /** The entries that are framed. */
  readonly framed: Block | undefined;
}

/** Pixels of a cell from which digits are written, and from which cells stand apart. */
const [digitsWide, digitsHigh, apart] = [30, 12, 6];
/** A cross where there is no number: half of its size; so many are drawn at most. */
const cross = 3;
const mostCrosses = 400;

/** Paints a part of a matrix: its cells in colour, digits in them where these fit, crosses where something is not finite. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): void {
  const { box, shown, block, colors, framed } = painting;
  const { cells } = block;
  const [wide, high] = [box.width / shown.columns, box.height / shown.rows];
  context.fillStyle = cssColor(colors.ground);
  context.fillRect(0, 0, box.width, box.height);
  context.imageSmoothingEnabled = false;
  const place = (row: number, column: number) =>
    [(column - shown.column) * wide, (row - shown.row) * high] as const;
  const [left, top] = place(block.row, block.column);
  context.drawImage(imageOf(cells, painting), left, top, block.columns * wide, block.rows * high);
  // Cells are entries: they have room of their own.
  const isExact = cells.rows === block.rows && cells.columns === block.columns;
  if (isExact && wide >= apart && high >= apart) paintGaps(context, painting, wide, high);
  if (isExact && wide >= digitsWide && high >= digitsHigh) paintDigits(context, painting, wide, high);
  else paintCrosses(context, painting, left, top);
  if (framed) {
    const [x, y] = place(framed.row, framed.column);
    paintFrame(context, x, y, framed.columns * wide, framed.rows * high, colors);
  }
}

const images = new WeakMap<Picture, { readonly colors: Scale; readonly image: OffscreenCanvas }>();

/** One pixel a cell; made once for a block and a theme. */
function imageOf(cells: Picture, { scale, colors }: Painting): OffscreenCanvas {
  const known = images.get(cells);
  if (known?.colors === colors) return known.image;
  const { rows, columns, data } = cells;
  const image = new OffscreenCanvas(columns, rows);
  const context = image.getContext('2d')!;
  const pixels = context.createImageData(columns, rows);
  data.forEach((x, i) => {
    const { background } = cellColors(shade(x, scale), colors);
    pixels.data.set([...background.map(Math.round), 255], 4 * i);
  });
  context.putImageData(pixels, 0, 0);
  images.set(cells, { colors, image });
  return image;
}

function paintGaps(
  context: CanvasRenderingContext2D,
  { box, shown, colors }: Painting,
  wide: number,
  high: number,
): void {
  context.fillStyle = cssColor(colors.ground);
  for (let c = 1; c < shown.columns; c++) context.fillRect(Math.round(c * wide), 0, 1, box.height);
  for (let r = 1; r < shown.rows; r++) context.fillRect(0, Math.round(r * high), box.width, 1);
}

/** In each cell the longest form of its number that fits, without cutting any. */
function paintDigits(
  context: CanvasRenderingContext2D,
  { shown, block, scale, colors, font }: Painting,
  wide: number,
  high: number,
): void {
  const { cells } = block;
  context.font = font;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const room = Math.floor((wide - 5) / context.measureText('0').width);
  for (let r = 0; r < shown.rows; r++)
    for (let c = 0; c < shown.columns; c++) {
      const [row, column] = [shown.row + r - block.row, shown.column + c - block.column];
      const x = cells.data[row * cells.columns + column];
      const isThere = row >= 0 && row < cells.rows && column >= 0 && column < cells.columns;
      const text = isThere && x !== undefined && numberForms(x).find(({ length }) => length <= room);
      if (!text) continue;
      context.fillStyle = cssColor(cellColors(shade(x!, scale), colors).color);
      context.fillText(text, (c + 1) * wide - 3, (r + 0.5) * high + 0.5);
    }
}

/** Colour alone does not tell: a cross, however small the cell. */
function paintCrosses(
  context: CanvasRenderingContext2D,
  { box, shown, block, colors }: Painting,
  left: number,
  top: number,
): void {
  const { cells } = block;
  const [wide, high] = [
    (block.columns * box.width) / shown.columns / cells.columns,
    (block.rows * box.height) / shown.rows / cells.rows,
  ];
  context.beginPath();
  let count = 0;
  for (let i = 0; i < cells.data.length && count < mostCrosses; i++) {
    if (Number.isFinite(cells.data[i])) continue;
    const x = left + ((i % cells.columns) + 0.5) * wide;
    const y = top + (Math.floor(i / cells.columns) + 0.5) * high;
    if (x < 0 || y < 0 || x > box.width || y > box.height) continue;
    context.moveTo(x - cross, y - cross);
    context.lineTo(x + cross, y + cross);
    context.moveTo(x - cross, y + cross);
    context.lineTo(x + cross, y - cross);
    count++;
  }
  stroke(context, colors);
}

function paintFrame(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colors: Scale,
): void {
  context.beginPath();
  const [wider, higher] = [Math.max(4, width), Math.max(4, height)];
  context.rect(x - (wider - width) / 2, y - (higher - height) / 2, wider, higher);
  stroke(context, colors);
}

/** A line that is seen on every colour: with another around it. */
function stroke(context: CanvasRenderingContext2D, { ground, foreground }: Scale): void {
  context.strokeStyle = cssColor(ground);
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = cssColor(foreground);
  context.lineWidth = 1.5;
  context.stroke();
}
