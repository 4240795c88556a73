import type { Shape } from '../tensor.ts';

/* Numbers as the panel shows them, from a miniature to all digits. */

/** A matrix as cells, row-major; where it has more entries than cells, of those of a cell the one of largest magnitude, NaN before all. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Which of two. */
export type NumbersKind = 'value' | 'gradient';

/**
 * Where numbers of a run are found: of a row of the trace by its index, a line of the Lines tab, a leaf by its number in the Inputs tab,
 * or what a step of the backward pass sends to an operand, by its number among what it sends.
 */
export type NumbersOf =
  | { readonly row: number; readonly what: NumbersKind }
  | { readonly line: number; readonly what: NumbersKind }
  | { readonly input: number; readonly what: NumbersKind }
  | { readonly step: number; readonly part: number };

/** Part of a matrix: so many rows and columns from an entry on, all counted from 0; an array is one row. */
export interface Block {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Numbers with a text about all of them. */
export interface NumbersView {
  readonly title: string;
  readonly of: NumbersOf;
  readonly shape: Shape;
  /** All of them, an array as one row. */
  readonly rows: number;
  readonly columns: number;
  /** Row-major; empty where rows or columns are more than `mostDigits`: the webview then asks for the blocks that it shows. */
  readonly data: Float64Array;
  /** Largest finite magnitude: the end of the colour scale. */
  readonly scale: number;
  /** `4×4`, then for larger ones the range, mean, NaN and ∞ counts, norm. */
  readonly about: string;
}

/** Part of a matrix as cells: as many as it has entries, unless it has more than `mostCells` rows or columns. */
export interface BlockView extends Block {
  readonly cells: Picture;
}

/** How copied numbers are written, all digits each. */
export const copyFormats = ['TSV', 'CSV', 'JSON'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** Rows and columns of a matrix that is shown in digits at once; a larger one is first a picture. */
export const mostDigits = 32;
/** Rows and columns of a block's cells at most. */
export const mostCells = 256;
/** Characters below which a column of numbers goes; each single number has a form that fits. */
export const leastRoom = 7;
/** Characters of a line with its file's name at most; a longer one is shown without. */
export const longestPlace = 16;
