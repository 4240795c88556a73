import { commands, Range, Selection, Uri, ViewColumn, window, workspace, WorkspaceEdit } from 'vscode';
import type { TextDocument, TextEditor, Position } from 'vscode';

/** What the steps of the walkthrough do on the example, in their order. */
export const exampleSteps = ['trace', 'line', 'iteration', 'nan', 'mark'] as const;
export type ExampleStep = (typeof exampleSteps)[number];

/** The example that newcomers try things on: a copy in a folder of the extension's, so that nothing of theirs is touched. */
export class Example {
  readonly #source: Uri;
  readonly #copy: Uri;

  /**
   * @param extension the folder of the extension
   * @param storage a folder that it may write to
   */
  constructor(extension: Uri, storage: Uri) {
    this.#source = Uri.joinPath(extension, 'media', 'example.ts');
    this.#copy = Uri.joinPath(storage, 'example.ts');
  }

  /** Opens the example, made anew unless it is open. */
  async open(): Promise<TextEditor> {
    const isOpen = workspace.textDocuments.some(({ uri }) => uri.toString() === this.#copy.toString());
    if (!isOpen) await workspace.fs.copy(this.#source, this.#copy, { overwrite: true });
    const document = await workspace.openTextDocument(this.#copy);
    return window.showTextDocument(document, { viewColumn: ViewColumn.One });
  }

  /** Does a step of the walkthrough, which counts as done then. */
  async do(step: ExampleStep): Promise<void> {
    const editor = await this.open();
    await steps[step](editor);
    await commands.executeCommand('setContext', `gradlens.example.${step}`, true);
  }
}

const steps: Readonly<Record<ExampleStep, (editor: TextEditor) => Promise<void>>> = {
  trace: traced,
  async line(editor) {
    await traced(editor);
    goTo(editor, 'const expected');
    await commands.executeCommand('gradlens.peekLine');
  },
  async iteration(editor) {
    await traced(editor);
    goTo(editor, 'const expected');
    await commands.executeCommand('gradlens.previousIteration');
  },
  async nan(editor) {
    const { document } = editor;
    const edit = new WorkspaceEdit();
    const tag = placeOf(document, 'misfit(2.2, 0.4)');
    if (tag) edit.replace(document.uri, tag, 'misfit(2.2, 0.7)');
    await workspace.applyEdit(edit);
    await traced(editor);
    goTo(editor, 'Math.log(expected)');
    await commands.executeCommand('gradlens.explain');
  },
  async mark(editor) {
    goTo(editor, 'distance(from');
    await commands.executeCommand('gradlens.trace');
  },
};

async function traced({ document }: TextEditor): Promise<void> {
  await commands.executeCommand('gradlens.trace', document.uri, 0);
}

/** Puts the cursor on a text, if it is there still. */
function goTo(editor: TextEditor, text: string): void {
  const place = placeOf(editor.document, text);
  if (!place) return;
  editor.selection = new Selection(place.start, place.start);
  editor.revealRange(place);
}

function placeOf(document: TextDocument, text: string): Range | undefined {
  const at = document.getText().indexOf(text);
  if (at < 0) return undefined;
  const start: Position = document.positionAt(at);
  return new Range(start, document.positionAt(at + text.length));
}
