import { batch, signal } from '@preact/signals';
import * as contract from '../src/shared/panelProtocol.ts';
import { host, vscode } from './connection.ts';
import { Pages } from './pages.ts';

/** The view that the panel shows; null until the extension has answered. */
export const view = signal<contract.PanelView | null>(null);
export const tab = signal<contract.Tab>('trace');
/** Sites in which the editor's cursor stands. */
export const cursorSites = signal<ReadonlySet<number>>(new Set());

/** A list with a current row, which the keyboard moves, and at most one open row. */
export class ListState {
  readonly current = signal(0);
  readonly open = signal(-1);
  /** Incremented when the current row is to be scrolled into view. */
  readonly wanted = signal(0);

  /** Makes a row the current one and brings it into view. */
  go(row: number, open = false): void {
    batch(() => {
      this.current.value = row;
      if (open) this.open.value = row;
      this.wanted.value++;
    });
  }

  toggle(row: number): void {
    this.open.value = this.open.value === row ? -1 : row;
  }

  /** Keeps current and open row inside a list of so many rows. */
  clamp(count: number): void {
    this.current.value = Math.min(this.current.value, Math.max(0, count - 1));
    if (this.open.value >= count) this.open.value = -1;
  }
}

export const traceList = new ListState();
export const stepList = new ListState();

export const rows = new Pages((slice) => host.sendRequest(contract.rowsRequest, slice));
export const steps = new Pages((slice) => host.sendRequest(contract.stepsRequest, slice));
export const inputs = new Pages((slice) => host.sendRequest(contract.inputsRequest, slice));
/** Numbers of open rows and steps. */
export const details = new Pages(
  async ({ from }) => [await host.sendRequest(contract.detailRequest, { row: from })],
  1,
);
export const stepDetails = new Pages(
  async ({ from }) => [await host.sendRequest(contract.stepRequest, { step: from })],
  1,
);

/** Listens to the extension and tells it so. */
export function connect(): void {
  const saved = vscode.getState();
  if (typeof saved === 'object' && saved !== null && 'tab' in saved) tab.value = saved.tab as contract.Tab;
  host.onNotification(contract.showNotification, (next) =>
    batch(() => {
      const renewed = next.revision !== view.value?.revision;
      view.value = next;
      if (!renewed) return;
      for (const pages of [rows, steps, inputs, details, stepDetails]) pages.renew();
      traceList.clamp(next.rows);
      stepList.clamp(next.steps);
      remember();
    }),
  );
  host.onNotification(contract.cursorNotification, ({ sites, row }) =>
    batch(() => {
      cursorSites.value = new Set(sites);
      if (row >= 0) traceList.go(row);
    }),
  );
  host.onNotification(contract.goNotification, (place) => go(place.tab, place.row));
  host.listen();
  void host.sendNotification(contract.readyNotification);
}

/** Goes to a tab, and there to a row of the trace unless it is −1. */
export function go(next: contract.Tab, row = -1): void {
  batch(() => {
    tab.value = next;
    if (row >= 0 && next === 'trace') traceList.go(row, true);
    if (row >= 0 && next === 'backward') stepList.go((view.value?.rows ?? 0) - 1 - row, true);
  });
  remember();
}

/** Keeps what a reloaded window needs. */
function remember(): void {
  vscode.setState({ trace: view.value?.trace ?? '', tab: tab.value });
}

export function action(name: contract.PanelAction): void {
  void host.sendNotification(contract.actionNotification, { action: name });
}
