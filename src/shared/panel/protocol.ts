import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { FindingClass } from '../errors.ts';
import type {
  FoldView,
  NoteView,
  RoundView,
  SliderView,
  StripChoice,
  StripView,
  TableHeadView,
  TableShow,
} from './foldedViews.ts';
import type { AnswerView, AskView, FactsView, FindingView } from './findingViews.ts';
import type { LineDetail, LinesView, LineView } from './lineViews.ts';
import type { Block, BlockView, CopyFormat, NumbersOf, NumbersView, Picture } from './numberViews.ts';
import type { Span } from '../span.ts';

/**
 * # The contract with the panel
 *
 * JSON-RPC over `postMessage`. The webview holds no trace: it asks for the rows it is about to show and for the numbers
 * of the row that is open. Texts are made by src/present, numbers cross only as `Float64Array` (NaN, ±∞ and −0 do not
 * survive otherwise), those of large matrices block by block (`numberViews.ts`). An answer belongs to the revision last shown when it was asked.
 */

/** host → webview: what is shown from now on. A new revision means other rows; the same one, other words about them. */
export const showNotification = new NotificationType<PanelView>('show');
/** host → webview: the cursor stands in these sites; of their rows the nearest to the current one in each list, −1 if there is none. */
export const cursorNotification = new NotificationType<{
  sites: readonly number[];
  rows: Readonly<Record<ListName, number>>;
  /** The last choice of a person that this was said after: a later one stands. */
  turn: number;
}>('cursor');
/** host → webview: go to a tab, and there to a row of its list, or to a finding by its number, unless it is −1. */
export const goNotification = new NotificationType<{ tab: Tab; row: number }>('go');

/** host → webview: which file the Lines tab shows, and what is not of a line of it. */
export const linesNotification = new NotificationType<LinesView>('lines');
/** host → webview: a person scrolled the editor: this line, from 1, is the first in view. */
export const scrollLinesNotification = new NotificationType<{ line: number }>('scrollLines');

/** webview → host: the webview listens. */
export const readyNotification = new NotificationType<void>('ready');
/** webview → host: a row of a list is the current one: select its expression in the editor. */
export const revealRowNotification = new NotificationType<ChosenRow>('revealRow');
/** webview → host: a person went to a line of the Lines tab, for the `turn`th time: select its expression in the editor. */
export const revealLineNotification = new NotificationType<{ line: number; turn: number }>('revealLine');
/** webview → host: a person scrolled the Lines tab: this line is the first in view. */
export const scrollEditorNotification = new NotificationType<{ line: number }>('scrollEditor');
/** webview → host: show a row of the trace in another tab's list. */
export const showRowNotification = new NotificationType<{ tab: ListName; index: number }>('showRow');
/** webview → host: open or close what folds. */
export const foldNotification = new NotificationType<{ key: string; isOpen: boolean }>('fold');
/** webview → host: look at another iteration of a loop, or of calls, in every view. */
export const lookNotification = new NotificationType<{ site: number; iteration: number }>('look');
/** webview → host: show a loop as a table of its iterations, or as rows. */
export const tableNotification = new NotificationType<{ site: number; isTable: boolean }>('table');
/** webview → host: show other columns' contents, or sort by a column (the same one again: the other way; −1: by iteration). */
export const tableShowNotification = new NotificationType<{ site: number; show: TableShow }>('tableShow');
export const sortNotification = new NotificationType<{ site: number; column: number }>('sort');
/** webview → host: draw another quantity in a strip. */
export const stripNotification = new NotificationType<{ site: number; which: number } & StripChoice>('strip');
/** webview → host: put the table of a loop on the clipboard, all iterations, all digits, as CSV. */
export const copyTableNotification = new NotificationType<{ key: string }>('copyTable');
/** webview → host: select a span in the editor, and look at the iteration of an equation unless that is −1. */
export const revealSpanNotification = new NotificationType<{ span: Span; equation: number }>('revealSpan');
/** webview → host: why is this number what it is? */
export const askNotification = new NotificationType<AskView>('ask');
/** host → webview: why; null: nothing is asked any more. */
export const answerNotification = new NotificationType<{ answer: AnswerView | null }>('answer');
/** webview → host: change the source as a fix has it: of a finding by its number, or of the answer (−1). */
export const fixNotification = new NotificationType<{ finding: number; fix: number }>('fix');
/** webview → host: show the page about a class of findings. */
export const pageNotification = new NotificationType<{ class: FindingClass }>('page');
/** webview → host: a button of the panel. */
export const actionNotification = new NotificationType<{ action: PanelAction }>('action');

