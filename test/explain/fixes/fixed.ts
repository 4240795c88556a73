import { appliedTo, fixesOf, Program } from '../../../src/explain/index.ts';
import type { Diagnostic, FindingClass, Fix } from '../../../src/shared/errors.ts';
import { lineStarts } from '../../../src/shared/lines.ts';
import type { Span } from '../../../src/shared/span.ts';

/** A program with its files, in the first of which `⟦…⟧` is guilty. */
export interface Guilty {
  readonly class: FindingClass;
  readonly source: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly asked?: string;
  readonly iteration?: number;
}

/** The repairs of a guilty place, each with the texts of the files after it: of a program of one file, its text. */
export function repaired({ class: kind, source, others = {}, asked, iteration }: Guilty) {
  const from = source.indexOf('⟦');
  const to = source.indexOf('⟧') - 1;
  const text = source.replace(/[⟦⟧]/g, '');
  const files = ['main.ts', ...Object.keys(others)];
  const texts = [text, ...Object.values(others)];
  const program = new Program({ files, function: { name: 'f' }, case: '' }, (file) => texts[file]);
  const finding: Diagnostic = {
    code: 'threw',
    class: kind,
    severity: 'warning',
    message: '',
    span: spanOf(text, from, to),
    related: [],
    ...(iteration !== undefined && { iteration }),
  };
  return fixesOf(finding, { program }, asked).map((fix) => ({
    title: fix.title,
    text: textAfter(fix, texts),
  }));
}

function textAfter(fix: Fix, texts: readonly string[]): string {
  const changed = appliedTo(fix, (file) => texts[file])!;
  return texts.map((text, file) => changed.get(file) ?? text).join('\n');
}

function spanOf(text: string, from: number, to: number): Span {
  const starts = lineStarts(text);
  const at = (offset: number): [number, number] => {
    const line = starts.findLastIndex((start) => start <= offset);
    return [line + 1, offset - starts[line]!];
  };
  return [0, ...at(from), ...at(to)];
}
