import { workspace, type Disposable, type TextDocument } from 'vscode';
import type { Selection } from '../present/fold/selection.ts';
import { influenceByLine } from '../present/lines/influence.ts';
import { keptLines } from '../present/lines/keptLines.ts';
import { lineEnds, type BlockEnds, type EndCell, type LineEndOptions } from '../present/lines/lineEnds.ts';
import type { LineModel } from '../present/lines/lineModel.ts';
import { linesOf } from '../shared/lines.ts';
import { languageIds } from './sources/documentCases.ts';
import type { Done } from './done.ts';
import { hashOf } from './sources/documentHash.ts';
import { shownRun, type Session, type Sessions } from './sessions.ts';

/** What stands right of a line of a document, whose number is from 0 and that of now. */
export interface PlacedEnd {
  readonly line: number;
  readonly cells: readonly EndCell[];
  /** Step of the line's influence. */
  readonly influence: number;
  /** Whether it is of a run of other code, or of one before a run that failed. */
  readonly isOld: boolean;
}

/** A line's end where it stood when the code ran. */
type LaidEnd = Omit<PlacedEnd, 'isOld'>;

/** Layouts of one model at one selection, by file and options. */
interface Known {
  readonly selection: Selection;
  readonly layouts: Map<string, readonly LaidEnd[]>;
}

const mostTexts = 100;

/**
 * The line ends of documents as they stand: laid out beside the text that ran, moved with the edits since, and left out on lines that were
 * edited.
 */
export class PlacedEnds implements Disposable {
  readonly #sessions: Sessions;
  readonly #known = new WeakMap<LineModel, Known>();
  /** Texts that ran or may have, as lines by hash; the one that was used last is the last. */
  readonly #texts = new Map<string, readonly string[]>();
  readonly #subscription: Disposable;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#subscription = sessions.onDidChange(({ state }) => {
      // What a run reads may be another text by the time that it ends.
      if (state.kind === 'running' && state.phase === 'load') workspace.textDocuments.forEach(this.#remember);
    });
  }

  /** By line: those of the document's current case first, of others where it says nothing. */
  of(document: TextDocument, options: LineEndOptions): Map<number, PlacedEnd> {
    const placed = new Map<number, PlacedEnd>();
    if (document.uri.scheme !== 'file') return placed;
    for (const session of new Set([...this.#sessions.of(document.uri), ...this.#sessions.all()])) {
      const run = shownRun(session);
      const file = run?.paths.indexOf(document.uri.fsPath) ?? -1;
      if (!run || file < 0) continue;
      for (const end of this.#placed(document, session, run, file, options))
        if (!placed.has(end.line)) placed.set(end.line, end);
    }
    return placed;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  *#placed(
    document: TextDocument,
    session: Session,
    run: Done,
    file: number,
    options: LineEndOptions,
  ): Generator<PlacedEnd> {
    const source = this.#sourceOf(document, run.result.contents?.[file] ?? '');
    if (!source) return;
    const kept = keptLines(source, linesOf(document.getText()));
    const isOld = session.stale || session.state.kind === 'failed';
    for (const end of this.#layout(run.lines, session.selection, file, source, options)) {
      const line = kept[end.line] ?? -1;
      if (line >= 0) yield { ...end, line, isOld };
    }
  }

  /** The lines of a document as they ran; undefined if nobody knows them any more. Of older traces, which have no hash, as they are. */
  #sourceOf(document: TextDocument, hash: string): readonly string[] | undefined {
    if (hash === '') return linesOf(document.getText());
    if (!this.#texts.has(hash)) this.#remember(document);
    const lines = this.#texts.get(hash);
    if (lines) this.#keep(hash, lines);
    return lines;
  }

  readonly #remember = (document: TextDocument): void => {
    if (document.uri.scheme !== 'file' || !languageIds.includes(document.languageId)) return;
    this.#keep(hashOf(document), linesOf(document.getText()));
  };

  #keep(hash: string, lines: readonly string[]): void {
    this.#texts.delete(hash);
    this.#texts.set(hash, lines);
    if (this.#texts.size > mostTexts) this.#texts.delete([...this.#texts.keys()][0]!);
  }

  #layout(
    model: LineModel,
    selection: Selection,
    file: number,
    source: readonly string[],
    options: LineEndOptions,
  ): readonly LaidEnd[] {
    let known = this.#known.get(model);
    if (known?.selection !== selection) {
      known = { selection, layouts: new Map() };
      this.#known.set(model, known);
    }
    const key = JSON.stringify([file, options]);
    const layout = known.layouts.get(key) ?? lineEnds(model, selection, file, source, options).flatMap(laid);
    known.layouts.set(key, layout);
    return layout;
  }
}

function laid({ ends }: BlockEnds): LaidEnd[] {
  const influences = influenceByLine(ends.map(({ note }) => note));
  return ends.map(({ note: { line }, cells }) => ({
    line: line - 1,
    cells,
    influence: influences.get(line)!,
  }));
}
