import type { MessageConnection } from 'vscode-jsonrpc';
import { answerRequests } from '../src/host/panel/answers.ts';
import { listenToLayout } from '../src/host/panel/layout.ts';
import { CurrentRows } from '../src/host/panel/places/currentRows.ts';
import { ViewSender } from '../src/host/panel/viewSender.ts';
import { sentBy } from '../src/host/sentBy.ts';
import { answerView } from '../src/present/findings/findingViews.ts';
import { firstSelection, selectionOf, type Selection } from '../src/present/fold/selection.ts';
import { lineModel } from '../src/present/lines/lineModel.ts';
import { headerOf } from '../src/present/model/header.ts';
import { indexRows } from '../src/present/model/rowIndex.ts';
import { backwardOf } from '../src/present/panel/backward.ts';
import { FileLines } from '../src/present/panel/lines/fileLines.ts';
import { PanelLists } from '../src/present/panel/panelLists.ts';
import { panelView } from '../src/present/panel/panelView.ts';
import * as contract from '../src/shared/panel/protocol.ts';
import type { TraceResult } from '../src/shared/trace.ts';

/** What stands in place of an explanation: its evidence is the source, which a recorded trace has not got. */
const asked = {
  question: 'Why?',
  sentence:
    'This trace is a recorded one. Explain in the editor, or gradlens explain, answers for one that was just run.',
};

/** The panel of one recorded trace: what the extension is to its webview, as far as that needs no editor. */
export class RecordedPanel {
  readonly #connection: MessageConnection;
  readonly #run;
  readonly #lists: PanelLists;
  readonly #views: ViewSender;
  readonly #count: number;
  #selection: Selection;
  #layout = 0;

  /** @param count lines of the traced function's file */
  constructor(connection: MessageConnection, result: TraceResult, count: number) {
    const index = indexRows(result);
    const lines = lineModel(result, index.variables);
    this.#run = {
      ...{ name: '', result, index, lines },
      ...{ backward: backwardOf(index), sentBy: sentBy(result), header: headerOf(result, index.variables) },
    };
    this.#connection = connection;
    this.#count = count;
    this.#selection = firstSelection(result, lines.tree);
    this.#lists = new PanelLists(this.#run, this.#selection);
    this.#views = new ViewSender((view) => void connection.sendNotification(contract.showNotification, view));
    answerRequests(
      connection,
      this.#views,
      () => ({ run: this.#run, lists: this.#lists, lines: this.#lines }),
      (text) => void navigator.clipboard.writeText(text),
    );
    const current = new CurrentRows(connection);
    listenToLayout(connection, current, (apply) => {
      apply(this.#lists);
      this.#show();
    });
    this.#listen(current);
    this.#answerLines();
    connection.listen();
  }

  #listen(current: CurrentRows): void {
    const connection = this.#connection;
    connection.onNotification(contract.readyNotification, () => this.#show());
    connection.onNotification(contract.lookNotification, ({ site, iteration }) =>
      this.#look(new Map([[site, iteration]])),
    );
    connection.onNotification(contract.revealRowNotification, (chosen) => {
      current.choose(chosen);
      this.#look(this.#lists.iterationsOf(chosen.list, chosen.row));
    });
    connection.onNotification(contract.showRowNotification, ({ tab, index }) => this.#go(tab, index));
    connection.onNotification(contract.revealSpanNotification, ({ equation }) => {
      if (equation >= 0) this.#go('trace', this.#run.index.rowOfEquation(equation));
    });
    connection.onNotification(contract.copyTableNotification, ({ key }) => {
      const text = this.#lists.tableText(key) ?? this.#lines.tableText(key);
      if (text !== undefined) void navigator.clipboard.writeText(text);
    });
    connection.onNotification(contract.askNotification, (ask) => {
      if ('finding' in ask)
        void connection.sendNotification(contract.goNotification, { tab: 'findings', row: ask.finding });
      else {
        const place = { row: 'row' in ask ? ask.row : -1, line: 'line' in ask ? ask.line : 0 };
        const answer = answerView(asked, this.#run.result.files, [], place);
        void connection.sendNotification(contract.answerNotification, { answer });
      }
    });
    connection.onNotification(contract.pageNotification, (page) => {
      window.open(`../findings/${page.class}.html`, '_top');
    });
  }

  #answerLines(): void {
    const connection = this.#connection;
    connection.onRequest(contract.linesRequest, (slice) => this.#lines.views(slice));
    connection.onRequest(contract.lineDetailRequest, ({ line }) => this.#lines.detail(line));
    connection.onRequest(contract.roundsRequest, ({ line, ...slice }) => this.#lines.rounds(line, slice));
  }

  get #lines(): FileLines {
    return new FileLines(this.#lists.context, this.#run.result.function.span[0]);
  }

  /** Looks at iterations of some loops, and still at those of the others. */
  #look(iterations: Selection): void {
    if (iterations.size === 0) return;
    this.#selection = new Map([...this.#selection, ...iterations]);
    this.#lists.look(this.#selection);
    this.#show();
  }

  /** Goes to an index row, in its iterations. */
  #go(tab: contract.ListName, index: number): void {
    const [equation, end] = this.#run.index.equations(index);
    if (equation < end) this.#look(selectionOf(this.#run.lines.tree, equation));
    const row = this.#lists.open(tab, index);
    this.#show();
    void this.#connection.sendNotification(contract.goNotification, { tab, row });
  }

  /** Tells the page what it shows now: other rows. */
  #show(): void {
    const layout = ++this.#layout;
    const counts = {
      ...{ revision: 1, layout, rows: this.#lists.count('trace'), iterations: this.#lists.iterations },
      steps: this.#run.backward.count ? this.#lists.count('backward') : 0,
    };
    this.#views.send(panelView(this.#run, undefined, { kind: 'idle', text: '' }, false, counts), this.#lists);
    const { files, function: { span } } = this.#run.result; // prettier-ignore
    void this.#connection.sendNotification(contract.linesNotification, {
      ...{ file: files[span[0]]!.split('/').at(-1)!, count: this.#count, lineHeight: 19 },
      ...{ layout, cursor: 0, turn: 0, first: 0 },
    });
  }
}
