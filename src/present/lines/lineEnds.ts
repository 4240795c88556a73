import type { Selection } from '../fold/selection.ts';
import { expandTabs, widthOf } from '../format/layout.ts';
import { blocksAround, type Block } from './blocks.ts';
import type { Mark } from './lineMarks.ts';
import type { LineModel } from './lineModel.ts';
import { lineNotes, type LineNote } from './lineNotes.ts';
import { noteText } from './noteText.ts';

/** A text right of a line of code. */
export interface EndCell {
  readonly kind: 'value' | 'gradient' | Mark['kind'];
  readonly text: string;
  /** Spaces between it and what stands left of it: the code, or the cell before. */
  readonly space: number;
}

/** What stands right of a line of code; without cells where the line has nothing to say. */
export interface LineEnd {
  readonly note: LineNote;
  readonly cells: readonly EndCell[];
}

/** A function of the source with the ends of its lines. */
export interface BlockEnds extends Block {
  readonly ends: readonly LineEnd[];
}

export interface LineEndOptions {
  /** Values stand right of the longest line with a value in their function, but not further right than this. */
  readonly column: number;
  /** Columns from one tab stop to the next. */
  readonly tabSize: number;
  /** Whether gradients have a column. */
  readonly gradients: boolean;
}

export const defaultColumn = 88;

/** Between the longest line and the values; between cells, and after a line that is too long. */
const [wide, narrow] = [3, 2];

/**
 * The notes of a file's lines, laid out beside its source: in each function the values in a column, the gradients in one of their own, then
 * the marks. The listing of the terminal and the line ends in the editor draw this.
 *
 * @param file its number in the result's `files`
 * @param source its lines, as they ran
 */
export function lineEnds(
  model: LineModel,
  selection: Selection,
  file: number,
  source: readonly string[],
  options: LineEndOptions,
): BlockEnds[] {
  const notes = lineNotes(model, selection, file);
  const { span } = model.result.function;
  const lines = notes.map(({ line }) => line);
  const blocks =
    notes.length === 0 ? [] : blocksAround(source, lines, span[0] === file ? span[1] : undefined);
  return blocks.map((block) => ({ ...block, ends: blockEnds(block, source, notes, options) }));
}

function blockEnds(
  { from, to }: Block,
  source: readonly string[],
  notes: readonly LineNote[],
  { column: most, tabSize, gradients }: LineEndOptions,
): LineEnd[] {
  const widths = source.slice(from - 1, to).map((text) => widthOf(expandTabs(text, tabSize)));
  const said = notes
    .filter(({ line }) => from <= line && line <= to)
    .map((note) => ({ note, text: noteText(note, source[note.line - 1]!) }));
  const inside = said.filter(({ text }) => !text.isHead);
  const numbers = inside.map(({ text }) => text);
  // Signatures are long, and lines without a value do not matter: the column is to be in view in half a window.
  const longest = Math.max(0, ...inside.map(({ note }) => widths[note.line - from]!));
  const column = Math.min(most, longest + wide);
  const valueWidth = Math.max(0, ...numbers.map(({ value }) => widthOf(value)));
  const gradientWidth = gradients ? Math.max(0, ...numbers.map(({ gradient }) => widthOf(gradient))) : 0;
  return said.map(({ note, text: { isHead, value, gradient, marks } }) => {
    const width = widths[note.line - from]!;
    const cells = [
      { kind: 'value' as const, text: value, width: isHead ? 0 : valueWidth },
      { kind: 'gradient' as const, text: gradients ? gradient : '', width: isHead ? 0 : gradientWidth },
      ...note.marks.map(({ kind }, i) => ({ kind, text: marks[i]!, width: 0 })),
    ];
    return { note, cells: spaced(cells, Math.max(narrow, column - width)) };
  });
}

/** The cells that have a text, each as far right as the widths of those before it put it. */
function spaced(cells: readonly (Omit<EndCell, 'space'> & { width: number })[], first: number): EndCell[] {
  const found: EndCell[] = [];
  let space = first;
  for (const { kind, text, width } of cells) {
    const own = widthOf(text);
    if (own > 0) found.push({ kind, text, space });
    if (own > 0) space = 0;
    if (own > 0 || width > 0) space += Math.max(0, width - own) + narrow;
  }
  return found;
}
