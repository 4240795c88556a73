import type { Disposable } from 'vscode';
import { EventEmitter, workspace, type CancellationTokenSource, type Uri } from 'vscode';
import type { Failed } from '../shared/failed.ts';
import { nextSelection, type Selection } from '../present/fold/selection.ts';
import type { CaseName } from './sources/documentCases.ts';
import type { Done } from './done.ts';
import { isOfOtherCode, textHash } from './sources/documentHash.ts';
import type { Phase } from '../shared/protocol.ts';

/** The state of a session. `previous` is the run that stays in view, dimmed, until there is another. */
export type SessionState =
  | { readonly kind: 'idle' }
  | Running
  | { readonly kind: 'done'; readonly target: CaseName; readonly done: Done }
  | FailedState;

/** A run that has not ended. While it is checked, `previous` is its own result. */
export interface Running {
  readonly kind: 'running';
  readonly target: CaseName;
  readonly phase: Phase | 'check' | 'cancel';
  readonly cancel: CancellationTokenSource;
  readonly previous: Done | undefined;
}

/** A run that could not be made. */
export interface FailedState {
  readonly kind: 'failed';
  readonly target: CaseName;
  readonly root: string;
  /** Hash of the document's text then. */
  readonly content: string;
  readonly failed: Failed;
  readonly previous: Done | undefined;
}

/** One case of a document with its last run. `Sessions` alone writes it. */
export interface Session {
  readonly uri: Uri;
  readonly state: SessionState;
  /** Whether a source file's text is not the one of the run that is shown. */
  readonly stale: boolean;
  /** The iterations that every view looks at, of the run that is shown. */
  readonly selection: Selection;
  /** Whether a person chose them: the next run then keeps them. */
  readonly isChosen: boolean;
}

/** The run that a session shows, if there is one. */
export function shownRun({ state }: Session): Done | undefined {
  if (state.kind === 'idle') return undefined;
  return state.kind === 'done' ? state.done : state.previous;
}

/** One session a document and case; of each document the case that was run or chosen last is the current one. */
export class Sessions implements Disposable {
  readonly #documents = new Map<string, Map<string, Session>>();
  /** The key of each document's current case. */
  readonly #current = new Map<string, string>();
  readonly #changed = new EventEmitter<Session>();
  readonly #looked = new EventEmitter<Session>();
  readonly #subscriptions: readonly Disposable[];
  /** A session's state or staleness changed, or it became the current one. */
  readonly onDidChange = this.#changed.event;
  /** A session looks at other iterations. */
  readonly onDidLook = this.#looked.event;

  constructor() {
    const judge = (uri: Uri) => this.#judge(uri);
    this.#subscriptions = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) judge(document.uri);
      }),
      workspace.onDidOpenTextDocument(({ uri }) => judge(uri)),
    ];
  }

  /** The current session of a document; an idle one if nothing was traced there. */
  get(uri: Uri): Session {
    return this.#find(uri, this.#current.get(uri.toString())) ?? idle(uri);
  }

  /** The session of a case. */
  ofCase(uri: Uri, target: CaseName): Session {
    return this.#find(uri, keyOf(target)) ?? idle(uri);
  }

  /** The sessions of a document, the current one first. */
  of(uri: Uri): Session[] {
    const current = this.get(uri);
    const others = [...(this.#documents.get(uri.toString())?.values() ?? [])].filter(
      (one) => one !== current,
    );
    return current.state.kind === 'idle' ? others : [current, ...others];
  }

  *all(): Generator<Session> {
    for (const cases of this.#documents.values()) yield* cases.values();
  }

  /** Writes a case's state, which makes it the current one where it starts to run or nothing else is. */
  set(uri: Uri, state: Exclude<SessionState, { kind: 'idle' }>): void {
    const key = keyOf(state.target);
    if (state.kind === 'running' || !this.#current.has(uri.toString()))
      this.#current.set(uri.toString(), key);
    const before = this.#find(uri, key) ?? idle(uri);
    this.#write({ ...before, state, ...lookedAt(before, { ...before, state }) });
  }

  /** Makes a case the current one of its document. */
  show(uri: Uri, target: CaseName): void {
    const session = this.#find(uri, keyOf(target));
    if (!session || session === this.get(uri)) return;
    this.#current.set(uri.toString(), keyOf(target));
    this.#changed.fire(session);
  }

  /** Looks at iterations of some loops, and still at those of the others; every view follows. Whether that changed anything. */
  look(uri: Uri, iterations: Selection): boolean {
    const session = this.get(uri);
    const { state, selection } = session;
    const isNew = [...iterations].some(([site, iteration]) => selection.get(site) !== iteration);
    if (state.kind === 'idle' || !isNew) return false;
    const next = { ...session, selection: new Map([...selection, ...iterations]), isChosen: true };
    this.#store(next);
    this.#looked.fire(next);
    return true;
  }

  /** Forgets the runs of a document. */
  clear(uri: Uri): void {
    this.#documents.delete(uri.toString());
    this.#current.delete(uri.toString());
    this.#changed.fire(idle(uri));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { state } of this.all()) if (state.kind === 'running') state.cancel.cancel();
    this.#changed.dispose();
    this.#looked.dispose();
  }

  #find(uri: Uri, key: string | undefined): Session | undefined {
    return key === undefined ? undefined : this.#documents.get(uri.toString())?.get(key);
  }

  #write(session: Session): void {
    const judged = { ...session, stale: isStale(session) };
    this.#store(judged);
    this.#changed.fire(judged);
  }

  #store(session: Session): void {
    if (session.state.kind === 'idle') return;
    const document = session.uri.toString();
    const cases = this.#documents.get(document) ?? new Map<string, Session>();
    cases.set(keyOf(session.state.target), session);
    this.#documents.set(document, cases);
  }

  /** A document's text changed, or is known now: runs of it may be stale, or fresh again. */
  #judge(uri: Uri): void {
    for (const session of [...this.all()]) {
      const concerned =
        uri.toString() === session.uri.toString() || (shownRun(session)?.paths.includes(uri.fsPath) ?? false);
      if (concerned && isStale(session) !== session.stale) this.#write(session);
    }
  }
}

function idle(uri: Uri): Session {
  return { uri, state: { kind: 'idle' }, stale: false, selection: new Map(), isChosen: false };
}

function keyOf({ function: name, label, nth }: CaseName): string {
  return JSON.stringify([name, label, nth]);
}

function isStale({ uri, state }: Session): boolean {
  if (state.kind === 'failed') {
    const now = textHash(uri.fsPath);
    return now !== undefined && now !== state.content;
  }
  const run = state.kind === 'done' ? state.done : state.kind === 'running' ? state.previous : undefined;
  return run !== undefined && isOfOtherCode(run);
}

/** What is looked at after a session's state changed: of another trace what the old one looked at, if a person chose it. */
function lookedAt(before: Session, after: Session): Pick<Session, 'selection' | 'isChosen'> {
  const [old, run] = [shownRun(before), shownRun(after)];
  const { selection, isChosen } = before;
  if (!run || old?.result.trace === run.result.trace) return { selection, isChosen };
  return { selection: nextSelection(run.result, run.lines.tree, isChosen ? selection : new Map()), isChosen };
}
