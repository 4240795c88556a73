import { dirname } from 'node:path';
import {
  CancellationTokenSource,
  Position,
  ProgressLocation,
  SnippetString,
  window,
  workspace,
  type CancellationToken,
  type TextDocument,
} from 'vscode';
import type { Mark, MarkCall } from '../../mark/index.ts';
import { languageIds } from '../sources/documentCases.ts';
import { dirtyBuffers, type Tracing } from '../tracing.ts';
import { loadMarks } from '../late.ts';
import { loadSyntax } from '../sources/syntax.ts';
import { filesNearby } from './nearby.ts';

/** Calls that are tried before one is written. */
const mostTried = 7;
/** Milliseconds after which no further call is tried. */
const patience = 8000;

/** Writes the `@trace` that a function lacks, with arguments that were tried and run. */
export class Marking {
  readonly #tracing: Tracing;

  constructor(tracing: Tracing) {
    this.#tracing = tracing;
  }

  /**
   * Marks the function at a place, its first argument selected; the index of the new case. Undefined where no tag can stand, which is
   * said, or where the user has given up waiting.
   */
  async mark(document: TextDocument, position: Position): Promise<number | undefined> {
    const cancel = new CancellationTokenSource();
    const options = { location: ProgressLocation.Window, title: 'GradLens: looking for arguments that run' };
    try {
      const found = await window.withProgress(options, () => this.#find(document, position, cancel.token));
      if (!found) return void window.showInformationMessage(nothingHere);
      const { mark, call } = found;
      if (!(await insert(document, mark, call))) return undefined;
      return caseAt(document.getText(), document.uri.fsPath, mark);
    } finally {
      cancel.dispose();
    }
  }

  /** Marks the function at the cursor. */
  async markHere(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor && languageIds.includes(editor.document.languageId))
      await this.mark(editor.document, editor.selection.active);
    else void window.showInformationMessage('GradLens: open a TypeScript or JavaScript file first.');
  }

  async #find(
    document: TextDocument,
    { line, character }: Position,
    token: CancellationToken,
  ): Promise<{ readonly mark: Mark; readonly call: MarkCall } | undefined> {
    const file = { path: document.uri.fsPath, text: document.getText() };
    const { markAt } = await loadMarks();
    const alone = markAt(file, line + 1, character);
    if (!alone) return undefined;
    const others = await filesNearby(document, alone.name, token);
    const mark = markAt(file, line + 1, character, others) ?? alone;
    return { mark, call: await this.#firstThatRuns(document, mark, token) };
  }

  /** The first call that gives finite numbers, else the first that does not throw, else the first; in untrusted workspaces none is tried. */
  async #firstThatRuns(document: TextDocument, mark: Mark, token: CancellationToken): Promise<MarkCall> {
    const end = performance.now() + patience;
    let running: MarkCall | undefined;
    const tried = workspace.isTrusted ? mark.calls.slice(0, mostTried) : [];
    for (const call of tried) {
      if (performance.now() > end || token.isCancellationRequested) break;
      const outcome = await this.#try(document, mark, call, token);
      if (outcome === 'finite') return call;
      if (outcome === 'runs') running ??= call;
    }
    return running ?? mark.calls[0]!;
  }

  async #try(
    document: TextDocument,
    mark: Mark,
    call: MarkCall,
    token: CancellationToken,
  ): Promise<'finite' | 'runs' | 'fails'> {
    const { fsPath: file } = document.uri;
    const { tagEdit, textOf } = await loadMarks();
    const { line, column, text: tag } = tagEdit(mark.place, textOf(call));
    const offset = document.offsetAt(new Position(line - 1, column));
    const source = document.getText();
    const text = source.slice(0, offset) + tag + source.slice(offset);
    const overlay = dirtyBuffers().set(file, text);
    const root = workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? dirname(file);
    const run = { file, root, case: await caseAt(text, file, mark) };
    const answer = await this.#tracing.attempt(run, overlay, token, 'none');
    if (answer.kind !== 'traced' || answer.result.status !== 'ok') return 'fails';
    const { outputs, values, constants } = answer.result.trace;
    const isFinite = outputs.every(({ refs }) =>
      refs.every((ref) => ref === 0 || Number.isFinite(ref > 0 ? values[ref] : constants[-ref - 1])),
    );
    return isFinite ? 'finite' : 'runs';
  }
}

const nothingHere =
  'GradLens: no tag can stand here. Put the cursor into a function that the file gives a name to: a declaration, a constant, a method.';

/** The index of the first case after the place that a tag was written to. */
async function caseAt(text: string, path: string, { place }: Mark): Promise<number> {
  const { listCases } = await loadSyntax();
  const isAfter = ([line, column]: readonly number[]) =>
    line! > place.line || (line === place.line && column! >= place.column);
  return listCases(text, path).findIndex(({ tagRange }) => isAfter(tagRange));
}

/** Writes the tag as a snippet with a place for each argument. */
async function insert(document: TextDocument, { place }: Mark, call: MarkCall): Promise<boolean> {
  const editor = await window.showTextDocument(document);
  const { line, column } = place;
  const places = call.arguments.map(({ text }, i) => `\${${i + 1}:${escaped(text)}}`);
  const text = `${escaped(`${place.before}@trace ${call.callee}`)}(${places.join(', ')})${escaped(place.after)}`;
  return editor.insertSnippet(new SnippetString(text), new Position(line - 1, column), whole);
}

/** The text is inserted as it is, as one step to undo. */
const whole = { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true };

const escaped = (text: string): string => text.replace(/[$}\\]/g, '\\$&');
