import type { Block } from '../../src/shared/panel/numberViews.ts';
import type { Shape } from '../../src/shared/tensor.ts';

/* The part of a large matrix that its picture shows: zoomed and moved by keys and mouse. */

/** Rows and columns of a matrix. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** An entry, from 0. */
export interface Entry {
  readonly row: number;
  readonly column: number;
}

/** Pixels of a picture. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a picture at most, and of those of long thin matrices across. */
const longest = 256;
const narrowest = 64;
const lowest = 24;
/** Pixels of an entry at most: digits then stand in it. */
const widestCell = 64;
const highestCell = 16;

/** The box of a picture: as long and wide as the matrix, within limits. */
export function boxOf({ rows, columns }: Extent): Box {
  const ratio = columns / rows;
  return {
    width: Math.round(Math.min(longest, Math.max(narrowest, longest * ratio))),
    height: Math.round(Math.min(longest, Math.max(lowest, longest / ratio))),
  };
}

/** All of a matrix. */
export function whole({ rows, columns }: Extent): Block {
  return { row: 0, column: 0, rows, columns };
}

/**
 * A part so many times as large (2: nearer, ½: farther), around a point of the picture that stays where it is: its share of width and
 * height, 0 to 1.
 */
export function zoomed(
  shown: Block,
  extent: Extent,
  factor: number,
  at: readonly [x: number, y: number],
): Block {
  const { width, height } = boxOf(extent);
  const along = (from: number, count: number, all: number, least: number, share: number) => {
    const next = Math.max(Math.min(all, least), Math.min(all, Math.round(count / factor)));
    return [inside(Math.round(from + share * (count - next)), next, all), next] as const;
  };
  const [column, columns] = along(
    shown.column,
    shown.columns,
    extent.columns,
    Math.floor(width / widestCell),
    at[0],
  );
  const [row, rows] = along(shown.row, shown.rows, extent.rows, Math.floor(height / highestCell), at[1]);
  return { row, column, rows, columns };
}

/** A part moved as little as brings an entry into it; the same one where that is in it. */
export function movedTo(shown: Block, extent: Extent, { row, column }: Entry): Block {
  const along = (from: number, count: number, all: number, wanted: number) =>
    inside(Math.min(wanted, Math.max(from, wanted - count + 1)), count, all);
  const next = {
    ...shown,
    row: along(shown.row, shown.rows, extent.rows, row),
    column: along(shown.column, shown.columns, extent.columns, column),
  };
  return isSame(next, shown) ? shown : next;
}

/** A part moved by so many rows and columns, as far as there are any. */
export function shifted(shown: Block, extent: Extent, rows: number, columns: number): Block {
  return {
    ...shown,
    row: inside(shown.row + Math.round(rows), shown.rows, extent.rows),
    column: inside(shown.column + Math.round(columns), shown.columns, extent.columns),
  };
}

/** The entry at a point of the picture, its share of width and height. */
export function entryAt(shown: Block, [x, y]: readonly [x: number, y: number]): Entry {
  const along = (from: number, count: number, share: number) =>
    from + Math.max(0, Math.min(count - 1, Math.floor(share * count)));
  return { row: along(shown.row, shown.rows, y), column: along(shown.column, shown.columns, x) };
}

/** The cell that has an entry, where so many cells stand for a block; and all entries that it stands for. */
export function cellAround(
  block: Block,
  cells: Extent,
  { row, column }: Entry,
): { readonly cell: Entry; readonly entries: Block } {
  const along = (from: number, count: number, many: number, wanted: number) => {
    const cell = Math.floor(((wanted - from) * many) / count);
    const first = Math.ceil((cell * count) / many);
    return { cell, first: from + first, count: Math.ceil(((cell + 1) * count) / many) - first };
  };
  const down = along(block.row, block.rows, cells.rows, row);
  const across = along(block.column, block.columns, cells.columns, column);
  return {
    cell: { row: down.cell, column: across.cell },
    entries: { row: down.first, column: across.first, rows: down.count, columns: across.count },
  };
}

/** Whether a block is all that has to be known to draw a part: each entry, or what the part has as cells. */
export function isEnough(block: Block, cells: Extent, shown: Block): boolean {
  return (
    isSame(block, shown) ||
    (cells.rows === block.rows && cells.columns === block.columns && holds(block, shown))
  );
}

/** Whether two are the same part. */
export function isSame(one: Block, other: Block): boolean {
  return (['row', 'column', 'rows', 'columns'] as const).every((key) => one[key] === other[key]);
}

/** Whether a block has all entries of another. */
export function holds(block: Block, { row, column, rows, columns }: Block): boolean {
  return (
    block.row <= row &&
    block.column <= column &&
    row + rows <= block.row + block.rows &&
    column + columns <= block.column + block.columns
  );
}

function inside(from: number, count: number, all: number): number {
  return Math.max(0, Math.min(all - count, from));
}

/** How an entry is named: `[12, 40]`; of merged ones `[12…13, 40…41]`, of an array `[40]`, of deeper lists with all their indices. */
export function entryText(shape: Shape, { row, column, rows, columns }: Block): string {
  const span = (from: number, count: number) => (count > 1 ? `${from}…${from + count - 1}` : String(from));
  const outer = shape.slice(0, -1);
  const indices: string[] = [];
  if (outer.length === 1) indices.push(span(row, rows));
  else if (rows > 1) indices.push(`${outer.join('×')}: ${span(row, rows)}`);
  else
    outer.reduceRight((rest, count) => {
      indices.unshift(String(rest % count));
      return Math.floor(rest / count);
    }, row);
  return `[${[...indices, span(column, columns)].join(', ')}]`;
}
