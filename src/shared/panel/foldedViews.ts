import type { Glimpse } from './protocol.ts';

/* Rows of the panel's lists that stand for loops, calls and iterations; see `RowView`. */

/** A loop, calls from one site, or a call, which other rows are folded into. */
export interface FoldView {
  readonly kind: 'fold';
  readonly key: string;
  readonly isOpen: boolean;
  /** Whether it goes round; it then may be a table. */
  readonly hasRounds: boolean;
  readonly isTable: boolean;
  /** `for step < 200`, `sigmoid(…)`. */
  readonly title: string;
  /** What a call's result was bound to. */
  readonly names: string;
  /** `×200 · 14 equations each`. */
  readonly about: string;
  readonly value: Glimpse | null;
  readonly gradient: Glimpse | null;
  readonly line: string;
  readonly site: number;
}

/** Which iteration of a loop is looked at, and where one may jump to. */
export interface SliderView {
  readonly kind: 'slider';
  readonly site: number;
  readonly title: string;
  readonly iteration: number;
  readonly times: number;
  readonly jumps: readonly Jump[];
}

export interface Jump {
  readonly kind: 'largest' | 'not finite' | 'branch';
  /** `first NaN`. */
  readonly text: string;
  readonly iteration: number;
}

/** What a strip draws: a name that the loop binds, its value or the magnitude of its gradient. */
export interface StripChoice {
  readonly name: string;
  readonly what: 'value' | 'gradient';
}

/** A quantity over the iterations of a loop. */
export interface StripView {
  readonly kind: 'strip';
  readonly site: number;
  readonly which: number;
  /** Null where the loop binds no names. */
  readonly chosen: StripChoice | null;
  readonly choices: readonly StripChoice[];
  readonly iteration: number;
  readonly times: number;
  /** Of as many iterations each the largest number, at most `mostCells` of them; NaN if one is not finite. */
  readonly cells: Float64Array;
  /** Whether an iteration of the cell has other operations than the one before it. */
  readonly changes: Uint8Array;
  /** Cells in which nothing was bound. */
  readonly gaps: Uint8Array;
  /** The number of the iteration that is looked at; empty where it has none. */
  readonly now: string;
  /** `0.25 … 0.2392`: the least and the largest number. */
  readonly range: string;
}

/** Cells of a strip at most. */
export const mostCells = 1200;

/** What a table's cells show. */
export type TableShow = 'value' | 'gradient' | 'both' | 'change';

/** The head of a loop as a table: a row an iteration, a column a name. */
export interface TableHeadView {
  readonly kind: 'table';
  readonly key: string;
  readonly site: number;
  readonly columns: readonly string[];
  readonly show: TableShow;
  /** The column that it is sorted by; −1: by iteration. */
  readonly sorted: number;
  readonly isDescending: boolean;
}

/** An iteration as a row of a table. */
export interface RoundView {
  readonly kind: 'round';
  readonly site: number;
  readonly iteration: number;
  readonly isChosen: boolean;
  readonly show: TableShow;
  readonly cells: readonly { readonly value: Glimpse | null; readonly gradient: Glimpse | null }[];
}

/** A row of words: lines that are left out, which open under `key`, or that nothing was computed. */
export interface NoteView {
  readonly kind: 'note';
  readonly key: string;
  readonly text: string;
}
