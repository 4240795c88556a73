import {
  Range,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { FileLines } from '../../present/panel/lines/fileLines.ts';
import { editorLineHeight } from '../../present/panel/lines/lineHeight.ts';
import { ScrollEcho } from '../../present/panel/lines/scrollEcho.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { Span } from '../../shared/span.ts';
import type { Shown } from './panel.ts';

/** The file that the tab shows. */
interface ShownFile {
  readonly document: TextDocument;
  /** Its number in the run's files. */
  readonly number: number;
  readonly lines: FileLines;
}

/** The Lines tab of a panel: it shows the file of the run that the editor shows, and the two scroll each other. */
export class LinesTab implements Disposable {
  readonly #connection: MessageConnection;
  readonly #shown: () => Shown | undefined;
  readonly #subscriptions: Disposable[];
  readonly #echo = new ScrollEcho();
  #file: ShownFile | undefined;
  #layout = 0;
  /** The last choice of the page's that was followed. */
  #turn = 0;
  #updates = 0;

  constructor(
    connection: MessageConnection,
    shown: () => Shown | undefined,
    reveal: (span: Span) => Promise<void>,
  ) {
    this.#connection = connection;
    this.#shown = shown;
    connection.onRequest(contract.linesRequest, (slice) => this.#file?.lines.views(slice) ?? []);
    connection.onRequest(contract.lineDetailRequest, ({ line }) => {
      if (!this.#file) throw new Error('No source is shown.');
      return this.#file.lines.detail(line);
    });
    connection.onRequest(
      contract.roundsRequest,
      ({ line, ...slice }) => this.#file?.lines.rounds(line, slice) ?? [],
    );
    connection.onNotification(contract.revealLineNotification, ({ line, turn }) => {
      if (!this.#file) return;
      void reveal(this.#file.lines.spanOf(line) ?? codeOf(this.#file, line)).finally(() => {
        this.#turn = Math.max(this.#turn, turn);
        this.#send();
      });
    });
    connection.onNotification(contract.scrollEditorNotification, ({ line }) => this.#scrollEditor(line));
    this.#subscriptions = [
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)),
      window.onDidChangeVisibleTextEditors(() => {
        this.#follow();
        const editor = this.#editor();
        if (editor) this.#scrolled(editor);
      }),
      window.onDidChangeActiveTextEditor(() => this.#follow()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#isShown(textEditor) && this.#send()),
      workspace.onDidChangeTextDocument(({ document }) => document === this.#file?.document && this.#send()),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('editor') && this.#send()),
    ];
  }

  /** There is another run, or other iterations are looked at, or a loop is shown otherwise. */
  async update(): Promise<void> {
    const update = ++this.#updates;
    const number = this.#fileToShow();
    const path = this.#shown()?.run.paths[number];
    const document = path === undefined ? undefined : await documentOf(path);
    if (update !== this.#updates) return;
    const lists = this.#shown()?.lists;
    this.#file =
      document && lists ? { document, number, lines: new FileLines(lists.context, number) } : undefined;
    this.#layout++;
    this.#send();
  }

  /** Another page counts its choices anew. */
  forget(): void {
    this.#turn = 0;
  }

  /** The number of the file that is shown; −1 if there is none. */
  get file(): number {
    return this.#file?.number ?? -1;
  }

  /** The lines that are shown. */
  get lines(): FileLines | undefined {
    return this.#file?.lines;
  }

  /** The table of a loop, for the clipboard. */
  tableText(key: string): string | undefined {
    return this.#file?.lines.tableText(key);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Another editor came to the front. */
  #follow(): void {
    const { number, document } = this.#file ?? {};
    // A document that no editor shows is closed after a while; the file has another one when it is opened again.
    if (this.#shown() && (this.#fileToShow() !== number || document?.isClosed)) void this.update();
    else this.#send();
  }

  /** The number of the file in the editor; while that is none of the run's, of what was shown, else of the function's own. */
  #fileToShow(): number {
    const run = this.#shown()?.run;
    if (!run) return -1;
    const numberOf = ({ document }: TextEditor) => run.paths.indexOf(document.uri.fsPath);
    const active = window.activeTextEditor ? numberOf(window.activeTextEditor) : -1;
    if (active >= 0) return active;
    const visible = window.visibleTextEditors.map(numberOf).filter((number) => number >= 0);
    const before = this.#file ? run.paths.indexOf(this.#file.document.uri.fsPath) : -1;
    const own = run.result.function.span[0];
    return [before, own].find((number) => visible.includes(number)) ?? visible[0] ?? own;
  }

  #isShown({ document }: TextEditor): boolean {
    return document.uri.toString() === this.#file?.document.uri.toString();
  }

  #editor(): TextEditor | undefined {
    return window.visibleTextEditors.find((editor) => this.#isShown(editor));
  }

  #send(): void {
    const document = this.#file?.document;
    const editor = this.#editor();
    const configuration = workspace.getConfiguration('editor', document);
    const text = {
      fontSize: configuration.get('fontSize', 14),
      lineHeight: configuration.get('lineHeight', 0),
    };
    void this.#connection.sendNotification(contract.linesNotification, {
      file: document?.uri.path.split('/').at(-1) ?? '',
      count: document?.lineCount ?? 0,
      lineHeight: editorLineHeight(text, process.platform === 'darwin'),
      layout: this.#layout,
      cursor: editor ? editor.selection.active.line + 1 : 0,
      turn: this.#turn,
      first: editor ? firstLineOf(editor) : 0,
    });
  }

  #scrolled(editor: TextEditor): void {
    if (!this.#isShown(editor)) return;
    const line = firstLineOf(editor);
    if (this.#echo.isEcho(line)) return;
    void this.#connection.sendNotification(contract.scrollLinesNotification, { line });
  }

  #scrollEditor(line: number): void {
    const editor = this.#editor();
    if (!editor) return;
    const kept = linesKeptAbove(editor.document);
    const target = Math.min(line + kept, editor.document.lineCount) - 1;
    this.#echo.expect(target + 1 - kept);
    editor.revealRange(new Range(target, 0, target, 0), TextEditorRevealType.AtTop);
  }
}

function firstLineOf({ visibleRanges }: TextEditor): number {
  return (visibleRanges[0]?.start.line ?? 0) + 1;
}

/** Lines that an editor leaves above a line that is revealed at the top: those that stick there, or surround the cursor. */
function linesKeptAbove(document: TextDocument): number {
  const configuration = workspace.getConfiguration('editor', document);
  const sticky = configuration.get('stickyScroll.enabled', true)
    ? configuration.get('stickyScroll.maxLineCount', 5)
    : 0;
  return Math.max(sticky, configuration.get('cursorSurroundingLines', 0));
}

/** The text of a line without the blanks around it. */
function codeOf({ document, number }: ShownFile, line: number): Span {
  const { text, firstNonWhitespaceCharacterIndex: start } = document.lineAt(
    Math.min(line, document.lineCount) - 1,
  );
  return [number, line, start, line, Math.max(start, text.trimEnd().length)];
}

/** A source as a document; undefined of one that is not there. */
async function documentOf(path: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.file(path));
  } catch {
    return undefined;
  }
}
