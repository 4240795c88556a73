import {
  CodeLens,
  EventEmitter,
  Range,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { lensTexts } from '../../present/panel/lensTitle.ts';
import { indexOfCase, type CaseName, type Cases } from '../documentCases.ts';
import { shownRun, type Sessions } from '../sessions.ts';

/** The lenses above each marked function: trace it, what the last run gave with its verdict, the backward pass, the findings. */
export class Lenses implements CodeLensProvider, Disposable {
  readonly #cases: Cases;
  readonly #sessions: Sessions;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(cases: Cases, sessions: Sessions) {
    this.#cases = cases;
    this.#sessions = sessions;
    this.#subscription = sessions.onDidChange(() => this.#changed.fire());
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const session = this.#sessions.get(document.uri);
    const { state, stale } = session;
    const run = shownRun(session);
    const cases = this.#cases.of(document);
    return cases.flatMap(({ name: label, function: called, standsOn, range: [line, column] }, index) => {
      const place = new Range(line - 1, column, line - 1, column);
      const args = [document.uri, index];
      const lens = (title: string, command: string, tooltip?: string) =>
        new CodeLens(place, { title, command, arguments: args, ...(tooltip !== undefined && { tooltip }) });
      const isThis = ({ target }: { readonly target: CaseName }) => indexOfCase(cases, target) === index;
      const what = standsOn === undefined ? 'Function' : called;
      const isRunning = state.kind === 'running' && isThis(state);
      const trace = isRunning
        ? lens(`$(sync~spin) ${state.phase === 'check' ? 'Checking' : 'Tracing'} … cancel`, 'gradlens.cancel')
        : lens(`$(play) Trace ${what}${label && ` ${label}`}`, 'gradlens.trace');
      const backward = lens('Show backward pass', 'gradlens.showBackward');
      if (state.kind === 'failed' && isThis(state)) {
        const code = state.failed.diagnostics[0]?.code ?? 'failed';
        return [trace, lens(`✗ ${code}`, 'gradlens.showPanel'), backward];
      }
      if (!run || !isThis(run)) return [trace, backward];
      const { result, findings, tooltip } = lensTexts(run.result, stale, run.header);
      return [
        trace,
        lens(result, 'gradlens.showPanel', tooltip),
        backward,
        ...(findings === '' ? [] : [lens(findings, 'gradlens.showFindings', tooltip)]),
      ];
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
