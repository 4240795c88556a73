import type { Diagnostic, Severity } from '../shared/errors.ts';
import type { Span } from '../shared/span.ts';
import type { Paint, Style } from './layout.ts';
import { placeText } from './places.ts';

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

/** The first line of a span with carets under it. */
function quote(span: Span, sources: ReadonlyMap<number, string>, style: Style, paint: Paint): string[] {
  const [file, line, column, endLine, endColumn] = span;
  const text = sources.get(file)?.split(/\r?\n/)[line - 1];
  if (text === undefined) return [];
  const end = endLine === line ? endColumn : text.length;
  const carets = '^'.repeat(Math.max(1, Math.min(end, text.length) - column));
  const number = String(line).padStart(5);
  return [
    `${paint('dim', `${number} │`)} ${text.replaceAll('\t', ' ')}`,
    `${paint('dim', '      │')} ${' '.repeat(column)}${paint(style, carets)}`,
  ];
}
