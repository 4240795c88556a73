import { linesOf } from '../../shared/lines.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { lookAt, type Selection } from '../fold/selection.ts';
import { fit, painter, widthOf, type Paint, type Style } from '../format/layout.ts';
import { blocksAround, type Block } from '../lines/blocks.ts';
import { lineModel, type LineModel } from '../lines/lineModel.ts';
import { lineNotes, type LineNote } from '../lines/lineNotes.ts';
import { noteText } from '../lines/noteText.ts';
import { diagnosticLines } from './findingsText.ts';
import { headerLine, type TextOptions } from './traceText.ts';

/** Notes stand right of the longest line of their function, but not further right than this. */
const mostColumn = 88;
const gap = 3;

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
  const findings = result.diagnostics.map((finding) => ({ ...finding, related: [] }));
  return [
    headerLine(result, model.variables, paint),
    ...notes.map((note) => paint('warning', `  ${note}`)),
    ...listings,
    ...diagnosticLines(findings, result.files, new Map(), paint),
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
  const notes = lineNotes(model, selection, file);
  if (notes.length === 0) return [];
  const { span } = model.result.function;
  const own = span[0] === file ? span[1] : undefined;
  const blocks = blocksAround(
    source,
    notes.map(({ line }) => line),
    own,
  );
  const digits = String(Math.max(...blocks.map(({ to }) => to))).length;
  const path = span[0] === file ? [] : ['', paint('dim', model.result.files[file]!)];
  return [...path, ...blocks.flatMap((block) => ['', ...blockLines(block, source, notes, digits, paint)])];
}

const markStyles = { 'not finite': 'bad', zero: 'dim', cut: 'warning', finding: 'warning' } as const;

function blockLines(
  { from, to }: Block,
  source: readonly string[],
  notes: readonly LineNote[],
  digits: number,
  paint: Paint,
): string[] {
  const texts = source.slice(from - 1, to).map((text) => text.replaceAll('\t', '  '));
  const column = Math.min(mostColumn, Math.max(...texts.map(widthOf)) + gap);
  const inside = notes.filter(({ line }) => from <= line && line <= to);
  const said = new Map(
    inside.map((note) => [note.line, { note, text: noteText(note, source[note.line - 1]!) }]),
  );
  const numbers = [...said.values()].filter(({ text }) => !text.isHead);
  const width = Math.max(0, ...numbers.map(({ text }) => widthOf(text.value)));
  const gradientWidth = Math.max(0, ...numbers.map(({ text }) => widthOf(text.gradient)));
  return texts.map((text, i) => {
    const number = paint('dim', fit(String(from + i), digits, 'right'));
    const one = said.get(from + i);
    if (!one) return `${number}  ${text}`.trimEnd();
    const { isHead, value, gradient, marks } = one.text;
    const code = widthOf(text) < column ? fit(text, column) : `${text}  `;
    const cells: Cell[] = [
      { text: value, style: 'plain', width: isHead ? 0 : width },
      ...(isHead ? [] : [{ text: gradient, style: 'op', width: gradientWidth } as const]),
      ...one.note.marks.map(({ kind }, k) => ({ text: marks[k]!, style: markStyles[kind], width: 0 })),
    ];
    const last = cells.findLastIndex((cell) => cell.text !== '');
    const row = cells
      .slice(0, last + 1)
      .filter((cell) => cell.text !== '' || cell.width > 0)
      .map((cell) => paint(cell.style, cell === cells[last] ? cell.text : padded(cell)));
    return last < 0 ? `${number}  ${text}` : `${number}  ${code}${row.join('  ')}`;
  });
}

interface Cell {
  readonly text: string;
  readonly style: Style;
  /** Characters at least. */
  readonly width: number;
}

const padded = ({ text, width }: Cell): string => fit(text, Math.max(width, widthOf(text)));
