import {
  commands,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { Tab } from '../../shared/panel/protocol.ts';
import type { Panel, PanelParts } from './panel.ts';
import { loadDone } from '../late.ts';
import type { Answer } from '../why/answer.ts';
import { settingsFor } from '../settings.ts';
import type { TraceStore } from '../traceStore.ts';

export const panelType = 'gradlens.panel';

/** See `late.ts`: nothing is shown before a panel is opened. */
export const loadPanel = async () => (await import(/* webpackChunkName: "runs" */ './panel.ts')).Panel;

/** Stands for no document: nothing is ever traced of it. */
const noDocument = Uri.from({ scheme: 'gradlens', path: 'start' });

/** The one panel, which follows the last run; a reloaded window brings it back with its trace, and runs nothing. */
export class Panels implements WebviewPanelSerializer, Disposable {
  readonly #store: TraceStore;
  readonly #parts: PanelParts;
  #panel: Panel | undefined;

  constructor(store: TraceStore, parts: PanelParts) {
    this.#store = store;
    this.#parts = parts;
  }

  /** The document whose session is shown. */
  get uri(): Uri | undefined {
    return this.#panel?.uri;
  }

  /** Shows a session, and of it a tab and a row if they are given; opens the panel where the setting has it. */
  async show(uri: Uri, tab?: Tab, row?: number): Promise<void> {
    (await this.#open(uri)).show(uri, tab, row);
  }

  /** Shows what was traced last of the editor's document, else where to start. */
  async open(uri = noDocument): Promise<void> {
    const isTraced = this.#parts.sessions.get(uri).state.kind !== 'idle';
    if (isTraced || !this.#panel) await this.show(uri);
    else await this.show(this.#panel.uri);
  }

  /** Shows an answer about a session. */
  async explain(uri: Uri, answer: Answer): Promise<void> {
    (await this.#open(uri)).explain(uri, answer);
  }

  async #open(uri: Uri): Promise<Panel> {
    const PanelOf = await loadPanel();
    if (!this.#panel) {
      const isBelow = settingsFor(uri)['panel.open'] === 'below';
      // Where no code is open yet, its half of the window is left free.
      const isAlone = !isBelow && window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
      if (isBelow || isAlone)
        await commands.executeCommand(`workbench.action.newGroup${isBelow ? 'Below' : 'Right'}`);
      const viewColumn = isBelow || isAlone ? ViewColumn.Active : ViewColumn.Beside;
      const place = { viewColumn, preserveFocus: !isBelow };
      this.#adopt(new PanelOf(window.createWebviewPanel(panelType, 'GradLens', place, {}), this.#parts, uri));
      if (isBelow) await commands.executeCommand('workbench.action.focusPreviousGroup');
    }
    return this.#panel!;
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
    const PanelOf = await loadPanel();
    if (this.#panel) return panel.dispose();
    const stored = name === '' ? undefined : await this.#store.read(name);
    if (!stored) return this.#adopt(new PanelOf(panel, this.#parts, noDocument));
    const uri = Uri.file(stored.file);
    if (this.#parts.sessions.get(uri).state.kind === 'idle') {
      const { caseOf, doneOf } = await loadDone();
      const done = { ...doneOf(name, stored), restored: Number(name.split('-')[0]) };
      this.#parts.sessions.set(uri, { kind: 'done', target: caseOf(stored), done });
    }
    this.#adopt(new PanelOf(panel, this.#parts, uri));
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: Panel): void {
    panel.onDidDispose(() => {
      panel.dispose();
      if (this.#panel === panel) this.#panel = undefined;
    });
    this.#panel = panel;
  }
}
