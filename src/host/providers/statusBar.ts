import { commands, StatusBarAlignment, window, type Disposable, type Uri } from 'vscode';
import { iterationsText } from '../../present/lines/iterationsAt.ts';
import { isSerious } from '../../present/findings/groups.ts';
import { lensTexts } from '../../present/panel/lensTitle.ts';
import type { Iterations } from '../iterations.ts';
import { slownessOf, traceOnOf } from '../live/live.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';

const phases = {
  load: 'loading',
  run: 'running',
  gradient: 'differentiating',
  proof: 'proving',
  check: 'checking',
  cancel: 'cancelling',
};

/** Milliseconds in which changes are collected. */
const delay = 30;

/** Shows the state of the active document's session with its verdict and the iteration that is looked at; a click cancels a run, or shows the panel. */
export class StatusBar implements Disposable {
  readonly #item = window.createStatusBarItem('gradlens', StatusBarAlignment.Left);
  readonly #sessions: Sessions;
  readonly #iterations: Iterations;
  readonly #subscriptions: Disposable[];
  #active: Uri | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(sessions: Sessions, iterations: Iterations) {
    this.#sessions = sessions;
    this.#iterations = iterations;
    this.#item.name = 'GradLens';
    const update = () => this.#updateSoon();
    this.#subscriptions = [
      sessions.onDidChange(update),
      sessions.onDidLook(update),
      window.onDidChangeActiveTextEditor(update),
      window.onDidChangeTextEditorSelection(update),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  #updateSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#update();
    }, delay);
  }

  #update(): void {
    const running = [...this.#sessions.all()].find(({ state }) => state.kind === 'running');
    // The panel has the focus while its rows are clicked: the last editor still counts.
    this.#active = window.activeTextEditor?.document.uri ?? this.#active;
    const active = this.#active && this.#sessions.get(this.#active);
    // For the `when` clauses of package.json.
    void commands.executeCommand('setContext', 'gradlens.running', running !== undefined);
    const hasTrace = active !== undefined && active.state.kind !== 'idle';
    void commands.executeCommand('setContext', 'gradlens.hasTrace', hasTrace);
    const session = running ?? active;
    if (!session || session.state.kind === 'idle') return this.#item.hide();
    this.#show(session);
    this.#item.show();
  }

  #show(session: Session): void {
    const { state, stale, uri } = session;
    const run = shownRun(session);
    if (state.kind === 'running') {
      this.#item.text = `$(sync~spin) GradLens: ${phases[state.phase]} ${state.target.function}`;
      this.#item.tooltip = 'Cancel this run';
      this.#item.command = { title: 'Cancel', command: 'gradlens.cancel', arguments: [uri] };
      return;
    }
    this.#item.command = { title: 'Show', command: 'gradlens.showPanel', arguments: [uri] };
    if (state.kind === 'failed' || !run) {
      const [first] = state.kind === 'failed' ? state.failed.diagnostics : [];
      this.#item.text = `$(error) ${state.kind === 'failed' ? state.target.function : ''}: ${first?.code ?? 'failed'}`;
      this.#item.tooltip = first?.message ?? 'Show the panel';
      return;
    }
    const { result, findings, tooltip } = lensTexts(run.result, stale, run.header);
    const iterations = iterationsText(this.#iterations.around(session));
    const slow = slownessOf(session);
    const said = [`${run.header.name} ${result}`, findings, iterations, slow].filter((text) => text !== '');
    this.#item.text = `${stale ? '$(history)' : traceOnOf(session) === 'command' ? '$(graph-line)' : '$(sync)'} ${said.join('  ')}`;
    const serious = stale ? -1 : run.result.diagnostics.findIndex(isSerious);
    if (serious < 0) {
      this.#item.tooltip = `${tooltip}\nShow the panel`;
      return;
    }
    this.#item.tooltip = `${tooltip}\nExplain the first finding`;
    const args = [uri, { finding: serious }];
    this.#item.command = { title: 'Explain', command: 'gradlens.explain', arguments: args };
  }
}
