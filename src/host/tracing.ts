import { dirname, join } from 'node:path';
import {
  CancellationTokenSource,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import { NodeError } from '../runner/parent/nodeProgram.ts';
import type { Runner } from '../runner/parent/runner.ts';
import { failed, fileStart, type Failed } from '../shared/failed.ts';
import type { TraceAnswer } from '../shared/protocol.ts';
import type { TraceResult } from '../shared/trace.ts';
import type { CaseName } from './sources/documentCases.ts';
import type { Output } from './output.ts';
import { hashOf } from './sources/documentHash.ts';
import type { Done } from './done.ts';
import { loadDone, loadRunner } from './late.ts';
import { shownRun, type Running, type Sessions } from './sessions.ts';
import { limitsOf, nodeFor, settingsFor, showDigits, type Settings } from './settings.ts';
import type { TraceStore } from './traceStore.ts';

/** A case to trace. */
export interface Target extends CaseName {
  readonly document: TextDocument;
  /** Its index in the file. */
  readonly case: number;
  /** The text to trace in place of the document's: with a mark that the user did not write. */
  readonly text?: string;
}

/** Milliseconds for what a run gave to be drawn, before processes for the next one are started. */
const rest = 500;

/** Runs cases, and writes what becomes of them into the sessions. */
export class Tracing implements Disposable {
  readonly #runnerPath: string;
  readonly #sessions: Sessions;
  readonly #store: TraceStore;
  readonly #output: Output;
  #runner: { readonly key: string; readonly runner: Runner } | undefined;

  constructor(context: ExtensionContext, sessions: Sessions, store: TraceStore, output: Output) {
    this.#runnerPath = join(context.extensionPath, 'dist', 'runner.js');
    this.#sessions = sessions;
    this.#store = store;
    this.#output = output;
  }

  /** Traces a case; a run of the same document that is still going is cancelled. Says in untrusted workspaces why not. */
  async trace(target: Target, check: 'quick' | 'full' = 'quick'): Promise<void> {
    const { document, text, function: name, label, nth, case: index } = target;
    if (!workspace.isTrusted) {
      void window.showWarningMessage(
        'GradLens runs the code that it traces: trust this workspace first (Workspaces: Manage Workspace Trust).',
      );
      return;
    }
    const { uri } = document;
    this.cancel(uri);
    const cancel = new CancellationTokenSource();
    const running: Running = {
      kind: 'running',
      target: { function: name, label, nth },
      phase: 'load',
      cancel,
      previous: shownRun(this.#sessions.ofCase(uri, target)),
    };
    this.#sessions.set(uri, running);
    /** Writes the session's state, unless another run has taken over. */
    const write = (next: (now: Running) => Written) => {
      const { state } = this.#sessions.ofCase(uri, target);
      if (state.kind === 'running' && state.cancel === cancel) this.#sessions.set(uri, next(state));
    };
    const overlay = dirtyBuffers();
    if (text !== undefined) overlay.set(uri.fsPath, text);
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    const file = this.#store.newName();
    const content = hashOf(document);
    const stored = (result: TraceResult) => ({
      file: uri.fsPath,
      root,
      case: index,
      result: text === undefined ? result : withContent(result, content),
    });
    const begin = performance.now();
    let shown = 0;
    let traced: Done | undefined;
    try {
      const settings = settingsFor(uri);
      showDigits(settings);
      const { doneOf } = await loadDone();
      const runner = await this.#runnerFor(settings);
      const answer = await runner.trace(
        { file: uri.fsPath, root, overlay, case: index, pinned: settings.pinRandomAndClock, check },
        cancel.token,
        {
          onPhase: (phase) => write((now) => (now.phase === 'cancel' ? now : { ...now, phase })),
          onTraced: (result) => {
            traced = doneOf(file, stored(result));
            write((now) => ({ ...now, phase: 'check', previous: traced }));
            shown = performance.now() - begin;
          },
          onOutput: (printed) => this.#output.user(printed),
        },
      );
      const ms = (performance.now() - begin).toFixed(0);
      this.#output.log(`${name}: ${answer.kind}, shown after ${shown.toFixed(0)} ms, done after ${ms} ms`);
      if (answer.kind === 'traced') this.#output.log(`  ${JSON.stringify(answer.result.timing)}`);
      if (answer.kind === 'failed') {
        write(({ target: at, previous }) => {
          return { kind: 'failed', target: at, root, content, failed: answer, previous };
        });
      } else {
        const done = doneOf(file, stored(answer.result), traced);
        write(({ target: at }) => ({ kind: 'done', target: at, done }));
        await this.#store.write(file, stored(answer.result));
      }
    } catch (error) {
      this.#output.error(error);
      write(({ target: at, previous }) =>
        previous
          ? { kind: 'done', target: at, done: previous }
          : { kind: 'failed', target: at, root, content, failed: ourFault(uri, error), previous },
      );
      await this.#sayFault(name, error);
    } finally {
      cancel.dispose();
    }
  }

  /** Traces a case on other texts; what comes of it is shown nowhere. */
  async attempt(
    { file, root, case: index }: Pick<Done, 'file' | 'root' | 'case'>,
    overlay: ReadonlyMap<string, string>,
    token: CancellationToken,
    check: 'none' | 'quick' = 'quick',
  ): Promise<TraceAnswer> {
    const settings = settingsFor(Uri.file(file));
    const runner = await this.#runnerFor(settings);
    const pinned = settings.pinRandomAndClock;
    return runner.trace({ file, root, overlay, case: index, pinned, check }, token);
  }

  /** Cancels the runs of a document; false if there is none. */
  cancel(uri: Uri): boolean {
    const running = this.#sessions.of(uri).flatMap(({ state }) => (state.kind === 'running' ? [state] : []));
    for (const state of running) {
      state.cancel.cancel();
      this.#sessions.set(uri, { ...state, phase: 'cancel' });
    }
    return running.length > 0;
  }

  /** Ends every process; the next run starts anew. */
  dispose(): void {
    this.#runner?.runner.dispose();
    this.#runner = undefined;
  }

  async #sayFault(name: string, error: unknown): Promise<void> {
    if (error instanceof NodeError) {
      void window.showErrorMessage(error.message);
      return;
    }
    const text = `GradLens could not trace ${name}: ${String(error)}`;
    if (await window.showErrorMessage(text, 'Show Log')) this.#output.show();
  }

  async #runnerFor(settings: Settings): Promise<Runner> {
    const { Runner: Processes } = await loadRunner();
    const node = await nodeFor(settings);
    const limits = limitsOf(settings);
    const passed = settings.env;
    const key = JSON.stringify([node, limits, passed]);
    if (this.#runner?.key !== key) {
      this.dispose();
      const runnerPath = this.#runnerPath;
      const runner = new Processes({ runnerPath, node, limits, passed, spares: 2, rest, warm: true });
      this.#runner = { key, runner };
    }
    return this.#runner.runner;
  }
}

type Written = Parameters<Sessions['set']>[1];

/** A result of a text with a mark that the user did not write, as one of the document's own text. */
function withContent(result: TraceResult, content: string): TraceResult {
  const own = result.function.span[0];
  return { ...result, contents: result.contents?.map((hash, file) => (file === own ? content : hash)) ?? [] };
}

function ourFault(uri: Uri, error: unknown): Failed {
  return error instanceof NodeError
    ? failed('node-missing', error.message, uri.fsPath, fileStart)
    : failed('internal', String(error), uri.fsPath, fileStart);
}

/** The texts of the workspace that are not on disk yet. */
export function dirtyBuffers(): Map<string, string> {
  return new Map(
    workspace.textDocuments
      .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
      .map((document) => [document.uri.fsPath, document.getText()]),
  );
}
