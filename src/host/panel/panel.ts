import type { TextEditorSelectionChangeEvent } from 'vscode';
import { env, ViewColumn, window, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { selectionOf } from '../../present/fold/selection.ts';
import { PanelLists } from '../../present/panel/panelLists.ts';
import { panelView } from '../../present/panel/panelView.ts';
import { sitesAt } from '../../present/model/sitesAtPlace.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { Link } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import type { Done } from '../done.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { absolutePaths } from '../spans.ts';
import type { Answer } from '../why/answer.ts';
import type { Fixes } from '../why/fixes.ts';
import { activityOf } from './activity.ts';
import { answerRequests } from './answers.ts';
import { Asking } from './asking.ts';
import { connectionTo } from './connection.ts';
import { CurrentRows } from './places/currentRows.ts';
import { CursorEcho } from './places/cursorEcho.ts';
import { LinesTab } from './linesTab.ts';
import { listenToLayout } from './layout.ts';
import { fillPanel } from './panelHtml.ts';
import { revealSpan } from './places/revealSpan.ts';
import { listenToQueries } from './searching.ts';
import { StartPage, type Starting } from './startPage.ts';
import { ViewSender } from './viewSender.ts';

/** Actions of a panel's buttons. */
export type PanelActions = Readonly<Record<contract.PanelAction, (uri: Uri) => void>>;

/** What every panel works with. */
export interface PanelParts {
  /** The folder of the extension. */
  readonly extension: Uri;
  readonly sessions: Sessions;
  readonly actions: PanelActions;
  readonly fixes: Fixes;
  readonly starting: Starting;
}

/** A run with the lists that a panel shows of it. */
export interface Shown {
  readonly run: Done;
  readonly lists: PanelLists;
}

const copy = (text: string): void => void env.clipboard.writeText(text);

/** One webview panel: it shows a document's current session, and follows the cursor in that session's sources. */
export class Panel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #connection: MessageConnection;
  readonly #views: ViewSender;
  readonly #sessions: Sessions;
  readonly #actions: PanelActions;
  readonly #subscriptions: Disposable[];
  readonly #echo = new CursorEcho();
  readonly #current: CurrentRows;
  readonly #lines: LinesTab;
  readonly #asking: Asking;
  readonly #fixes: Fixes;
  readonly #start: StartPage;
  #uri: Uri;
  #shown: Shown | undefined;
  #revision = 0;
  #layout = 0;
  #ready = false;
  #pending: { tab: contract.Tab; index: number; answer?: Answer } | undefined;

  constructor(panel: WebviewPanel, { extension, sessions, actions, fixes, starting }: PanelParts, uri: Uri) {
    this.#fixes = fixes;
    this.#panel = panel;
    this.#sessions = sessions;
    this.#actions = actions;
    this.#uri = uri;
    this.#connection = connectionTo(panel.webview);
    this.#current = new CurrentRows(this.#connection);
    this.#views = new ViewSender(
      (view) => void this.#connection.sendNotification(contract.showNotification, view),
    );
    this.#listen();
    const shown = () => this.#shown && { ...this.#shown, lines: this.#lines.lines };
    answerRequests(this.#connection, this.#views, shown, copy);
    this.#lines = new LinesTab(
      this.#connection,
      () => this.#shown,
      (span) => this.#reveal(span),
    );
    this.#asking = new Asking(this.#connection, fixes, {
      session: () => this.#sessions.get(this.#uri),
      file: () => this.#lines.file,
      reveal: (link) => this.#follow(link),
      finding: (index) => this.#go({ tab: 'findings', index }),
      rerun: actions.rerun,
    });
    this.#start = new StartPage(this.#connection, starting);
    this.#connection.listen();
    fillPanel(panel, extension);
    const isMine = (session: Session) => session.uri.toString() === this.#uri.toString();
    this.#subscriptions = [
      this.#lines,
      this.#start,
      fixes.onDidTry(() => {
        this.#sendView();
        this.#asking.update();
      }),
      sessions.onDidChange((session) => isMine(session) && this.#show()),
      sessions.onDidLook((session) => isMine(session) && this.#look(session)),
      window.onDidChangeTextEditorSelection((event) => {
        if (!this.#echo.isEcho(event)) this.#markCursor(event);
      }),
    ];
  }

  get uri(): Uri {
    return this.#uri;
  }

  /** Shows a document's session, and of it a tab and an index row (−1: where it stands). */
  show(uri: Uri, tab?: contract.Tab, index = -1): void {
    if (tab) this.#pending = { tab, index };
    this.#appear(uri);
  }

  /** Shows an answer under the row that it is about, else among the findings. */
  explain(uri: Uri, answer: Answer): void {
    const { row, run, explanation } = answer;
    const known = run.result.diagnostics.findIndex((one) => one === explanation.finding);
    this.#pending = { tab: row < 0 ? 'findings' : 'trace', index: row < 0 ? known : row, answer };
    this.#appear(uri);
  }

  #appear(uri: Uri): void {
    this.#uri = uri;
    // Where it is behind the code, it goes beside it: it never covers what it is about.
    const isBehind = this.#panel.viewColumn === window.activeTextEditor?.viewColumn;
    if (!this.#panel.visible) this.#panel.reveal(isBehind ? ViewColumn.Beside : undefined, true);
    if (this.#ready) this.#show();
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(listener);
  }

  /** Ends what belongs to the panel; the panel itself is closed by the user or the window. */
  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#connection.dispose();
  }

  #show(): void {
    const session = this.#sessions.get(this.#uri);
    const run = shownRun(session);
    const before = this.#shown;
    // A check adds a verdict to a result whose rows are there already.
    const isKnown = run?.result.trace === before?.run.result.trace;
    if (!isKnown) this.#revision++;
    const kept = before?.run.file === run?.file ? before?.lists : undefined;
    if (!run) this.#shown = undefined;
    else if (before && isKnown) this.#shown = { run, lists: before.lists };
    else this.#shown = { run, lists: new PanelLists(run, session.selection, kept) };
    this.#panel.title = run ? `Trace: ${run.header.name}` : 'GradLens';
    this.#start.show(session.state.kind === 'idle');
    this.#sendView(session);
    if (this.#pending && run) {
      const { answer, ...place } = this.#pending;
      this.#pending = undefined;
      this.#go(place);
      if (answer) this.#asking.show(answer);
    }
  }

  #sendView(session = this.#sessions.get(this.#uri)): void {
    const { state, stale } = session;
    const { run, lists } = this.#shown ?? {};
    const failure =
      state.kind === 'failed' ? { function: state.target.function, ...state.failed } : undefined;
    const counts = {
      revision: this.#revision,
      layout: this.#layout,
      rows: lists?.count('trace') ?? 0,
      steps: run?.backward.count ? lists!.count('backward') : 0,
      iterations: lists?.iterations ?? [],
    };
    const view = panelView(run, failure, activityOf(session), stale, counts, (finding) =>
      run && !failure && !stale ? this.#fixes.of(run, finding) : [],
    );
    if (this.#views.send(view, lists)) void this.#lines.update();
  }

  /** Other iterations are looked at: there are other rows. */
  #look(session: Session): void {
    this.#shown?.lists.look(session.selection);
    this.#layAnew(session);
  }

  #layAnew(session?: Session): void {
    this.#layout++;
    this.#sendView(session);
  }

  /** Goes to a tab, and there to an index row in its iterations. */
  #go({ tab, index }: { tab: contract.Tab; index: number }): void {
    const isList = tab === 'trace' || tab === 'backward';
    const row = isList && index >= 0 ? this.#rowOf(tab, index) : tab === 'findings' ? index : -1;
    if (row >= 0 && isList) this.#current.set(tab, row);
    void this.#connection.sendNotification(contract.goNotification, { tab, row });
  }

  /** The row of an index row, which is made visible: its iterations are looked at, what it is folded into is opened. */
  #rowOf(list: contract.ListName, index: number): number {
    const { run, lists } = this.#shown!;
    const [equation, end] = run.index.equations(index);
    if (equation < end) this.#sessions.look(this.#uri, selectionOf(run.lines.tree, equation));
    const row = lists.open(list, index);
    this.#layAnew();
    return row;
  }

  #listen(): void {
    const connection = this.#connection;
    listenToLayout(connection, this.#current, (apply) => {
      if (!this.#shown) return undefined;
      const made = apply(this.#shown.lists);
      this.#layAnew();
      return made;
    });
    listenToQueries(connection, {
      lists: () => this.#shown?.lists,
      current: (list) => this.#current.of(list),
      go: (list, index) => {
        this.#rowOf(list, index);
        this.#current.point([this.#shown!.run.index.site(index)], this.#shown!.lists.rowsOf(index));
      },
      refresh: () => this.#layAnew(),
    });
    connection.onNotification(contract.readyNotification, () => {
      this.#ready = true;
      this.#views.forget();
      this.#current.forget();
      this.#lines.forget();
      this.#show();
    });
    connection.onNotification(contract.revealRowNotification, (chosen) => this.#chooseRow(chosen));
    connection.onNotification(contract.showRowNotification, ({ tab, index }) => {
      if (this.#shown) this.#go({ tab, index });
    });
    connection.onNotification(contract.lookNotification, ({ site, iteration }) => {
      if (this.#sessions.look(this.#uri, new Map([[site, iteration]]))) return;
      // The page waits for an answer before it asks for the next one.
      this.#layAnew();
    });
    connection.onNotification(contract.revealSpanNotification, (link) => void this.#follow(link));
    connection.onNotification(contract.actionNotification, ({ action }) => this.#actions[action](this.#uri));
    connection.onNotification(contract.copyTableNotification, ({ key }) => {
      const text = this.#shown?.lists.tableText(key) ?? this.#lines.tableText(key);
      if (text !== undefined) copy(text);
    });
  }

  /** A person went to a row: its place is selected in the editor, its iterations are looked at; the other list goes along. */
  #chooseRow(chosen: contract.ChosenRow): void {
    if (!this.#shown) return;
    const { list, row, isFocused } = chosen;
    this.#current.choose(chosen);
    const { run, lists } = this.#shown;
    const { index, span = run.result.function.span } = lists.meant(list, row);
    this.#sessions.look(this.#uri, lists.iterationsOf(list, row));
    if (index >= 0) this.#current.point([run.index.site(index)], lists.rowsOf(index));
    void this.#reveal(span, isFocused);
  }

  /** Goes to a place in the editor, and to its row and iteration if it is of an equation. */
  async #follow({ span, equation = -1 }: Pick<Link, 'span' | 'equation'>): Promise<void> {
    const index = equation < 0 ? undefined : this.#shown?.run.index.rowOfEquation(equation);
    if (index !== undefined) this.#current.point([], { trace: this.#rowOf('trace', index), backward: -1 });
    await this.#reveal(span);
  }

  async #reveal(span: Span, isFocused = false): Promise<void> {
    const { state } = this.#sessions.get(this.#uri);
    const paths = state.kind === 'failed' ? absolutePaths(state.failed.files, state.root) : undefined;
    await revealSpan(span, paths ?? this.#shown?.run.paths ?? [], this.#panel, this.#echo, isFocused);
  }

  #markCursor({ textEditor, selections }: TextEditorSelectionChangeEvent): void {
    if (!this.#shown || !this.#ready || !this.#panel.visible) return;
    const { run, lists } = this.#shown;
    const { line, character } = selections[0]!.active;
    const file = run.paths.indexOf(textEditor.document.uri.fsPath);
    if (file < 0) return;
    const sites = sitesAt(run.index, file, line + 1, character);
    const nearest = (list: contract.ListName) => lists.nearest(list, sites, this.#current.of(list));
    this.#current.point(sites, { trace: nearest('trace'), backward: nearest('backward') });
  }
}