/** webview → host: put numbers on the clipboard, all of them or those of a block. */
export const copyNotification = new NotificationType<{ of: NumbersOf; as: CopyFormat; block?: Block }>(
  'copy',
);

/** webview → host: look for rows; an empty query looks for none. */
export const queryRequest = new RequestType<{ text: string }, QueryAnswer, void>('query');
/** webview → host: go to the next hit in a list (1), the one before (−1), or the first from the current row on (0); which one it is. */
export const hitRequest = new RequestType<{ list: ListName; by: 0 | 1 | -1 }, { hit: number }, void>('hit');
/** webview → host: rows `from` up to `from + count` of the Trace tab. */
export const rowsRequest = new RequestType<Slice, readonly RowView[], void>('rows');
/** webview → host: the numbers of a row of the trace by its index. */
export const detailRequest = new RequestType<{ row: number }, DetailView, void>('detail');
/** webview → host: part of a matrix; null where these numbers are no longer there. */
export const blockRequest = new RequestType<{ of: NumbersOf; block: Block }, BlockView | null, void>('block');
/** webview → host: lines of the Lines tab; `from` counts from 0. */
export const linesRequest = new RequestType<Slice, readonly LineView[], void>('lineViews');
/** webview → host: what is below a line that is open. */
export const lineDetailRequest = new RequestType<{ line: number }, LineDetail, void>('lineDetail');
/** webview → host: rows of the table of the loop whose head a line is. */
export const roundsRequest = new RequestType<{ line: number } & Slice, readonly RoundView[], void>('rounds');
/** webview → host: rows of the Backward tab. */
export const stepsRequest = new RequestType<Slice, readonly RowView[], void>('steps');
/** webview → host: what came into a step and what it sent on. */
export const stepRequest = new RequestType<{ step: number }, StepDetail, void>('step');
/** webview → host: leaves `from` up to `from + count` with their numbers. */
export const inputsRequest = new RequestType<Slice, readonly InputView[], void>('inputs');

export type Tab = 'lines' | 'trace' | 'backward' | 'inputs' | 'findings';
/** The tabs that are lists of rows. */
export type ListName = 'trace' | 'backward';
export type PanelAction = 'rerun' | 'cancel' | 'copy' | 'check' | 'lines';

/** A row that a person went to; `isFocused`: to its code. */
export interface ChosenRow {
  readonly list: ListName;
  readonly row: number;
  readonly isFocused: boolean;
  /** Counts the choices of a page. */
  readonly turn: number;
}

/** How many rows a query finds, and what is wrong with it. */
export interface QueryAnswer {
  readonly hits: number;
  readonly error: string;
}

export interface Slice {
  readonly from: number;
  readonly count: number;
}

/** Everything about a session that is not a row. */
export interface PanelView {
  /** Name of the trace file; the webview keeps it, so that a window reload brings the same trace back. */
  readonly trace: string;
  readonly revision: number;
  /** Another one means other rows of the same trace: something was opened, or other iterations are looked at. */
  readonly layout: number;
  /** `f(a, b)`; of nothing yet, the function's name. */
  readonly call: string;
  /** The result for less and less room; empty if there is none. */
  readonly output: readonly string[];
  /** `10 equations`, `1.8 ms`; the case's name first. */
  readonly about: readonly string[];
  readonly verdict: readonly Verdict[];
  /** The exception of the user's function as text. */
  readonly thrown: string;
  /** A run that is going on, or a failure, beside the trace that is shown: `tracing…`, a message. */
  readonly activity: { readonly kind: 'idle' | 'running' | 'checking' | 'failed'; readonly text: string };
  readonly stale: boolean;
  /** When a run that was brought back was made: `03:53`; empty of one of this window. */
  readonly restored: string;
  /** The iterations that are looked at, in words, outermost first: `step 137 of 200`. */
  readonly iterations: readonly string[];
  /** Rows of the Trace tab, and of the Backward tab. */
  readonly rows: number;
  readonly steps: number;
  /** How many rows there are when all is open, and how many of them are steps of the backward pass. */
  readonly allRows: number;
  readonly allSteps: number;
  readonly inputs: number;
  readonly widest: Widest;
  /** Places after the point that numbers are shown with. */
  readonly places: number;
  readonly findings: readonly FindingView[];
  /** The number of the finding that says why the function threw; −1 where none does. */
  readonly cause: number;
  /** How many findings are wrong or suspicious, and the first of them; −1 where there is none. */
  readonly serious: number;
  readonly firstSerious: number;
  readonly facts: readonly FactsView[];
  /** With other rows those that the page would ask for next. */
  readonly ahead?: RowsAhead | undefined;
}

