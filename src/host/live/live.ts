import { workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { isDue, pause, slowness, traceTime, type TraceOn } from './pace.ts';

/** How often the function of a session runs again by itself. */
export function traceOnOf({ uri }: Pick<Session, 'uri'>): TraceOn {
  return workspace.isTrusted ? settingsFor(uri).traceOn : 'command';
}

/** What is said of a session whose function is too slow to run as often as it should; else empty. */
export function slownessOf(session: Session): string {
  const run = shownRun(session);
  return slowness(traceOnOf(session), run && traceTime(run.result.timing));
}

/**
 * Traces again what was traced before, when the text of a file that the run had read is another one: on save or on a pause, as the
 * setting says. Nothing runs that a person has not run in this window, nothing while a text does not parse.
 */
export class Live implements Disposable {
  readonly #sessions: Sessions;
  readonly #parses: (document: TextDocument) => Promise<boolean>;
  readonly #retrace: (uri: Uri) => Promise<void>;
  readonly #subscriptions: readonly Disposable[];
  /** Waits for a pause. */
  #timer: NodeJS.Timeout | undefined;

  constructor(
    sessions: Sessions,
    parses: (document: TextDocument) => Promise<boolean>,
    retrace: (uri: Uri) => Promise<void>,
  ) {
    this.#sessions = sessions;
    this.#parses = parses;
    this.#retrace = retrace;
    this.#subscriptions = [
      workspace.onDidSaveTextDocument((document) => void this.#changed(document, 'save')),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#changed(document, 'pause'), pause);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #changed(document: TextDocument, event: 'save' | 'pause'): Promise<void> {
    const due = [...this.#sessions.all()].filter((session) => this.#isDue(session, document, event));
    if (due.length === 0 || !(await this.#parses(document))) return;
    for (const { uri } of due) void this.#retrace(uri);
  }

  #isDue(session: Session, { uri: { fsPath } }: TextDocument, event: 'save' | 'pause'): boolean {
    const { state, uri, stale } = session;
    const run = shownRun(session);
    if (session !== this.#sessions.get(uri) || run?.restored !== undefined) return false;
    const isOfFile = uri.fsPath === fsPath || (run?.paths.includes(fsPath) ?? false);
    // A run that is going on reads the text as it was: the newest wins.
    const isOther = stale || state.kind === 'running' || state.kind === 'failed';
    return isOfFile && isOther && isDue(traceOnOf(session), event, run && traceTime(run.result.timing));
  }
}
