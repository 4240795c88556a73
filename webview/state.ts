import { batch, signal } from '@preact/signals';
import * as contract from '../src/shared/panel/protocol.ts';
import { showPlaces } from '../src/present/format/numberText.ts';
import { host, vscode } from './connection.ts';
import { Pages } from './pages.ts';
import { answer } from './why/state.ts';

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

/** The finding that was gone to, by its number; another object each time. */
export const chosenFinding = signal({ number: -1 });
export const traceList = new ListState();
export const stepList = new ListState();

export const rows = new Pages((slice) => host.sendRequest(contract.rowsRequest, slice));
export const steps = new Pages((slice) => host.sendRequest(contract.stepsRequest, slice));
const lists = { trace: rows, backward: steps };
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
      const isOther = next.revision !== view.value?.revision;
      const isLaidOut = isOther || next.layout !== view.value?.layout;
      showPlaces(next.places);
      view.value = next;
      if (isOther) {
        for (const pages of [inputs, details, stepDetails]) pages.renew();
        cursorSites.value = new Set();
        chosenFinding.value = { number: -1 };
        answer.value = null;
      }
      if (isLaidOut) {
        for (const pages of [rows, steps]) pages.renew();
        if (next.ahead) lists[next.ahead.list].put(next.ahead.from, next.ahead.rows);
        traceList.clamp(next.rows);
        stepList.clamp(next.steps);
      }
      looking.answered();
      if (isOther) remember();
    }),
  );
  host.onNotification(contract.cursorNotification, ({ sites, rows: near, turn }) =>
    batch(() => {
      cursorSites.value = new Set(sites);
      if (turn < turns) return;
      if (near.trace >= 0) traceList.go(near.trace);
      if (near.backward >= 0) stepList.go(near.backward);
    }),
  );
  host.onNotification(contract.goNotification, (place) => go(place.tab, place.row));
  host.listen();
  void host.sendNotification(contract.readyNotification);
}

/** Goes to a tab, and there to a row of its list, or to a finding, unless it is −1. */
export function go(next: contract.Tab, row = -1): void {
  batch(() => {
    tab.value = next;
    if (row >= 0 && next === 'trace') traceList.go(row, true);
    if (row >= 0 && next === 'backward') stepList.go(row, true);
    if (row >= 0 && next === 'findings') chosenFinding.value = { number: row };
  });
  remember();
}

let turns = 0;

/** A person went to a row: the extension selects its place in the editor, which then may have the focus. */
export function chooseRow(list: contract.ListName, row: number, isFocused: boolean): void {
  void host.sendNotification(contract.revealRowNotification, { list, row, isFocused, turn: ++turns });
}

/** Goes to an index row in a tab's list; the extension opens what it is folded into. */
export function goToIndex(list: contract.ListName, index: number): void {
  void host.sendNotification(contract.showRowNotification, { tab: list, index });
}

/** Opens or closes what folds. */
export function fold(key: string, isOpen: boolean): void {
  void host.sendNotification(contract.foldNotification, { key, isOpen });
}

/** Moves the iteration that is looked at: one request at a time, of those that wait the newest. */
class Looking {
  /** The iteration that is wanted of a site, until the rows of it are there. */
  readonly wanted = signal<{ readonly site: number; readonly iteration: number } | null>(null);
  #isWaiting = false;
  #hasNext = false;

  at(site: number, iteration: number): void {
    this.wanted.value = { site, iteration };
    if (this.#isWaiting) this.#hasNext = true;
    else this.#send();
  }

  /** The extension has shown an iteration. */
  answered(): void {
    this.#isWaiting = false;
    if (this.#hasNext) this.#send();
    else this.wanted.value = null;
  }

  #send(): void {
    this.#isWaiting = true;
    this.#hasNext = false;
    void host.sendNotification(contract.lookNotification, this.wanted.value!);
  }
}

export const looking = new Looking();

/** Keeps what a reloaded window needs. */
function remember(): void {
  vscode.setState({ trace: view.value?.trace ?? '', tab: tab.value });
}

export function action(name: contract.PanelAction): void {
  void host.sendNotification(contract.actionNotification, { action: name });
}
