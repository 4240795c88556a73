import { commands, window, type Disposable, type TextEditor, type Uri } from 'vscode';
import { allIterations, iterationsAt, type Iteration } from '../present/lines/iterationsAt.ts';
import { notFiniteEquations } from '../present/lines/notFinite.ts';
import { selectionOf } from '../present/fold/selection.ts';
import { shownRun, type Session, type Sessions } from './sessions.ts';
import { toLocation } from './spans.ts';

/** The session that an editor shows code of: its own document's, else one that came through its file. */
export function sessionOf(sessions: Sessions, { document }: TextEditor): Session | undefined {
  const own = sessions.get(document.uri);
  if (shownRun(own)) return own;
  return [...sessions.all()].find((session) => shownRun(session)?.paths.includes(document.uri.fsPath));
}

/** Moves what is looked at, by keys and commands, from where the cursor stands. */
export class Iterations implements Disposable {
  readonly #sessions: Sessions;
  readonly #goTo: (uri: Uri, index: number) => void;
  readonly #subscriptions: readonly Disposable[];
  #editor: TextEditor | undefined = window.activeTextEditor;
  /** What was around the cursor last. */
  #around:
    | {
        readonly session: Session;
        readonly file: number;
        readonly line: number;
        readonly iterations: readonly Iteration[];
      }
    | undefined;
  /** The equation that was gone to last, of the run it is of. */
  #last: { readonly trace: object; readonly equation: number } | undefined;

  /** @param goTo shows an index row in the panel, if that is open */
  constructor(sessions: Sessions, goTo: (uri: Uri, index: number) => void) {
    this.#sessions = sessions;
    this.#goTo = goTo;
    const update = () => this.#update();
    this.#subscriptions = [
      sessions.onDidChange(update),
      window.onDidChangeActiveTextEditor((editor) => {
        // While the panel has the focus, the editor beside it still counts.
        this.#editor = editor ?? this.#editor;
        update();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === this.#editor && update()),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Looks at another iteration of the innermost loop around the cursor, or of a given one. */
  move(to: (now: Iteration) => number, of?: { readonly uri: Uri; readonly site: number }): void {
    const session = of ? this.#sessions.get(of.uri) : this.#session();
    const run = session && shownRun(session);
    if (!run) return;
    const { selection, uri } = session;
    const all = of
      ? allIterations(run.lines, selection).filter(({ site }) => site === of.site)
      : this.around(session);
    const loop = all.at(-1);
    if (!loop) return;
    const iteration = Math.max(0, Math.min(loop.times - 1, to(loop)));
    this.#sessions.look(uri, new Map([[loop.site, iteration]]));
  }

  /** Goes to the next number that is not finite, in every view. */
  async nextNotFinite(): Promise<void> {
    const session = this.#session();
    const run = session && shownRun(session);
    if (!run) return;
    const found = notFiniteEquations(run.lines);
    const { trace } = run.result;
    const last = this.#last?.trace === trace ? found.indexOf(this.#last.equation) : -1;
    const equation = found[(last + 1) % found.length];
    if (equation === undefined) {
      window.setStatusBarMessage('GradLens: every number of this run is finite.', 4000);
      return;
    }
    this.#last = { trace, equation };
    this.#sessions.look(session.uri, selectionOf(run.lines.tree, equation));
    this.#goTo(session.uri, run.index.rowOfEquation(equation));
    const span = run.result.spans.get(trace.equations.site[equation]!);
    const place = span && toLocation(span, run.paths);
    if (!place) return;
    await window.showTextDocument(place.uri, {
      selection: place.range,
      viewColumn: this.#editor?.viewColumn ?? 1,
    });
  }

  /** The loops around the cursor, outermost first; away from all of them the first loop of the run. */
  around(session: Session): readonly Iteration[] {
    const run = shownRun(session);
    if (!run) return [];
    const file = this.#editor ? run.paths.indexOf(this.#editor.document.uri.fsPath) : -1;
    const line = (this.#editor?.selection.active.line ?? 0) + 1;
    const known = this.#around;
    // Keys and status bar both ask whenever the cursor moves.
    if (known?.session === session && known.file === file && known.line === line) return known.iterations;
    const { selection } = session;
    const here = file < 0 ? [] : iterationsAt(run.lines, selection, file, line);
    const iterations = here.length > 0 ? here : allIterations(run.lines, selection).slice(0, 1);
    this.#around = { session, file, line, iterations };
    return iterations;
  }

  #session(): Session | undefined {
    return this.#editor && sessionOf(this.#sessions, this.#editor);
  }

  /** For the `when` clauses of the keys: whether there is a loop to move in. */
  #update(): void {
    const session = this.#session();
    const isIn = session !== undefined && this.around(session).length > 0;
    void commands.executeCommand('setContext', 'gradlens.inLoop', isIn);
  }
}
