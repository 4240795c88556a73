import type { Shape } from '../../shared/tensor.ts';
import { fit, widthOf, type Paint } from './layout.ts';
import { alignedNumbers } from './numberText.ts';

/** Numbers laid out as rows and columns; an array is one row. */
export interface Grid {
  readonly lines: readonly string[];
  readonly width: number;
}

const mostRows = 12;
const mostColumns = 8;
/** Rows and columns of the corner that stands for a matrix too large to print. */
export const corner = 4;

/** Rows and columns as they are printed. */
export function extent(shape: Shape): readonly [rows: number, columns: number] {
  if (shape.length === 0) return [1, 1];
  if (shape.length === 1) return [1, shape[0]!];
  const columns = shape.at(-1)!;
  return [shape.slice(0, -1).reduce((rows, n) => rows * n, 1), columns];
}

/** Whether an array is small enough to be printed in full. */
export function isSmall(shape: Shape): boolean {
  const [rows, columns] = extent(shape);
  return rows <= mostRows && columns <= mostColumns;
}

/**
 * The first `rows` × `columns` numbers, aligned; `…` and `⋮` where more follow.
 * With `emphasis` the entries of at least half the largest magnitude are coloured by sign.
 */
export function grid(
  data: Float64Array,
  shape: Shape,
  rows: number,
  columns: number,
  paint: Paint,
  emphasis: boolean,
): Grid {
  const [allRows, allColumns] = extent(shape);
  const shownRows = Math.min(rows, allRows);
  const shownColumns = Math.min(columns, allColumns);
  const shown = Array.from({ length: shownRows }, (_, r) =>
    Array.from(data.subarray(r * allColumns, r * allColumns + shownColumns)),
  );
  const flat = shown.flat();
  const texts = alignedNumbers(flat);
  const cell = Math.max(0, ...texts.map(widthOf));
  const half = flat.reduce((max, x) => (Number.isFinite(x) ? Math.max(max, Math.abs(x)) : max), 0) / 2;
  const styled = (x: number, text: string) => {
    const strong = emphasis && half > 0 && Math.abs(x) >= half;
    return paint(strong ? (x < 0 ? 'negative' : 'positive') : 'plain', fit(text, cell, { align: 'right' }));
  };
  const more = shownColumns < allColumns ? '  …' : '';
  const lines = shown.map(
    (row, r) => row.map((x, c) => styled(x, texts[r * shownColumns + c]!)).join('  ') + more,
  );
  const width = shownColumns * (cell + 2) - 2 + more.length;
  return {
    lines: shownRows < allRows ? [...lines, fit(fit('⋮', cell, { align: 'right' }), width)] : lines,
    width,
  };
}
