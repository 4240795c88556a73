import type { Diagnostic, Severity } from '../../shared/errors.ts';
import { linesOf } from '../../shared/lines.ts';
import type { Span } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { cutFacts, guardFacts, type PlainFacts } from '../findings/branches.ts';
import type { FindingGroup } from '../../shared/panel/findingViews.ts';
import { findingGroups, groupOf, groupTitles, pageOf, shownSeverity } from '../findings/groups.ts';
import type { Paint, Style } from '../format/layout.ts';
import { countText } from '../../shared/tensor.ts';
import { placeText } from '../format/placeText.ts';
import type { Variables } from '../model/variables.ts';

/** Texts of files by index, where they are known. */
export type Sources = Pick<ReadonlyMap<number, string>, 'get'>;

const severityStyle: { readonly [S in Severity]: Style } = {
  error: 'bad',
  warning: 'warning',
  information: 'dim',
};

/** All that is not plain about a run, in the four groups of findings; those without any are left out. */
export function groupLines(
  result: TraceResult,
  variables: Variables,
  sources: Sources,
  paint: Paint,
): string[] {
  const facts: { readonly [G in FindingGroup]?: PlainFacts } = {
    stops: cutFacts(result, variables),
    branches: guardFacts(result, variables),
  };
  return findingGroups.flatMap((group) => {
    const findings = result.diagnostics.filter((finding) => groupOf(finding) === group);
    const { about = '', facts: plain = [], hidden = 0 } = facts[group] ?? {};
    if (findings.length === 0 && plain.length === 0) return [];
    const title = paint('bold', groupTitles[group]);
    return [
      '',
      plain.length > 0 ? `${title}  ${about}` : title,
      ...plain.map(({ text, place }) => `  ${text}  ${paint('dim', place)}`),
      ...(hidden > 0 ? [paint('dim', `  … ${countText(hidden)} more`)] : []),
      ...diagnosticLines(findings, result.files, sources, paint).slice(plain.length > 0 ? 0 : 1),
    ];
  });
}

/** Messages, each with its source line underlined where the source is at hand, and below it the chain of places that explain it. */
export function diagnosticLines(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
  sources: Sources,
  paint: Paint,
): string[] {
  return diagnostics.flatMap((finding) => {
    const { code, message, span, related, class: kind } = finding;
    const severity = shownSeverity(finding);
    return [
      '',
      `${paint(severityStyle[severity], `${severity} ${code}`)}  ${placeText(files, span)}`,
      ...message.split('\n').map((line) => `  ${line}`),
      ...quote(span, sources, severityStyle[severity], paint),
      ...related.map((link) => `  ${link.message}  ${paint('dim', placeText(files, link.span))}`),
      ...(kind ? [paint('dim', `  about ${kind}: ${pageOf(kind)}`)] : []),
    ];
  });
}
/** Longest piece of a line that is quoted, and how much of it may stand before the span. */
const WIDEST = 160;
const BEFORE = 40;

/** The first line of a span with carets under it: of a long line, as bundles have them, the piece about the span. */
export function quote(span: Span, sources: Sources, style: Style, paint: Paint): string[] {
  const [file, line, column, endLine, endColumn] = span;
  const source = sources.get(file);
  const whole = source === undefined ? undefined : linesOf(source)[line - 1];
  if (whole === undefined) return [];
  const from = whole.length <= WIDEST ? 0 : Math.max(0, Math.min(column - BEFORE, whole.length - WIDEST));
  const to = Math.min(from + WIDEST, whole.length);
  const end = Math.min(endLine === line ? endColumn : whole.length, to);
  const [before, after] = [from > 0 ? '…' : '', to < whole.length ? '…' : ''];
  const text = before + whole.slice(from, to).replaceAll('\t', ' ') + after;
  const number = String(line).padStart(5);
  return [
    `${paint('dim', `${number} │`)} ${text}`,
    `${paint('dim', '      │')} ${' '.repeat(before.length + column - from)}${paint(style, '^'.repeat(Math.max(1, end - column)))}`,
  ];
}
