import { resolve } from 'node:path';
import type { Range } from 'vscode';
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
import { contributionsOf } from '../../engine/autodiff/index.ts';
import { extent } from '../../present/format/grid.ts';
import { copyText, panelView } from '../../present/panel/panelView.ts';
import { rowsBySite, sitesAt } from '../../present/model/rowUnderCursor.ts';
import { detailView, inputViews, rowViews } from '../../present/panel/rowViews.ts';
import { opName } from '../../present/model/variables.ts';
import * as contract from '../../shared/panelProtocol.ts';
import type { Span } from '../../shared/span.ts';
import { connectionTo } from './connection.ts';
import { panelHtml } from './panelHtml.ts';
import type { Done } from '../done.ts';
import { shownRun, type Session, type Sessions } from '../sessions.ts';
import { toLocation } from '../spans.ts';

export const panelType = 'gradlens.panel';

/** Actions of a panel's buttons. */
export type PanelActions = Readonly<Record<contract.PanelAction, (uri: Uri) => void>>;

/** One webview panel: it shows one session, and follows the cursor in that session's sources. */
export class Panel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #connection: MessageConnection;
  readonly #sessions: Sessions;
  readonly #actions: PanelActions;
  readonly #subscriptions: Disposable[];
  #uri: Uri;
  #shown: Done | undefined;
  #revision = 0;
  #ready = false;
  #pending: { tab: contract.Tab; row: number } | undefined;

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
    this.#answer();
    this.#connection.listen();
    panel.webview.html = panelHtml(panel.webview, context.extensionUri);
    this.#subscriptions = [
      sessions.onDidChange(
        (session) => session.uri.toString() === this.#uri.toString() && this.#show(session),
      ),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        this.#markCursor(textEditor.document.uri, selections[0]!.active);
      }),
    ];
  }

  get uri(): Uri {
    return this.#uri;
  }

  /** Shows a session, and of it a tab and a row (−1: where it stands). */
  show(uri: Uri, tab?: contract.Tab, row = -1): void {
    this.#uri = uri;
    if (tab) this.#pending = { tab, row };
    if (!this.#panel.visible) this.#panel.reveal(undefined, true);
    if (this.#ready) this.#show(this.#sessions.get(uri));
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(listener);
  }

  /** Ends what belongs to the panel; the panel itself is closed by the user or the window. */
  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#connection.dispose();
  }

  #show(session: Session): void {
    const run = shownRun(session);
    // A check adds a verdict to a result whose rows are there already.
    if (run?.result.trace !== this.#shown?.result.trace) this.#revision++;
    this.#shown = run;
    const { state, stale } = session;
    const failure =
      state.kind === 'failed' ? { function: state.target.function, ...state.failed } : undefined;
    this.#panel.title = run ? `Trace: ${run.header.name}` : 'GradLens';
    void this.#connection.sendNotification(
      contract.showNotification,
      panelView(run, failure, activityOf(session), stale, this.#revision),
    );
    if (this.#pending && run) {
      void this.#connection.sendNotification(contract.goNotification, this.#pending);
      this.#pending = undefined;
    }
  }

  #answer(): void {
    const connection = this.#connection;
    const onRun =
      <P, R>(answer: (run: Done, params: P) => R) =>
      (params: P): R => {
        if (!this.#shown) throw new Error('No trace is shown.');
        return answer(this.#shown, params);
      };
    connection.onNotification(contract.readyNotification, () => {
      this.#ready = true;
      this.#show(this.#sessions.get(this.#uri));
    });
    connection.onRequest(
      contract.rowsRequest,
      onRun(({ index }, slice) => rowViews(index, slice)),
    );
    connection.onRequest(
      contract.detailRequest,
      onRun(({ index }, { row }) => detailView(index, row)),
    );
    connection.onRequest(
      contract.inputsRequest,
      onRun(({ index }, slice) => inputViews(index, slice)),
    );
    connection.onRequest(
      contract.stepsRequest,
      onRun(({ backward }, slice) => backward.steps(slice)),
    );
    connection.onRequest(
      contract.stepRequest,
      onRun(({ backward, result }, { step }) =>
        backward.detail(
          step,
          (e) => contributionsOf(result.trace, result.cotangents, e, opName(result, e)) ?? [],
        ),
      ),
    );
    connection.onNotification(contract.revealRowNotification, ({ row }) => {
      const run = this.#shown;
      const span = run && (run.index.row(row).span ?? run.result.function.span);
      if (span) void this.#reveal(span);
    });
    connection.onNotification(contract.revealSpanNotification, ({ span }) => void this.#reveal(span));
    connection.onNotification(contract.actionNotification, ({ action }) => this.#actions[action](this.#uri));
    connection.onNotification(contract.copyNotification, ({ row, what }) => {
      const { shape, [what]: data } = this.#shown?.index.row(row) ?? {};
      if (shape && data) void env.clipboard.writeText(copyText(data, extent(shape)[1]));
    });
  }

  async #reveal(span: Span): Promise<void> {
    const { state } = this.#sessions.get(this.#uri);
    const { files, root } =
      state.kind === 'failed' ? { files: state.failed.files, root: state.root } : fileNames(this.#shown);
    const { uri, range } = toLocation(span, files, root);
    const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const viewColumn =
      open?.viewColumn ?? (this.#panel.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One);
    await window.showTextDocument(uri, { viewColumn, selection: range, preserveFocus: true, preview: true });
  }

  #markCursor(uri: Uri, { line, character }: Range['start']): void {
    const run = this.#shown;
    if (!run || !this.#ready || !this.#panel.visible) return;
    const file = run.result.files.findIndex((path) => resolve(run.root, path) === uri.fsPath);
    if (file < 0) return;
    const sites = sitesAt(run.index, file, line + 1, character);
    const row = Math.min(...sites.map((site) => rowsBySite(run.index).get(site)!.first));
    void this.#connection.sendNotification(contract.cursorNotification, {
      sites,
      row: sites.length > 0 ? row : -1,
    });
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