/** Rows of a list that nobody asked for: `from` is the first of those that were asked for last. */
export interface RowsAhead {
  readonly list: ListName;
  readonly from: number;
  readonly rows: readonly RowView[];
}

/** Characters of the longest texts of any row: columns keep their widths while rows are scrolled. */
export interface Widest {
  readonly id: number;
  /** `loss.ts:12`, of those that may be shown so, and without the file's name. */
  readonly place: number;
  readonly line: number;
  /** `300×600`; 0 where all are single numbers. */
  readonly shape: number;
  /** Whether there are gradients: a run that did not finish has none. */
  readonly hasGradients: boolean;
}

/** A part of the verdict on a gradient. */
export interface Verdict {
  readonly style: 'good' | 'bad' | 'warning' | 'dim';
  readonly text: string;
}

/** One line of a list. `depth` counts the folds around it, `hits` what the query finds on it, or in what it folds. */
export type RowView = { readonly depth: number; readonly hits: number } & (
  | EquationView
  | ({ readonly kind: 'step' } & StepView)
  | FoldView
  | SliderView
  | StripView
  | TableHeadView
  | RoundView
  | NoteView
);

/** An input, an equation or a member that was traced through. */
export interface EquationView {
  readonly kind: 'input' | 'equation' | 'member';
  /** Its number among all rows. */
  readonly index: number;
  readonly id: string;
  readonly names: string;
  readonly op: string;
  readonly operands: string;
  /** The operands by their ids alone, for where those by their names have no room. */
  readonly operandIds: string;
  readonly shape: string;
  readonly value: Glimpse | null;
  readonly gradient: Glimpse | null;
  /** Line number; with the file's name where it is not the traced function's. */
  readonly line: string;
  /** Its site in the source; −1 if it has none. Rows of one site are one expression, run several times. */
  readonly site: number;
}

/** A value on part of a line. */
export interface Glimpse {
  /** All of it in words, as the command line has it. */
  readonly text: string;
  /** The text in three parts where it is a range: least, distribution (`▁▅█`), largest and what the range does not show. */
  readonly range: readonly [least: string, bars: string, rest: string] | null;
  /** Shorter and shorter texts, without bars; what is too narrow for the last shows the picture alone. */
  readonly forms: readonly string[];
  readonly picture: Picture | null;
}

export interface DetailView {
  readonly value: NumbersView | null;
  readonly gradient: NumbersView | null;
  readonly formula: string;
  readonly rule: string;
  readonly doc: string;
  /** The reason why there is no gradient, or another remark. */
  readonly note: string;
}

/** One step of the backward pass; step 0 is that of the last row. */
export interface StepView {
  /** Number of its row in the trace. */
  readonly index: number;
  readonly step: number;
  /** `v5 = b · c`. */
  readonly forward: string;
  /** `b̄ += v̄5 · cᵀ, c̄ = bᵀ · v̄5`. */
  readonly sends: string;
  /** Whether the incoming cotangent is zero throughout: nothing is sent. */
  readonly silent: boolean;
  readonly gradient: Glimpse | null;
  readonly line: string;
  readonly site: number;
}

export interface StepDetail {
  readonly incoming: NumbersView | null;
  readonly outgoing: readonly (NumbersView & { readonly note: string })[];
  readonly rule: string;
  readonly note: string;
}

export interface InputView {
  /** Row in the trace; −1 for a static one. */
  readonly row: number;
  readonly path: string;
  readonly kind: 'argument' | 'this' | 'captured';
  readonly about: string;
  readonly value: NumbersView;
  readonly gradient: NumbersView | null;
  readonly reason: string;
}
