import { commands, StatusBarAlignment, window, type Disposable, type Uri } from 'vscode';
import { shownRun, type Sessions } from '../sessions.ts';

const phases = {
  load: 'loading',
  run: 'running',
  gradient: 'differentiating',
  proof: 'proving',
  check: 'checking',
};

/** Shows the state of the active document's session; a click cancels a run, or shows the panel. */
export class StatusBar implements Disposable {
  readonly #item = window.createStatusBarItem('gradlens', StatusBarAlignment.Left);
  readonly #subscriptions: Disposable[];
  #active: Uri | undefined;

  constructor(sessions: Sessions) {
    this.#item.name = 'GradLens';
    this.#subscriptions = [
      sessions.onDidChange(() => this.#update(sessions)),
      window.onDidChangeActiveTextEditor(() => this.#update(sessions)),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  #update(sessions: Sessions): void {
    const running = [...sessions.all()].find(({ state }) => state.kind === 'running');
    // The panel has the focus while its rows are clicked: the last editor still counts.
    this.#active = window.activeTextEditor?.document.uri ?? this.#active;
    const active = this.#active;
    const session = running ?? (active && sessions.get(active));
    // For the `when` clauses of package.json.
    void commands.executeCommand('setContext', 'gradlens.running', running !== undefined);
    const hasTrace = active !== undefined && sessions.get(active).state.kind !== 'idle';
    void commands.executeCommand('setContext', 'gradlens.hasTrace', hasTrace);
    if (!session || session.state.kind === 'idle') return this.#item.hide();
    const { state, stale } = session;
    if (state.kind === 'running') {
      this.#item.text = `$(sync~spin) GradLens: ${phases[state.phase]} ${state.target.function}`;
      this.#item.tooltip = 'Cancel this run';
      this.#item.command = { title: 'Cancel', command: 'gradlens.cancel', arguments: [session.uri] };
    } else {
      const run = shownRun(session);
      this.#item.text =
        state.kind === 'failed'
          ? `$(error) ${state.target.function}: ${state.failed.diagnostics[0]?.code ?? 'failed'}`
          : `${stale ? '$(history)' : '$(graph-line)'} ${[run!.header.name, ...run!.header.about].join(' · ')}`;
      this.#item.tooltip = stale ? 'The code changed since this run. Show the panel' : 'Show the panel';
      this.#item.command = { title: 'Show', command: 'gradlens.showPanel', arguments: [session.uri] };
    }
    this.#item.show();
  }
}
