import type { TextEditorSelectionChangeEvent } from 'vscode';
import {
  env,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { selectionOf } from '../../present/fold/selection.ts';
import { PanelLists } from '../../present/panel/panelLists.ts';
import { panelView } from '../../present/panel/panelView.ts';
import { sitesAt } from '../../present/model/sitesAtPlace.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { Span } from '../../shared/span.ts';
import type { Done } from '../done.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { toLocation } from '../spans.ts';
import { answerRequests } from './answers.ts';
import { connectionTo } from './connection.ts';
import { CursorEcho } from './cursorEcho.ts';
import { LinesTab } from './linesTab.ts';
import { listenToLayout } from './layout.ts';
import { panelHtml } from './panelHtml.ts';
import { ViewSender } from './viewSender.ts';

export const panelType = 'gradlens.panel';

/** Actions of a panel's buttons. */
export type PanelActions = Readonly<Record<contract.PanelAction, (uri: Uri) => void>>;

/** A run with the lists that a panel shows of it. */
export interface Shown {
  readonly run: Done;
  readonly lists: PanelLists;
}

/** One webview panel: it shows a document's current session, and follows the cursor in that session's sources. */
export class Panel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #connection: MessageConnection;
  readonly #views: ViewSender;
  readonly #sessions: Sessions;
  readonly #actions: PanelActions;
  readonly #subscriptions: Disposable[];
  readonly #echo = new CursorEcho();
  readonly #lines: LinesTab;
  #uri: Uri;
  #shown: Shown | undefined;
  #revision = 0;
  #layout = 0;
  #current: Record<contract.ListName, number> = { trace: 0, backward: 0 };
  #ready = false;
  #pending: { tab: contract.Tab; index: number } | undefined;

  constructor(
    panel: WebviewPanel,
    context: ExtensionContext,
    sessions: Sessions,
    actions: PanelActions,
    uri: Uri,
  ) {
    this.#panel = panel;
    this.#sessions = sessions;
    this.#actions = actions;
    this.#uri = uri;
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'panel.svg');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')],
    };
    this.#connection = connectionTo(panel.webview);
    this.#views = new ViewSender(
      (view) => void this.#connection.sendNotification(contract.showNotification, view),
    );
    this.#listen();
    answerRequests(this.#connection, this.#views, () => this.#shown);
    this.#lines = new LinesTab(
      this.#connection,
      () => this.#shown,
      (span) => this.#reveal(span),
    );
    this.#connection.listen();
    panel.webview.html = panelHtml(panel.webview, context.extensionUri);
    const isMine = (session: Session) => session.uri.toString() === this.#uri.toString();
    this.#subscriptions = [
      this.#lines,
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
    this.#uri = uri;
    if (tab) this.#pending = { tab, index };
    if (!this.#panel.visible) this.#panel.reveal(undefined, true);
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
    this.#sendView(session);
    if (this.#pending && run) {
      this.#go(this.#pending);
      this.#pending = undefined;
    }
  }

  #sendView(session = this.#sessions.get(this.#uri)): void {
    const { state, stale } = session;
    const lists = this.#shown?.lists;
    const failure =
      state.kind === 'failed' ? { function: state.target.function, ...state.failed } : undefined;
    const counts = {
      revision: this.#revision,
      layout: this.#layout,
      rows: lists?.count('trace') ?? 0,
      steps: this.#shown?.run.backward.count ? lists!.count('backward') : 0,
    };
    const view = panelView(this.#shown?.run, failure, activityOf(session), stale, counts);
    if (this.#views.send(view, lists)) void this.#lines.update();
  }

  /** Other iterations are looked at: there are other rows. */
  #look(session: Session): void {
    this.#shown?.lists.look(session.selection);
    this.#layout++;
    this.#sendView(session);
  }

  /** Goes to a tab, and there to an index row in its iterations. */
  #go({ tab, index }: { tab: contract.Tab; index: number }): void {
    const isList = tab === 'trace' || tab === 'backward';
    const row = isList && index >= 0 ? this.#rowOf(tab, index) : -1;
    if (row >= 0 && isList) this.#current[tab] = row;
    void this.#connection.sendNotification(contract.goNotification, { tab, row });
  }

  /** The row of an index row, which is made visible: its iterations are looked at, what it is folded into is opened. */
  #rowOf(list: contract.ListName, index: number): number {
    const { run, lists } = this.#shown!;
    const [equation, end] = run.index.equations(index);
    if (equation < end) this.#sessions.look(this.#uri, selectionOf(run.lines.tree, equation));
    const row = lists.open(list, index);
    this.#layout++;
    this.#sendView();
    return row;
  }

  #listen(): void {
    const connection = this.#connection;
    listenToLayout(connection, (apply) => {
      if (!this.#shown) return;
      this.#layout++;
      apply(this.#shown.lists);
      this.#sendView();
    });
    connection.onNotification(contract.readyNotification, () => {
      this.#ready = true;
      this.#views.forget();
      this.#show();
    });
    connection.onNotification(contract.revealRowNotification, ({ list, row }) => this.#chooseRow(list, row));
    connection.onNotification(contract.showRowNotification, ({ tab, index }) => {
      if (this.#shown) this.#go({ tab, index });
    });
    connection.onNotification(contract.lookNotification, ({ site, iteration }) => {
      if (this.#sessions.look(this.#uri, new Map([[site, iteration]]))) return;
      // The page waits for an answer before it asks for the next one.
      this.#layout++;
      this.#sendView();
    });
    connection.onNotification(contract.revealSpanNotification, ({ span }) => void this.#reveal(span));
    connection.onNotification(contract.actionNotification, ({ action }) => this.#actions[action](this.#uri));
    connection.onNotification(contract.copyTableNotification, ({ key }) => {
      const text = this.#shown?.lists.tableText(key) ?? this.#lines.tableText(key);
      if (text !== undefined) void env.clipboard.writeText(text);
    });
  }

  /** A person went to a row: its place is selected in the editor, its iterations are looked at. */
  #chooseRow(list: contract.ListName, row: number): void {
    if (!this.#shown) return;
    this.#current[list] = row;
    const { run, lists } = this.#shown;
    const span = lists.spanOf(list, row) ?? run.result.function.span;
    this.#sessions.look(this.#uri, lists.iterationsOf(list, row));
    void this.#reveal(span);
  }

  async #reveal(span: Span): Promise<void> {
    const { state } = this.#sessions.get(this.#uri);
    const { files, root } =
      state.kind === 'failed' ? { files: state.failed.files, root: state.root } : fileNames(this.#shown?.run);
    const { uri, range } = toLocation(span, files, root);
    const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const viewColumn =
      open?.viewColumn ?? (this.#panel.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One);
    this.#echo.expect(uri, range);
    await window.showTextDocument(uri, { viewColumn, selection: range, preserveFocus: true, preview: true });
  }

  #markCursor({ textEditor, selections }: TextEditorSelectionChangeEvent): void {
    if (!this.#shown || !this.#ready || !this.#panel.visible) return;
    const { run, lists } = this.#shown;
    const { line, character } = selections[0]!.active;
    const file = run.paths.indexOf(textEditor.document.uri.fsPath);
    if (file < 0) return;
    const sites = sitesAt(run.index, file, line + 1, character);
    const nearest = (list: contract.ListName) => lists.nearest(list, sites, this.#current[list]);
    const rows = { trace: nearest('trace'), backward: nearest('backward') };
    for (const list of ['trace', 'backward'] as const) if (rows[list] >= 0) this.#current[list] = rows[list];
    void this.#connection.sendNotification(contract.cursorNotification, { sites, rows });
  }
}

function fileNames(run: Done | undefined): { files: readonly string[]; root: string } {
  return run ? { files: run.result.files, root: run.root } : { files: [], root: '' };
}

function activityOf({ state }: Session): contract.PanelView['activity'] {
  switch (state.kind) {
    case 'running':
      return state.phase === 'check'
        ? { kind: 'checking', text: '' }
        : { kind: 'running', text: `Tracing ${state.target.function} …` };
    case 'failed': {
      const [first] = state.failed.diagnostics;
      return {
        kind: 'failed',
        text: first ? `${first.code}: ${first.message}` : `${state.target.function} failed`,
      };
    }
    default:
      return { kind: 'idle', text: '' };
  }
}
