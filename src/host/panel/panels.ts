import {
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { Tab } from '../../shared/panelProtocol.ts';
import { Panel, panelType, type PanelActions } from './panel.ts';
import { doneOf } from '../done.ts';
import type { Sessions } from '../sessions.ts';
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

  /** Shows a session beside the code, and of it a tab and a row if they are given. */
  show(uri: Uri, tab?: Tab, row?: number): void {
    if (!this.#panel) {
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      this.#adopt(window.createWebviewPanel(panelType, 'GradLens', place, {}), uri);
    }
    this.#panel!.show(uri, tab, row);
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
      const target = { function: stored.result.function.name, label: stored.result.case, nth: 0 };
      const done = { ...doneOf(name, stored), restored: Number(name.split('-')[0]) };
      this.#sessions.set(uri, { kind: 'done', target, done });
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
