import type { Block, Picture } from '../../shared/panel/numberViews.ts';
import type { Glimpse } from '../../shared/panel/protocol.ts';
import type { Shape } from '../../shared/tensor.ts';
import { extent } from '../format/grid.ts';
import { shortNumber } from '../format/numberText.ts';
import { distribution, gradientText, oddities, summarize, summaryText } from '../format/summaryText.ts';
import { gradientForms, valueForms } from './shortForms.ts';

/** Rows and columns of a picture at most. */
const mostCells = 8;

/** A value as a row of the panel shows it. */
export function valueGlimpse(data: Float64Array, shape: Shape): Glimpse {
  const [text, forms] = [summaryText(data, shape), valueForms(data, shape)];
  return { text, range: rangeOf(data), forms, picture: pictureOf(data, shape) };
}

/** A gradient as a row of the panel shows it. */
export function gradientGlimpse(data: Float64Array, shape: Shape): Glimpse {
  const [text, forms] = [gradientText(data, shape), gradientForms(data, shape)];
  return { text, range: null, forms, picture: pictureOf(data, shape) };
}

/** The three parts of a range; null where `summaryText` writes no range. */
function rangeOf(data: Float64Array): Glimpse['range'] {
  if (data.length <= 3) return null;
  const summary = summarize(data);
  const { min, max } = summary;
  if (!(min < max)) return null;
  const rest = [shortNumber(max), ...oddities(summary)].join(', ');
  return [shortNumber(min), distribution(data, summary), rest];
}

/** A matrix or an array in miniature. */
export function pictureOf(data: Float64Array, shape: Shape): Picture | null {
  return shape.length === 0 || data.length < 2 ? null : miniature(data, shape, mostCells, mostCells);
}

/** Rows and columns of all of it in blocks. */
export function miniature(
  data: Float64Array,
  shape: Shape,
  rowsAtMost: number,
  columnsAtMost: number,
): Picture {
  const [rows, columns] = extent(shape);
  return cellsOf(data, columns, { row: 0, column: 0, rows, columns }, rowsAtMost, columnsAtMost);
}

/** Part of a matrix of so many columns as cells: of the entries of each the one of largest magnitude, NaN before all. */
export function cellsOf(
  data: Float64Array,
  allColumns: number,
  block: Block,
  rowsAtMost: number,
  columnsAtMost: number,
): Picture {
  const rows = Math.min(block.rows, rowsAtMost);
  const columns = Math.min(block.columns, columnsAtMost);
  const cells = new Float64Array(rows * columns);
  for (let r = 0; r < block.rows; r++) {
    const row = Math.floor((r * rows) / block.rows) * columns;
    const from = (block.row + r) * allColumns + block.column;
    for (let c = 0; c < block.columns; c++) {
      const x = data[from + c]!;
      const cell = row + Math.floor((c * columns) / block.columns);
      if (Number.isNaN(x) || Math.abs(x) >= Math.abs(cells[cell]!)) cells[cell] = x;
    }
  }
  return { rows, columns, data: cells };
}
