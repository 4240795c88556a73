import { commands, window, type Uri } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { answerView } from '../../present/findings/findingViews.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { AnswerView, AskView } from '../../shared/panel/findingViews.ts';
import type { Link } from '../../shared/errors.ts';
import { shownRun, type Session } from '../sessions.ts';
import type { Answer, Asked } from '../why/answer.ts';
import { applyFix, type Fixes } from '../why/fixes.ts';
import { loadAnswers } from '../why/loadAnswers.ts';

/** What asking needs of its panel. */
export interface AskedPanel {
  readonly session: () => Session;
  /** The number of the file that the Lines tab shows; −1 if it shows none. */
  readonly file: () => number;
  /** Selects a place in the editor, and looks at its iteration. */
  readonly reveal: (link: Pick<Link, 'span' | 'equation'>) => Promise<void>;
  /** Shows a finding in its tab. */
  readonly finding: (number: number) => void;
  /** Traces what is shown once more. */
  readonly rerun: (uri: Uri) => void;
}

/** Answers what a panel's page asks, and what is asked elsewhere; takes a fix that is clicked. */
export class Asking {
  readonly #connection: MessageConnection;
  readonly #panel: AskedPanel;
  readonly #fixes: Fixes;
  #shown: { readonly answer: Answer; readonly place: Pick<AnswerView, 'row' | 'line'> } | undefined;

  constructor(connection: MessageConnection, fixes: Fixes, panel: AskedPanel) {
    this.#fixes = fixes;
    this.#connection = connection;
    this.#panel = panel;
    connection.onNotification(contract.askNotification, (asked) => void this.#ask(asked));
    connection.onNotification(contract.fixNotification, ({ finding, fix }) => void this.#fix(finding, fix));
    connection.onNotification(contract.pageNotification, (page) => {
      void commands.executeCommand('gradlens.showPage', page.class);
    });
  }

  /** Shows an answer, and its guilty place in the editor. */
  show(answer: Answer, place: Pick<AnswerView, 'row' | 'line'> = { row: answer.row, line: 0 }): void {
    this.#shown = { answer, place };
    this.update();
    const { run, explanation } = answer;
    const { finding, about } = explanation;
    if (!finding) return;
    void this.#fixes.try(run, finding, about.name || undefined);
    void this.#panel.reveal(finding);
  }

  /** Sends the answer that is shown once more: more may be known of its fixes. */
  update(): void {
    if (!this.#shown) return;
    const { answer, place } = this.#shown;
    const { run, question, explanation } = answer;
    if (shownRun(this.#panel.session())?.result.trace !== run.result.trace) return;
    const { finding, sentence } = explanation;
    const view = answerView(
      { question, sentence, ...(finding && { finding }) },
      run.result.files,
      finding ? this.#fixes.of(run, finding) : [],
      place,
    );
    void this.#connection.sendNotification(contract.answerNotification, { answer: view });
  }

  async #ask(view: AskView): Promise<void> {
    const session = this.#panel.session();
    if ('finding' in view) {
      this.#panel.finding(view.finding);
      const run = shownRun(session);
      const finding = run?.result.diagnostics[view.finding];
      if (!run || !finding) return;
      void this.#panel.reveal(finding);
      if (!session.stale) void this.#fixes.try(run, finding);
      return;
    }
    const asked: Asked = 'line' in view ? { file: this.#panel.file(), line: view.line } : view;
    const { answerTo } = await loadAnswers();
    const answer = await answerTo(session, asked);
    if (typeof answer === 'string') window.setStatusBarMessage(`GradLens: ${answer}`, 5000);
    else this.show(answer, { row: 'row' in view ? view.row : -1, line: 'line' in view ? view.line : 0 });
  }

  async #fix(number: number, which: number): Promise<void> {
    const session = this.#panel.session();
    const run = shownRun(session);
    const finding = number < 0 ? this.#shown?.answer.explanation.finding : run?.result.diagnostics[number];
    // The places of a fix are those of the text that ran.
    if (!run || !finding || session.stale) return;
    const fix = this.#fixes.of(run, finding)[which];
    if (fix && (await applyFix(run, fix))) this.#panel.rerun(session.uri);
  }
}
