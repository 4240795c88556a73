import { resolve } from 'node:path';
import type { Disposable } from 'vscode';
import { EventEmitter, workspace, type CancellationTokenSource, type Uri } from 'vscode';
import type { Failed } from '../shared/failed.ts';
import { backwardOf, type Backward } from '../present/panel/backward.ts';
import { headerOf, type Header } from '../present/model/header.ts';
import { indexRows, type RowIndex } from '../present/model/rowIndex.ts';
import type { Phase } from '../shared/protocol.ts';
import type { CaseName } from './documentCases.ts';
import type { StoredTrace } from '../shared/traceFile.ts';

/** A finished run with its rows, steps and header, ready to be shown. */
export interface Done extends StoredTrace {
  readonly target: CaseName;
  /** Name of its trace file. */
  readonly name: string;
  readonly index: RowIndex;
  readonly backward: Backward;
  readonly header: Header;
}

/** The state of a session. `previous` is the run that stays in view, dimmed, until there is another. */
export type SessionState =
  | { readonly kind: 'idle' }
  | Running
  | { readonly kind: 'done'; readonly done: Done }
  | {
      readonly kind: 'failed';
      readonly target: CaseName;
      readonly root: string;
      readonly failed: Failed;
      readonly previous: Done | undefined;
    };

/** A run that has not ended. While it is checked, `previous` is its own result. */
export interface Running {
  readonly kind: 'running';
  readonly target: CaseName;
  readonly phase: Phase | 'check';
  readonly cancel: CancellationTokenSource;
  readonly previous: Done | undefined;
}

/** One document's run and its state, which `Sessions.set` alone writes. */
export interface Session {
  readonly uri: Uri;
  readonly state: SessionState;
  /** Whether a source file changed since the run that is shown. */
  readonly stale: boolean;
}

/** Prepares a stored trace to be shown. */
export function doneOf(name: string, stored: StoredTrace): Done {
  const index = indexRows(stored.result);
  const header = headerOf(stored.result, index.variables);
  const { function: traced, case: label } = stored.result;
  const target = { function: traced.name, label, case: stored.case };
  return { ...stored, target, name, index, backward: backwardOf(index), header };
}

/** The run that a session shows, if there is one. */
export function shownRun({ state }: Session): Done | undefined {
  if (state.kind === 'idle') return undefined;
  return state.kind === 'done' ? state.done : state.previous;
}

/** One session a document. */
export class Sessions implements Disposable {
  readonly #sessions = new Map<string, Session>();
  readonly #changed = new EventEmitter<Session>();
  readonly #subscription: Disposable;
  /** A session's state or staleness changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscription = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#edited(document.uri);
    });
  }

  get(uri: Uri): Session {
    return this.#sessions.get(uri.toString()) ?? { uri, state: { kind: 'idle' }, stale: false };
  }

  all(): Iterable<Session> {
    return this.#sessions.values();
  }

  set(uri: Uri, state: SessionState, stale = false): void {
    const session = { uri, state, stale };
    if (state.kind === 'idle') this.#sessions.delete(uri.toString());
    else this.#sessions.set(uri.toString(), session);
    this.#changed.fire(session);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { state } of this.#sessions.values()) if (state.kind === 'running') state.cancel.cancel();
    this.#changed.dispose();
  }

  #edited(uri: Uri): void {
    for (const session of this.#sessions.values()) {
      const run = shownRun(session);
      const concerned =
        uri.toString() === session.uri.toString() ||
        run?.result.files.some((file) => resolve(run.root, file) === uri.fsPath);
      if (concerned && !session.stale) this.set(session.uri, session.state, true);
    }
  }
}
