import { shownSeverity } from '../../findings/groups.ts';
import type { Severity } from '../../../shared/errors.ts';
import type { RoundView } from '../../../shared/panel/foldedViews.ts';
import type { LineDetail, LineView, MarkView } from '../../../shared/panel/lineViews.ts';
import type { Slice } from '../../../shared/panel/protocol.ts';
import type { Span } from '../../../shared/span.ts';
import { shapeText } from '../../../shared/tensor.ts';
import { chosenUnits, type Selection } from '../../fold/selection.ts';
import { NodeKind } from '../../fold/tree.ts';
import type { Unit } from '../../fold/units.ts';
import type { Mark } from '../../lines/lineMarks.ts';
import type { LineModel } from '../../lines/lineModel.ts';
import { lineNotes, type LineNote } from '../../lines/lineNotes.ts';
import { gradientGlimpse, valueGlimpse } from '../glimpse.ts';
import { roundView, sliderView, stripView, tableHead, type ListContext } from '../listViews.ts';
import { loopTableText } from '../loopTableText.ts';
import { numbersView } from '../numbersView.ts';
import { gradientTitle, range } from '../rowViews.ts';

/** The lines of a file of a run as the Lines tab shows them, at the iterations that are looked at. */
export class FileLines {
  readonly #context: ListContext;
  readonly #file: number;

  /** @param file its number in the result's `files` */
  constructor(context: ListContext, file: number) {
    this.#context = context;
    this.#file = file;
  }

  /** Lines from `from`, counted from 0. */
  views({ from, count }: Slice): LineView[] {
    const { notes, loops } = this.#noted();
    return range(from, count, from + count).map((i) => this.#view(i + 1, notes.get(i + 1), loops.get(i + 1)));
  }

  detail(line: number): LineDetail {
    const unit = this.#noted().loops.get(line);
    const shown = this.numbers(line);
    const { name = 'value', shape, value, gradient } = shown ?? {};
    return {
      value: shape && value ? numbersView(name, { line, what: 'value' }, value, shape, false) : null,
      gradient:
        shape && gradient
          ? numbersView(
              gradientTitle(this.#model.result, name),
              { line, what: 'gradient' },
              gradient,
              shape,
              true,
            )
          : null,
      table: unit ? tableHead(this.#context, { unit, key: tableKey(line) }) : null,
      times: unit?.times ?? 0,
      note: shown || unit ? '' : 'Nothing was computed on this line in what is looked at.',
    };
  }

  /** What a line bound or computed; undefined of the head of a loop or a function, and of lines that have nothing. */
  numbers(line: number) {
    const { name, shape, value, gradient, loop, output } = this.#noted().notes.get(line) ?? {};
    if (loop !== undefined || output !== undefined || !shape || !value) return undefined;
    return { name: name || 'value', shape, value, gradient };
  }

  /** Rows of the table of the loop that starts on a line. */
  rounds(line: number, { from, count }: Slice): RoundView[] {
    const unit = this.#noted().loops.get(line);
    if (!unit) return [];
    return range(from, count, unit.times).map((position) => roundView(this.#context, { unit }, position));
  }

  /** The table with a key, for the clipboard. */
  tableText(key: string): string | undefined {
    const loops = [...this.#noted().loops];
    const [, unit] = loops.find(([line]) => tableKey(line) === key) ?? [];
    return unit && loopTableText(this.#model, unit);
  }

  /** The widest expression that starts on a line; undefined where none does, or a loop or the function. */
  spanOf(line: number): Span | undefined {
    const { result, tree } = this.#model;
    const { loops, notes } = this.#noted();
    if (loops.has(line) || notes.get(line)?.output !== undefined) return undefined;
    const heads = new Set(tree.site.filter((_, n) => tree.kind[n] === NodeKind.loop));
    let widest: Span | undefined;
    for (const [site, span] of result.spans) {
      if (span[0] !== this.#file || span[1] !== line || heads.has(site)) continue;
      if (!widest || isWider(span, widest)) widest = span;
    }
    return widest;
  }

  #view(line: number, note: LineNote | undefined, unit: Unit | undefined): LineView {
    const { name = '', shape, value, gradient, output = '', marks = [] } = note ?? {};
    // The heads of loops and functions compute only their tests and defaults.
    const isHead = unit !== undefined || output !== '';
    const isShown = !isHead && shape !== undefined;
    return {
      line,
      name: isHead ? '' : name,
      shape: isShown && shape.length > 0 ? shapeText(shape) : '',
      value: isShown && value ? valueGlimpse(value, shape) : null,
      gradient: isShown && gradient ? gradientGlimpse(gradient, shape) : null,
      output,
      loop: unit
        ? { slider: sliderView(this.#context, { unit }), strip: stripView(this.#context, { unit }, 0) }
        : null,
      marks: marks.map((mark) => markView(this.#model, mark)),
    };
  }

  get #model(): LineModel {
    return this.#context.model;
  }

  #noted(): Noted {
    return noted(this.#model, this.#context.selection, this.#file);
  }
}

/** Notes and loops of a file by line. */
interface Noted {
  readonly selection: Selection;
  readonly file: number;
  readonly notes: ReadonlyMap<number, LineNote>;
  readonly loops: ReadonlyMap<number, Unit>;
}

const known = new WeakMap<LineModel, Noted>();

/** Made once for what is looked at: every page of lines asks. */
function noted(model: LineModel, selection: Selection, file: number): Noted {
  const last = known.get(model);
  if (last?.selection === selection && last.file === file) return last;
  const { result, tree } = model;
  const notes = new Map(lineNotes(model, selection, file).map((note) => [note.line, note]));
  const loops = new Map<number, Unit>();
  for (const unit of chosenUnits(tree, selection)) {
    const span = result.spans.get(tree.site[unit.node]!);
    if (unit.kind === 'loop' && span?.[0] === file) loops.set(span[1], unit);
  }
  const made = { selection, file, notes, loops };
  known.set(model, made);
  return made;
}

function tableKey(line: number): string {
  return `line ${line}`;
}

/** Of two spans that start on one line. */
function isWider([, , column, endLine, endColumn]: Span, than: Span): boolean {
  const [, , thanColumn, thanLine, thanEnd] = than;
  if (endLine !== thanLine) return endLine > thanLine;
  return endColumn === thanEnd ? column < thanColumn : endColumn > thanEnd;
}

function markView({ result }: LineModel, { kind, text }: Mark): MarkView {
  const severity: Severity = kind === 'not finite' ? 'error' : 'warning';
  const finding = kind === 'finding' && result.diagnostics.find(({ code }) => text.endsWith(code));
  return { text, severity: finding ? shownSeverity(finding) : severity };
}
