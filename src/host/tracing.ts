import { dirname, join } from 'node:path';
import {
  CancellationTokenSource,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  type Uri,
} from 'vscode';
import { Runner } from '../runner/runner.ts';
import { nodePathFor } from './nodePath.ts';
import type { Output } from './output.ts';
import { doneOf, shownRun, type Sessions } from './sessions.ts';
import type { TraceStore } from './store.ts';

/** What is to be traced. */
export interface Target {
  readonly document: TextDocument;
  /** Index of the case in the file. */
  readonly case: number;
  readonly function: string;
  /** The text to trace in place of the document's: with a mark that the user did not write. */
  readonly text?: string;
}

/** Runs cases, and writes what becomes of them into the sessions. */
export class Tracing implements Disposable {
  readonly #runnerPath: string;
  readonly #sessions: Sessions;
  readonly #store: TraceStore;
  readonly #output: Output;
  #runner: { readonly nodePath: string; readonly runner: Runner } | undefined;

  constructor(context: ExtensionContext, sessions: Sessions, store: TraceStore, output: Output) {
    this.#runnerPath = join(context.extensionPath, 'dist', 'runner.js');
    this.#sessions = sessions;
    this.#store = store;
    this.#output = output;
  }

  /** Traces a case; a run of the same document that is still going is cancelled. Says in untrusted workspaces why not. */
  async trace(
    { document, case: index, function: name, text }: Target,
    check: 'quick' | 'full' = 'quick',
  ): Promise<void> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage(
        'GradLens runs the code that it traces: trust this workspace first (Workspaces: Manage Workspace Trust).',
      );
      return;
    }
    const { uri } = document;
    this.cancel(uri);
    const cancel = new CancellationTokenSource();
    const previous = shownRun(this.#sessions.get(uri));
    const running = { kind: 'running', function: name, case: index, cancel, previous } as const;
    /** Whether this run is still the one that the session waits for. */
    const isCurrent = () => {
      const { state } = this.#sessions.get(uri);
      return state.kind === 'running' && state.cancel === cancel;
    };
    this.#sessions.set(uri, { ...running, phase: 'load' });
    const overlay = dirtyBuffers();
    if (text !== undefined) overlay.set(uri.fsPath, text);
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    const begin = performance.now();
    try {
      const runner = this.#runnerFor(await nodePathFor(uri));
      const answer = await runner.trace(
        { file: uri.fsPath, root, overlay, case: index, pinned: true, check },
        cancel.token,
        {
          onPhase: (phase) =>
            isCurrent() && this.#sessions.set(uri, { ...running, phase }, this.#sessions.get(uri).stale),
          onOutput: (printed) => this.#output.user(printed),
        },
      );
      this.#output.log(`${name}: ${answer.kind} in ${(performance.now() - begin).toFixed(0)} ms`);
      if (!isCurrent()) return;
      const { stale } = this.#sessions.get(uri);
      if (answer.kind === 'failed') {
        this.#sessions.set(
          uri,
          { kind: 'failed', function: name, case: index, root, failed: answer, previous },
          stale,
        );
        return;
      }
      const stored = { file: uri.fsPath, root, case: index, result: answer.result };
      const file = this.#store.newName();
      this.#sessions.set(uri, { kind: 'done', done: doneOf(file, stored) }, stale);
      await this.#store.write(file, stored);
    } catch (error) {
      this.#output.error(error);
      if (isCurrent())
        this.#sessions.set(uri, previous ? { kind: 'done', done: previous } : { kind: 'idle' }, true);
      void window
        .showErrorMessage(`GradLens could not trace ${name}: ${String(error)}`, 'Show Log')
        .then((choice) => {
          if (choice) this.#output.show();
        });
    } finally {
      cancel.dispose();
    }
  }

  /** Cancels the run of a document; false if there is none. */
  cancel(uri: Uri): boolean {
    const { state } = this.#sessions.get(uri);
    if (state.kind !== 'running') return false;
    state.cancel.cancel();
    return true;
  }

  /** Ends every process; the next run starts anew. */
  dispose(): void {
    this.#runner?.runner.dispose();
    this.#runner = undefined;
  }

  #runnerFor(nodePath: string): Runner {
    if (this.#runner?.nodePath !== nodePath) {
      this.dispose();
      this.#runner = {
        nodePath,
        runner: new Runner({ runnerPath: this.#runnerPath, nodePath, spare: true }),
      };
    }
    return this.#runner.runner;
  }
}

/** The texts of the workspace that are not on disk yet. */
function dirtyBuffers(): Map<string, string> {
  return new Map(
    workspace.textDocuments
      .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
      .map((document) => [document.uri.fsPath, document.getText()]),
  );
}
