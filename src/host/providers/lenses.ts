import {
  CodeLens,
  EventEmitter,
  Range,
  workspace,
  type CodeLensProvider,
  type Command,
  type Disposable,
  type TextDocument,
  type Uri,
} from 'vscode';
import { lensTexts, tagLensTitle } from '../../present/panel/lensTitle.ts';
import { nameOfCase, type Cases } from '../sources/documentCases.ts';
import { traceOnOf } from '../live/live.ts';
import { shownRun, type Running, type Session, type Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { toRange } from '../spans.ts';

/** Milliseconds after which VS Code is told again of what it has not asked for. */
const patience = 1000;

/** The lens of a case that is running; what it says is decided when it is drawn. */
class RunningLens extends CodeLens {
  readonly commands: () => readonly Command[];
  readonly place: number;

  /** @param place which of the case's commands it is */
  constructor(range: Range, commands: () => readonly Command[], place: number) {
    super(range);
    this.commands = commands;
    this.place = place;
  }
}

/**
 * The lenses above each marked function: trace it, what the last run gave with its verdict, the backward pass, the findings; of a tag that
 * cannot be read what is wrong with it. Each case has its own.
 */
export class Lenses implements CodeLensProvider, Disposable {
  readonly #cases: Cases;
  readonly #sessions: Sessions;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  /** Documents whose lenses changed since VS Code asked for them. */
  readonly #unread = new Set<string>();
  #told: NodeJS.Timeout | undefined;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(cases: Cases, sessions: Sessions) {
    this.#cases = cases;
    this.#sessions = sessions;
    this.#subscriptions = [
      sessions.onDidChange(({ uri }) => this.#tell(uri)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('gradlens.codeLens')) this.#changed.fire();
      }),
    ];
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    this.#asked(document.uri);
    if (!settingsFor(document.uri).codeLens) return [];
    const cases = await this.#cases.of(document);
    const ofCases = cases.flatMap(({ name, function: called, standsOn, range }, index) => {
      const [line, column] = range;
      const place = new Range(line - 1, column, line - 1, column);
      // One row has room for the words of one case: several are told by their names, with one lens for the backward pass.
      const beside = cases.flatMap((one, i) => (one.range.every((n, k) => n === range[k]) ? [i] : []));
      const what = standsOn === undefined ? 'Function' : called;
      const alone = `Trace ${what}${name && ` ${name}`}`;
      const unnamed = `${standsOn === undefined ? 'case' : called} ${beside.indexOf(index) + 1}`;
      const title = beside.length === 1 ? alone : name || unnamed;
      const session = () => this.#sessions.ofCase(document.uri, nameOfCase(cases, index));
      const commands = () =>
        commandsOf(session(), title)
          .filter(({ command }) => command !== backward.command || index === beside.at(-1))
          .map((command) => ({ ...command, arguments: [document.uri, index] }));
      const isRunning = session().state.kind === 'running';
      return commands().map((command, i) =>
        isRunning ? new RunningLens(place, commands, i) : new CodeLens(place, command),
      );
    });
    const ofTags = (await this.#cases.problems(document)).map((problem) => {
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

  /** VS Code asks 250 ms after it was told, and draws as much later: a run may have ended meanwhile. */
  resolveCodeLens(lens: CodeLens): CodeLens {
    if (lens instanceof RunningLens) lens.command = lens.commands()[lens.place] ?? { title: '', command: '' };
    return lens;
  }

  dispose(): void {
    clearTimeout(this.#told);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** Tells VS Code of a change, once until it asks: each further notice would only put that off. */
  #tell(uri: Uri): void {
    this.#unread.add(uri.toString());
    if (this.#told !== undefined) return;
    this.#changed.fire();
    this.#told = setTimeout(() => {
      this.#told = undefined;
      if (this.#unread.size === 0) return;
      this.#unread.clear();
      this.#changed.fire();
    }, patience);
  }

  /** VS Code asks for a document: it gets the newest. */
  #asked(uri: Uri): void {
    this.#unread.delete(uri.toString());
    if (this.#unread.size > 0) return;
    clearTimeout(this.#told);
    this.#told = undefined;
  }
}

const backward: Command = { title: 'Show backward pass', command: 'gradlens.showBackward' };

const busy: { readonly [P in Running['phase']]?: string } = {
  check: 'Checking … cancel',
  cancel: 'Cancelling …',
};

/** The lenses of a case; `title` is that of the one that runs it. */
function commandsOf(session: Session, title: string): Command[] {
  const { state, stale } = session;
  const trace =
    state.kind === 'running'
      ? {
          title: `$(sync~spin) ${busy[state.phase] ?? 'Tracing … cancel'}`,
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
    {
      title: traceOnOf(session) === 'command' ? result : `⟳ ${result}`,
      command: 'gradlens.showPanel',
      tooltip,
    },
    backward,
    ...(findings === '' ? [] : [{ title: findings, command: 'gradlens.showFindings', tooltip }]),
  ];
}
