import {
  Range,
  ThemeColor,
  window,
  workspace,
  type DecorationOptions,
  type Disposable,
  type TextEditor,
  type TextEditorDecorationType,
} from 'vscode';
import { widthOf } from '../../present/format/layout.ts';
import { influenceSteps } from '../../present/lines/influence.ts';
import type { EndCell } from '../../present/lines/lineEnds.ts';
import type { PlacedEnd, PlacedEnds } from '../placedEnds.ts';
import type { Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';

/** Lines out of view that are drawn too, on either side. */
const beyond = 20;
/** Texts in one editor. */
const mostTexts = 200;
/** Milliseconds in which changes are collected. */
const delay = 20;

/**
 * Values, gradients and marks right of the code, and its tint by influence. They are decorations, which take no room in the text: no line
 * of code moves when they come, change or go.
 */
export class LineEnds implements Disposable {
  readonly #placed: PlacedEnds;
  /** The types of values, of gradients and of marks. */
  readonly #texts = drawnInOrder(3);
  readonly #tints = Array.from({ length: influenceSteps }, (_, i) =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new ThemeColor(`gradlens.influence${i + 1}`),
    }),
  );
  readonly #drawn = new WeakMap<TextEditor, string>();
  readonly #subscriptions: readonly Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sessions: Sessions, placed: PlacedEnds) {
    this.#placed = placed;
    const draw = () => this.#drawSoon();
    this.#subscriptions = [
      ...this.#texts,
      ...this.#tints,
      sessions.onDidChange(draw),
      // A person waits for this one.
      sessions.onDidLook(() => this.#drawAll()),
      window.onDidChangeVisibleTextEditors(draw),
      window.onDidChangeTextEditorVisibleRanges(draw),
      window.onDidChangeTextEditorOptions(draw),
      workspace.onDidChangeTextDocument(draw),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('gradlens') && draw()),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => this.#drawAll(), delay);
  }

  #drawAll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const editor of window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: TextEditor): void {
    const { 'lines.show': shown, 'lines.column': column, tint } = settingsFor(editor.document.uri);
    const gradients = shown === 'value and gradient';
    const options = { column, tabSize: Number(editor.options.tabSize), gradients };
    const isEmpty = shown === 'off' && !tint;
    const ends = isEmpty ? [] : inView(editor, this.#placed.of(editor.document, options));
    const texts: DecorationOptions[][] = this.#texts.map(() => []);
    let room = shown === 'off' ? 0 : mostTexts;
    for (const end of ends) {
      const { range } = editor.document.lineAt(end.line);
      for (const [i, renderOptions] of textsOf(end)) {
        if (room-- > 0) texts[i]!.push({ range: new Range(range.end, range.end), renderOptions });
      }
    }
    const tints = this.#tints.map((_, i) =>
      ends
        .filter(({ influence }) => tint && influence === i + 1)
        .map(({ line }) => ({ range: new Range(line, 0, line, 0) })),
    );
    const drawing = JSON.stringify([texts, tints]);
    if (this.#drawn.get(editor) === drawing) return;
    this.#drawn.set(editor, drawing);
    this.#texts.forEach((type, i) => editor.setDecorations(type, texts[i]!));
    this.#tints.forEach((type, i) => editor.setDecorations(type, tints[i]!));
  }
}

/**
 * Decoration types whose texts stand in this order where they are at one place: the editor sorts them by the names of their classes, which
 * begin with the types' keys.
 */
function drawnInOrder(count: number): TextEditorDecorationType[] {
  const types = Array.from({ length: count }, () => window.createTextEditorDecorationType({}));
  return types.sort((a, b) => (`${a.key}-` < `${b.key}-` ? -1 : 1));
}

/** The ends of lines in view or near, those nearest to its middle first. */
function inView({ visibleRanges }: TextEditor, ends: ReadonlyMap<number, PlacedEnd>): PlacedEnd[] {
  const first = Math.min(...visibleRanges.map(({ start }) => start.line));
  const last = Math.max(...visibleRanges.map(({ end }) => end.line));
  const distance = ({ line }: PlacedEnd) => Math.abs(line - (first + last) / 2);
  return [...ends.values()]
    .filter(({ line }) => line >= first - beyond && line <= last + beyond)
    .sort((a, b) => distance(a) - distance(b));
}

type RenderOptions = NonNullable<DecorationOptions['renderOptions']>;

const isMark = ({ kind }: EndCell) => kind !== 'value' && kind !== 'gradient';

/** The texts of a line's end, each with its place in the order; all marks are one. */
function* textsOf({ cells, isOld }: PlacedEnd): Generator<readonly [order: number, RenderOptions]> {
  for (const [i, kind] of (['value', 'gradient'] as const).entries()) {
    const cell = cells.find((one) => one.kind === kind);
    if (cell) yield [i, textOf(cell, isOld)];
  }
  const [first, ...others] = cells.filter(isMark);
  if (!first) return;
  const text = first.text + others.map((mark) => ' '.repeat(mark.space) + mark.text).join('');
  const worst = [first, ...others].toSorted((a, b) => badness(b) - badness(a))[0]!;
  yield [2, textOf({ ...first, text, kind: worst.kind }, isOld)];
}

const kinds: readonly EndCell['kind'][] = ['zero', 'cut', 'overwritten', 'finding', 'not finite'];
const badness = ({ kind }: EndCell): number => kinds.indexOf(kind);

const colors = {
  value: 'gradlens.lineValue',
  gradient: 'gradlens.lineGradient',
  zero: 'gradlens.lineValue',
  cut: 'gradlens.lineWarning',
  overwritten: 'gradlens.lineWarning',
  finding: 'gradlens.lineWarning',
  'not finite': 'gradlens.lineError',
} as const;

function textOf({ kind, text, space }: EndCell, isOld: boolean): RenderOptions {
  return {
    after: {
      // The editor folds plain spaces.
      contentText: text.replaceAll(' ', '\u00a0'),
      color: new ThemeColor(colors[kind]),
      margin: `0 0 0 ${space}ch`,
      // Bars may come from another font, in which they are wider.
      width: `${widthOf(text)}ch`,
      // There is no option for opacity; this one is written into the style as it is.
      ...(isOld ? { fontStyle: 'italic', textDecoration: 'none; opacity: 0.5' } : {}),
    },
  };
}
