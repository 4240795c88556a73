import { linesOf } from '../../shared/lines.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { grouped, groupTitles } from '../findings/groups.ts';
import { lookAt, type Selection } from '../fold/selection.ts';
import { expandTabs, fit, painter, type Paint } from '../format/layout.ts';
import { defaultColumn, lineEnds, type BlockEnds } from '../lines/lineEnds.ts';
import { lineModel, type LineModel } from '../lines/lineModel.ts';
import { diagnosticLines } from './findingsText.ts';
import { headerLine, type TextOptions } from './traceText.ts';

/** Tabs are printed as so many spaces at most. */
const tabSize = 2;

/** The source of the traced functions with what each line bound or computed beside it: value, gradient, what is not plain. */
export function formatSource(
  result: TraceResult,
  { color, sources = new Map(), iterations = [] }: TextOptions,
): string {
  const paint = painter(color);
  const model = lineModel(result);
  const { selection, notes } = lookAt(result, model.tree, iterations);
  const files = [...new Set([result.function.span[0], ...result.files.keys()])];
  const listings = files.flatMap((file) => {
    const source = sources.get(file);
    return source === undefined ? [] : listing(model, selection, file, linesOf(source), paint);
  });
  // The places that explain a finding are in the listing; `text` has them.
  const findings = grouped(result.diagnostics.map((finding) => ({ ...finding, related: [] })));
  return [
    headerLine(result, model.variables, paint),
    ...notes.map((note) => paint('warning', `  ${note}`)),
    ...listings,
    ...findings.flatMap(([group, members]) => [
      '',
      paint('bold', groupTitles[group]),
      ...diagnosticLines(members, result.files, new Map(), paint).slice(1),
    ]),
    '',
  ].join('\n');
}

function listing(
  model: LineModel,
  selection: Selection,
  file: number,
  source: readonly string[],
  paint: Paint,
): string[] {
  const options = { column: defaultColumn, tabSize, gradients: true };
  const blocks = lineEnds(model, selection, file, source, options);
  if (blocks.length === 0) return [];
  const digits = String(Math.max(...blocks.map(({ to }) => to))).length;
  const isOwn = model.result.function.span[0] === file;
  const path = isOwn ? [] : ['', paint('dim', model.result.files[file]!)];
  return [...path, ...blocks.flatMap((block) => ['', ...blockLines(block, source, digits, paint)])];
}

const styles = {
  value: 'plain',
  gradient: 'op',
  'not finite': 'bad',
  zero: 'dim',
  cut: 'warning',
  overwritten: 'warning',
  finding: 'warning',
} as const;

function blockLines(
  { from, to, ends }: BlockEnds,
  source: readonly string[],
  digits: number,
  paint: Paint,
): string[] {
  const cellsOf = new Map(ends.map(({ note, cells }) => [note.line, cells]));
  return source.slice(from - 1, to).map((text, i) => {
    const number = paint('dim', fit(String(from + i), digits, { align: 'right' }));
    const cells = cellsOf.get(from + i) ?? [];
    const end = cells.map(({ kind, text: said, space }) => ' '.repeat(space) + paint(styles[kind], said));
    return `${number}  ${expandTabs(text, tabSize)}${end.join('')}`.trimEnd();
  });
}
