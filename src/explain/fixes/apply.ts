import type { Fix } from '../../shared/errors.ts';
import { lineStarts } from '../../shared/lines.ts';
import type { Span } from '../../shared/span.ts';

type Edits = Fix['edits'];

/** The files that a repair changes, with their texts after it; undefined where one of them cannot be read. */
export function appliedTo(
  { edits }: Fix,
  textOf: (file: number) => string | undefined,
): Map<number, string> | undefined {
  const texts = new Map<number, string>();
  for (const file of new Set(edits.map(({ span }) => span[0]))) {
    const text = textOf(file);
    if (text === undefined) return undefined;
    texts.set(
      file,
      applied(
        text,
        edits.filter(({ span }) => span[0] === file),
      ),
    );
  }
  return texts;
}

function applied(text: string, edits: Edits): string {
  const starts = lineStarts(text);
  const offsets = ([, line, column, endLine, endColumn]: Span) =>
    [starts[line - 1]! + column, starts[endLine - 1]! + endColumn] as const;
  // From the last to the first: what stands before an edit is where it was.
  return [...edits]
    .sort((a, b) => offsets(b.span)[0] - offsets(a.span)[0])
    .reduce((changed, { span, text: inserted }) => {
      const [from, to] = offsets(span);
      return changed.slice(0, from) + inserted + changed.slice(to);
    }, text);
}

/** The number that a line of a file has after a repair. */
export function lineAfter({ edits }: Fix, file: number, line: number): number {
  return edits
    .filter(({ span }) => span[0] === file && span[3] < line)
    .reduce((at, { span, text }) => at + text.split('\n').length - 1 - (span[3] - span[1]), line);
}
