import type { Diagnostic, Severity } from '../../shared/errors.ts';
import { linesOf } from '../../shared/lines.ts';
import type { Span } from '../../shared/span.ts';
import type { Paint, Style } from '../format/layout.ts';
import { placeText } from '../format/placeText.ts';

const severityStyle: { readonly [S in Severity]: Style } = {
  error: 'bad',
  warning: 'warning',
  information: 'dim',
};

/** Messages, each with its source line underlined where the source is at hand, and the places that explain it. */
export function diagnosticLines(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
  sources: ReadonlyMap<number, string>,
  paint: Paint,
): string[] {
  return diagnostics.flatMap(({ code, severity, message, span, related }) => [
    '',
    `${paint(severityStyle[severity], `${severity} ${code}`)}  ${placeText(files, span)}`,
    ...message.split('\n').map((line) => `  ${line}`),
    ...quote(span, sources, severityStyle[severity], paint),
    ...related.flatMap((other) => [
      `  ${paint('dim', placeText(files, other.span))}  ${other.message}`,
      ...quote(other.span, sources, 'dim', paint),
    ]),
  ]);
}

/** Longest piece of a line that is quoted, and how much of it may stand before the span. */
const WIDEST = 160;
const BEFORE = 40;

/** The first line of a span with carets under it: of a long line, as bundles have them, the piece about the span. */
function quote(span: Span, sources: ReadonlyMap<number, string>, style: Style, paint: Paint): string[] {
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
