import {
  commands,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { Tab } from '../../shared/panel/protocol.ts';
import { Panel, panelType, type PanelActions } from './panel.ts';
import { caseOf, doneOf } from '../done.ts';
import type { Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import type { TraceStore } from '../traceStore.ts';

/** The one panel, which follows the last run; a reloaded window brings it back with its trace, and runs nothing. */
export class Panels implements WebviewPanelSerializer, Disposable {
  readonly #context: ExtensionContext;
  readonly #sessions: Sessions;
  readonly #store: TraceStore;
  readonly #actions: PanelActions;
  #panel: Panel | undefined;

  constructor(context: ExtensionContext, sessions: Sessions, store: TraceStore, actions: PanelActions) {
    this.#context = context;
    this.#sessions = sessions;
    this.#store = store;
    this.#actions = actions;
  }

  /** The document whose session is shown. */
  get uri(): Uri | undefined {
    return this.#panel?.uri;
  }

  /** Shows a session, and of it a tab and a row if they are given; opens the panel where the setting has it. */
  async show(uri: Uri, tab?: Tab, row?: number): Promise<void> {
    if (!this.#panel) {
      const isBelow = settingsFor(uri)['panel.open'] === 'below';
      if (isBelow) await commands.executeCommand('workbench.action.newGroupBelow');
      const place = { viewColumn: isBelow ? ViewColumn.Active : ViewColumn.Beside, preserveFocus: !isBelow };
      this.#adopt(window.createWebviewPanel(panelType, 'GradLens', place, {}), uri);
      if (isBelow) await commands.executeCommand('workbench.action.focusPreviousGroup');
    }
    this.#panel!.show(uri, tab, row);
  }

  /** Shows a session that is run, unless the panel is to be opened only when it is asked for. */
  async follow(uri: Uri, tab?: Tab): Promise<void> {
    if (this.#panel || tab || settingsFor(uri)['panel.open'] !== 'never') await this.show(uri, tab);
  }

  /** Goes to an index row of a session in the panel, if that is open. */
  goTo(uri: Uri, index: number): void {
    this.#panel?.show(uri, 'trace', index);
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const name = typeof state === 'object' && state !== null && 'trace' in state ? String(state.trace) : '';
    const stored = name === '' ? undefined : await this.#store.read(name);
    if (!stored || this.#panel) return panel.dispose();
    const uri = Uri.file(stored.file);
    if (this.#sessions.get(uri).state.kind === 'idle') {
      const done = { ...doneOf(name, stored), restored: Number(name.split('-')[0]) };
      this.#sessions.set(uri, { kind: 'done', target: caseOf(stored), done });
    }
    this.#adopt(panel, uri);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(webview: WebviewPanel, uri: Uri): void {
    const panel = new Panel(webview, this.#context, this.#sessions, this.#actions, uri);
    panel.onDidDispose(() => {
      panel.dispose();
      if (this.#panel === panel) this.#panel = undefined;
    });
    this.#panel = panel;
  }
}
