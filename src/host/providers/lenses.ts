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
    const ofCases = cases.flatMap(({ name, function: called, standsOn, range }, index) => {
      const [line, column] = range;
      const place = new Range(line - 1, column, line - 1, column);
      // One row has room for the words of one case: several are told by their names, with one lens for the backward pass.
      const beside = cases.flatMap((one, i) => (one.range.every((n, k) => n === range[k]) ? [i] : []));
      const isAlone = beside.length === 1;
      const what = standsOn === undefined ? 'Function' : called;
      const title = isAlone ? `Trace ${what}${name && ` ${name}`}` : name || `${what} ${index + 1}`;
      const session = this.#sessions.ofCase(document.uri, nameOfCase(cases, index));
      return commandsOf(session, title)
        .filter(({ command }) => command !== backward.command || index === beside.at(-1))
        .map((command) => new CodeLens(place, { ...command, arguments: [document.uri, index] }));
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

const backward: LensCommand = { title: 'Show backward pass', command: 'gradlens.showBackward' };

/** The lenses of a case; `title` is that of the one that runs it. */
function commandsOf(session: Session, title: string): LensCommand[] {
  const { state, stale } = session;
  const trace =
    state.kind === 'running'
      ? {
          title: `$(sync~spin) ${state.phase === 'check' ? 'Checking' : 'Tracing'} … cancel`,
          command: 'gradlens.cancel',
        }
      : { title: `$(play) ${title}`, command: 'gradlens.trace' };
  if (state.kind === 'failed') {
    const [first] = state.failed.diagnostics;
    const said = `✗ ${first?.code ?? 'failed'}${stale ? ' (old)' : ''}`;
    return [trace, { title: said, command: 'gradlens.showPanel', tooltip: first?.message ?? '' }, backward];
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
