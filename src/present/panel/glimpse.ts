import {
  mostColumns,
  mostRows,
  type Glimpse,
  type NumbersView,
  type Picture,
} from '../../shared/panel/protocol.ts';
import { shapeText, type Shape } from '../../shared/tensor.ts';
import { extent } from '../format/grid.ts';
import { shortNumber } from '../format/numberText.ts';
import { distribution, gradientText, norm, oddities, summarize, summaryText } from '../format/summaryText.ts';
import { gradientForms, valueForms } from './shortForms.ts';

/** Of at most so many numbers, shown as a table, the range can be seen without text. */
const fewEnoughToSee = 48;
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

/** A matrix or an array in miniature: of each block of entries the one of largest magnitude, NaN before all. */
export function pictureOf(data: Float64Array, shape: Shape): Picture | null {
  const [allRows, allColumns] = extent(shape);
  if (shape.length === 0 || data.length < 2) return null;
  const rows = Math.min(allRows, mostCells);
  const columns = Math.min(allColumns, mostCells);
  const cells = new Float64Array(rows * columns);
  for (let r = 0; r < allRows; r++) {
    const row = Math.floor((r * rows) / allRows) * columns;
    for (let c = 0; c < allColumns; c++) {
      const x = data[r * allColumns + c]!;
      const cell = row + Math.floor((c * columns) / allColumns);
      if (Number.isNaN(x) || Math.abs(x) > Math.abs(cells[cell]!)) cells[cell] = x;
    }
  }
  return { rows, columns, data: cells };
}

/** The upper left part of a value with a text about all of it. The numbers are copied: a message carries whole buffers. */
export function numbersView(
  title: string,
  data: Float64Array,
  shape: Shape,
  isGradient: boolean,
): NumbersView {
  const [allRows, allColumns] = extent(shape);
  const rows = Math.min(allRows, mostRows);
  const columns = Math.min(allColumns, mostColumns);
  const part = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    part.set(data.subarray(r * allColumns, r * allColumns + columns), r * columns);
  }
  return {
    title,
    shape,
    rows,
    columns,
    data: part,
    scale: scaleOf(data),
    about: about(data, shape, isGradient),
  };
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
