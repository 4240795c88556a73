import {
  CancellationTokenSource,
  EventEmitter,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type Uri,
} from 'vscode';
import type { Range } from '../../shared/span.ts';
import { loadSyntax } from '../sources/syntax.ts';
import { sourceFiles, textOf } from './sourceFiles.ts';

/** A marked function of the workspace. */
export interface WorkspaceMark {
  readonly uri: Uri;
  /** Its index among the cases of its file. */
  readonly case: number;
  readonly function: string;
  /** The name of the case; empty if it has none. */
  readonly label: string;
  /** The names of its parameters that have one. */
  readonly parameters: readonly string[];
  /** Where the function's name stands. */
  readonly range: Range;
}

export interface FoundMarks {
  readonly marks: readonly WorkspaceMark[];
  /** There are more. */
  readonly isCut: boolean;
}

/** Files that are looked through, and marks that are listed. */
const mostFiles = 2000;
const mostMarks = 40;
/** Files that are read at once. */
const together = 32;
/** Milliseconds after a change before the workspace is looked through again. */
const rest = 500;

/** The marked functions of the workspace, looked for while somebody wants to see them. */
export class WorkspaceMarks implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  #search: CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Files were saved, made or deleted: there may be others. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const later = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#changed.fire(), rest);
    };
    this.#subscriptions = [
      workspace.onDidSaveTextDocument(later),
      workspace.onDidCreateFiles(later),
      workspace.onDidDeleteFiles(later),
      workspace.onDidRenameFiles(later),
      workspace.onDidChangeWorkspaceFolders(later),
    ];
  }

  /** Those of the active editor's file first, then by path. A search that is still going is ended: its result is undefined. */
  async find(): Promise<FoundMarks | undefined> {
    this.#search?.cancel();
    const search = (this.#search = new CancellationTokenSource());
    const { token } = search;
    try {
      const active = window.activeTextEditor?.document.uri.toString();
      const order = (uri: Uri) => (uri.toString() === active ? '' : uri.path);
      const files = [...(await sourceFiles(mostFiles, token))].sort((a, b) => (order(a) < order(b) ? -1 : 1));
      const marks: WorkspaceMark[] = [];
      for (let i = 0; i < files.length && marks.length <= mostMarks; i += together) {
        const some = await Promise.all(files.slice(i, i + together).map((uri) => marksOf(uri, token)));
        if (token.isCancellationRequested) return undefined;
        marks.push(...some.flat());
      }
      return { marks: marks.slice(0, mostMarks), isCut: marks.length > mostMarks };
    } finally {
      search.dispose();
      if (this.#search === search) this.#search = undefined;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#search?.cancel();
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

async function marksOf(uri: Uri, token: CancellationToken): Promise<WorkspaceMark[]> {
  const text = await textOf(uri, token);
  if (!text.includes('@trace')) return [];
  const { InstrumentError, readMarks } = await loadSyntax();
  try {
    return readMarks(text, uri.fsPath).cases.map(
      ({ function: name, name: label, parameters, range }, index) => ({
        uri,
        case: index,
        function: name,
        label,
        parameters: (parameters?.parts ?? []).flatMap(([, one]) => (typeof one === 'string' ? [one] : ['…'])),
        range,
      }),
    );
  } catch (error) {
    if (error instanceof InstrumentError) return [];
    throw error;
  }
}
