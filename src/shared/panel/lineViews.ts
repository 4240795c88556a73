import type { Severity } from '../errors.ts';
import type { SliderView, StripView, TableHeadView } from './foldedViews.ts';
import type { NumbersView } from './numberViews.ts';
import type { Glimpse } from './protocol.ts';

/* The Lines tab: the lines of a source with what they bound and computed, next to the code. */

/** What the Lines tab shows, and how it looks next to the editor. */
export interface LinesView {
  /** Its name without folders; empty if the source is not there. */
  readonly file: string;
  /** Lines of the file as it is now. */
  readonly count: number;
  /** Pixels of a line in the editor. */
  readonly lineHeight: number;
  /** Another one means that other things stand in the lines. */
  readonly layout: number;
  /** The line of the cursor, from 1; 0 while that is in another file. */
  readonly cursor: number;
  /** The last choice of the page's that the cursor has followed. */
  readonly turn: number;
  /** The line that is the first in view in the editor; 0 if none shows the file. */
  readonly first: number;
}

/** A line of the source. Most have nothing but their number. */
export interface LineView {
  /** From 1. */
  readonly line: number;
  /** What was bound there last. */
  readonly name: string;
  readonly shape: string;
  readonly value: Glimpse | null;
  readonly gradient: Glimpse | null;
  /** The function's result, on its own line: `= 0.3049`. */
  readonly output: string;
  /** Of the loop that starts there. */
  readonly loop: LoopLineView | null;
  readonly marks: readonly MarkView[];
}

/** The iteration of a loop that is looked at, and the quantity that it bound last over all of them. */
export interface LoopLineView {
  readonly slider: SliderView;
  readonly strip: StripView;
}

/** What is not plain about a line. */
export interface MarkView {
  /** A sign and a word: `✕ NaN from step 137`. */
  readonly text: string;
  readonly severity: Severity;
}

/** What is below a line that is open. */
export interface LineDetail {
  readonly value: NumbersView | null;
  readonly gradient: NumbersView | null;
  /** The table of the loop that starts there. */
  readonly table: TableHeadView | null;
  /** Rows of that table. */
  readonly times: number;
  /** Where the line has nothing to show: that. */
  readonly note: string;
}
