import {
  mostCells,
  mostDigits,
  type Block,
  type BlockView,
  type CopyFormat,
  type NumbersOf,
  type NumbersView,
} from '../../shared/panel/numberViews.ts';
import { shapeText, type Shape } from '../../shared/tensor.ts';
import { extent } from '../format/grid.ts';
import { jsonNumber, shortNumber } from '../format/numberText.ts';
import { norm, oddities, summarize } from '../format/summaryText.ts';
import { cellsOf } from './glimpse.ts';

/** Of at most so many numbers, shown as a table, the range can be seen without text. */
const fewEnoughToSee = 48;

/** A value or a gradient, with a text about all of it. The numbers are copied: a message carries whole buffers. */
export function numbersView(
  title: string,
  of: NumbersOf,
  data: Float64Array,
  shape: Shape,
  isGradient: boolean,
): NumbersView {
  const [rows, columns] = extent(shape);
  const isSmall = rows <= mostDigits && columns <= mostDigits;
  return {
    title,
    of,
    shape,
    rows,
    columns,
    data: isSmall ? data.slice() : new Float64Array(0),
    scale: scaleOf(data),
    about: about(data, shape, isGradient),
  };
}

/** Part of a matrix as the panel draws it. What lies beyond its edges is left out. */
export function blockView(data: Float64Array, shape: Shape, wanted: Block): BlockView {
  const block = clipped(wanted, shape);
  return { ...block, cells: cellsOf(data, extent(shape)[1], block, mostCells, mostCells) };
}

function clipped({ row, column, rows, columns }: Block, shape: Shape): Block {
  const [allRows, allColumns] = extent(shape);
  const inside = (from: number, count: number, all: number) => {
    const start = Math.max(0, Math.min(all, from));
    return [start, Math.max(0, Math.min(count, all - start))] as const;
  };
  const [top, height] = inside(row, rows, allRows);
  const [left, width] = inside(column, columns, allColumns);
  return { row: top, column: left, rows: height, columns: width };
}

/**
 * Numbers for the clipboard, with all their digits: a matrix row a line with tabs or commas between, or nested lists, in which what JSON has
 * no digits for is a string.
 *
 * @param block a part of them; else all
 */
export function copyText(data: Float64Array, shape: Shape, format: CopyFormat, block?: Block): string {
  const [rows, columns] = extent(shape);
  if (!block) return format === 'JSON' ? nested(data, shape) : lines(data, columns, separators[format]);
  const { row, column, ...part } = clipped(block, [rows, columns]);
  const some = new Float64Array(part.rows * part.columns);
  for (let r = 0; r < part.rows; r++) {
    const from = (row + r) * columns + column;
    some.set(data.subarray(from, from + part.columns), r * part.columns);
  }
  if (format !== 'JSON') return lines(some, part.columns, separators[format]);
  return nested(some, some.length === 1 ? [] : [part.rows, part.columns]);
}

const separators = { TSV: '\t', CSV: ',' } as const;

function lines(data: Float64Array, columns: number, separator: string): string {
  const written: string[] = [];
  for (let at = 0; at < data.length; at += columns) {
    const row = Array.from(data.subarray(at, at + columns), (x) => (Object.is(x, -0) ? '-0' : String(x)));
    written.push(row.join(separator));
  }
  return written.join('\n');
}

function nested(data: Float64Array, [count, ...inner]: Shape): string {
  if (count === undefined) return JSON.stringify(jsonNumber(data[0]!));
  const size = data.length / count;
  const parts = Array.from({ length: count }, (_, i) =>
    nested(data.subarray(i * size, (i + 1) * size), inner),
  );
  return `[${parts.join(',')}]`;
}

function scaleOf(data: Float64Array): number {
  let scale = 0;
  for (const x of data) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
  return scale;
}

/** `4×4 · mean 0.061`, of a gradient its norm; counts of NaN and ∞ where there are any. */
function about(data: Float64Array, shape: Shape, isGradient: boolean): string {
  if (shape.length === 0) return '';
  const summary = summarize(data);
  const { finite, min, max, mean } = summary;
  const parts = [shapeText(shape)];
  if (finite > 0 && data.length > fewEnoughToSee) parts.push(`${shortNumber(min)} … ${shortNumber(max)}`);
  if (finite > 1 && !isGradient) parts.push(`mean ${shortNumber(mean)}`);
  if (isGradient) parts.push(`‖∂‖ ${shortNumber(norm(data))}`);
  return [...parts, ...oddities(summary)].join(' · ');
}
