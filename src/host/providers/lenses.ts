import {
  CodeLens,
  EventEmitter,
  Range,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { lensTexts, tagLensTitle } from '../../present/panel/lensTitle.ts';
import { nameOfCase, type Cases } from '../documentCases.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { toRange } from '../spans.ts';

/**
 * The lenses above each marked function: trace it, what the last run gave with its verdict, the backward pass, the findings; of a tag that
 * cannot be read what is wrong with it. Each case has its own.
 */
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
    const cases = this.#cases.of(document);
    const ofCases = cases.flatMap(({ name, function: called, standsOn, range: [line, column] }, index) => {
      const what = `${standsOn === undefined ? 'Function' : called}${name && ` ${name}`}`;
      const session = this.#sessions.ofCase(document.uri, nameOfCase(cases, index));
      const place = new Range(line - 1, column, line - 1, column);
      return commandsOf(session, what).map(
        (command) => new CodeLens(place, { ...command, arguments: [document.uri, index] }),
      );
    });
    const ofTags = this.#cases.problems(document).map((problem) => {
      const { title, tooltip } = tagLensTitle(problem);
      const range = toRange(problem.range);
      const line = new Range(range.start.line, 0, range.start.line, 0);
      return new CodeLens(line, {
        title,
        tooltip,
        command: 'gradlens.showPlace',
        arguments: [document.uri, ...problem.range],
      });
    });
    return [...ofCases, ...ofTags];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

interface LensCommand {
  readonly title: string;
  readonly command: string;
  readonly tooltip?: string;
}

function commandsOf(session: Session, what: string): LensCommand[] {
  const { state, stale } = session;
  const trace =
    state.kind === 'running'
      ? {
          title: `$(sync~spin) ${state.phase === 'check' ? 'Checking' : 'Tracing'} … cancel`,
          command: 'gradlens.cancel',
        }
      : { title: `$(play) Trace ${what}`, command: 'gradlens.trace' };
  const backward = { title: 'Show backward pass', command: 'gradlens.showBackward' };
  if (state.kind === 'failed') {
    const [first] = state.failed.diagnostics;
    const title = `✗ ${first?.code ?? 'failed'}${stale ? ' (old)' : ''}`;
    return [trace, { title, command: 'gradlens.showPanel', tooltip: first?.message ?? '' }, backward];
  }
  const run = shownRun(session);
  if (!run) return [trace, backward];
  const { result, findings, tooltip } = lensTexts(run.result, stale, run.header);
  return [
    trace,
    { title: result, command: 'gradlens.showPanel', tooltip },
    backward,
    ...(findings === '' ? [] : [{ title: findings, command: 'gradlens.showFindings', tooltip }]),
  ];
}
