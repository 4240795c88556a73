import type { Diagnostic, Fix, Link } from '../../shared/errors.ts';
import type {
  AnswerView,
  FactsView,
  FindingGroup,
  FindingView,
  FixView,
  LinkView,
} from '../../shared/panel/findingViews.ts';
import type { Trace, TraceResult } from '../../shared/trace.ts';
import { placeText } from '../format/placeText.ts';
import type { Variables } from '../model/variables.ts';
import { cutFacts, guardFacts, type PlainFacts } from './branches.ts';
import { groupOf, shownSeverity } from './groups.ts';

/** A change of the source, and whether a run has shown that it helps. */
export interface OfferedFix extends Fix {
  readonly isPreferred: boolean;
}

/** A finding as the panel shows it. */
export function findingView(
  finding: Diagnostic,
  files: readonly string[],
  fixes: readonly OfferedFix[] = [],
): FindingView {
  const { code, class: kind, message, span, equation, related } = finding;
  return {
    ...linkView({ message, span, ...(equation !== undefined && { equation }) }, files),
    group: groupOf(finding),
    severity: shownSeverity(finding),
    code,
    class: kind ?? '',
    related: related.map((link) => linkView(link, files)),
    fixes: fixes.map(({ title, isPreferred }): FixView => ({ title, isPreferred })),
  };
}

function linkView({ message, span, equation }: Link, files: readonly string[]): LinkView {
  return { message, place: placeText(files, span), span, equation: equation ?? -1 };
}

const known = new WeakMap<Trace, readonly FactsView[]>();

/** The facts of a run that are nothing to repair: where numbers lost their gradient, and which way it branched. Made once. */
export function factViews(result: TraceResult, variables: Variables): readonly FactsView[] {
  const views =
    known.get(result.trace) ??
    [
      factsView('stops', cutFacts(result, variables)),
      factsView('branches', guardFacts(result, variables)),
    ].filter(({ facts }) => facts.length > 0);
  known.set(result.trace, views);
  return views;
}

function factsView(group: FindingGroup, { about, facts, hidden }: PlainFacts): FactsView {
  const views = facts.map(({ text, place, span }) => ({ message: text, place, span: span ?? null }));
  return { group, about, facts: views, hidden };
}

/** What was asked about, and what the answer is. */
export interface Answered {
  readonly question: string;
  readonly sentence: string;
  readonly finding?: Diagnostic;
}

/** An answer as the panel shows it. */
export function answerView(
  { question, sentence, finding }: Answered,
  files: readonly string[],
  fixes: readonly OfferedFix[],
  place: Pick<AnswerView, 'row' | 'line'>,
): AnswerView {
  return {
    question,
    sentence,
    finding: finding ? findingView(finding, files, fixes) : null,
    ...place,
  };
}

/** The number of the finding that says why the function threw: the first with a class; −1 where none does. */
export function causeOf({ status, diagnostics }: Pick<TraceResult, 'status' | 'diagnostics'>): number {
  return status === 'threw' ? diagnostics.findIndex((finding) => finding.class !== undefined) : -1;
}
