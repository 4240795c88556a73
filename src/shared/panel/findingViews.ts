import type { FindingClass, Severity } from '../errors.ts';
import type { Span } from '../span.ts';

/* The Findings tab, and answers to the question why a number is what it is. */

/** What a finding asks of its reader: repair it, look at it, know that no gradient passes, or nothing. */
export type FindingGroup = 'wrong' | 'suspicious' | 'stops' | 'branches';

/** A place with what is to say of it. */
export interface LinkView {
  readonly message: string;
  readonly place: string;
  readonly span: Span | null;
  /** The equation that it is about; −1 where it is about none. */
  readonly equation: number;
}

/** A finding, its guilty place, and the chain of places that explains it. */
export interface FindingView extends LinkView {
  readonly group: FindingGroup;
  readonly severity: Severity;
  readonly code: string;
  /** It has a page under this name; empty of findings without one. */
  readonly class: FindingClass | '';
  readonly related: readonly LinkView[];
  /** Changes of the source that may take it away. */
  readonly fixes: readonly FixView[];
}

/** A change of the source. */
export interface FixView {
  readonly title: string;
  /** Whether a run of the changed program has shown that it helps. */
  readonly isPreferred: boolean;
}

/** Facts of a group that are nothing to repair. */
export interface FactsView {
  readonly group: FindingGroup;
  /** `47 guards`. */
  readonly about: string;
  readonly facts: readonly Omit<LinkView, 'equation'>[];
  /** Further places that are left out. */
  readonly hidden: number;
}

/** The answer to a question. */
export interface AnswerView {
  /** `Why is ∂f/∂y = 0?` */
  readonly question: string;
  readonly sentence: string;
  /** What is wrong; null where nothing is. */
  readonly finding: FindingView | null;
  /** The row of the trace that it is about, by its index; −1 where there is none. */
  readonly row: number;
  /** The line of the Lines tab that was asked about; 0 where it was none. */
  readonly line: number;
}

/** What a person asks about: a row of the trace, a line of the file that the Lines tab shows, a finding of the run. */
export type AskView =
  | { readonly row: number; readonly of?: 'value' | 'gradient' }
  | { readonly line: number }
  | { readonly finding: number };
