import { batch, signal } from '@preact/signals';
import type { LinesView } from '../../src/shared/panel/lineViews.ts';
import type { RoundView } from '../../src/shared/panel/foldedViews.ts';
import * as contract from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { Pages } from '../pages.ts';
import { ListState } from '../state.ts';

/** What the Lines tab shows; null until the extension has said it. */
export const linesView = signal<LinesView | null>(null);
export const lineList = new ListState();
/** Lines by their number less 1. */
export const lines = new Pages((slice) => host.sendRequest(contract.linesRequest, slice));
/** What is below open lines. */
export const lineDetails = new Pages(
  async ({ from }) => [await host.sendRequest(contract.lineDetailRequest, { line: from + 1 })],
  1,
);
/** The row that is the first in view, here and in the editor. */
export const firstInView = signal(0);

const tables = new Map<number, Pages<RoundView>>();

/** The rows of the table of the loop that starts on a line. */
export function roundsAt(line: number): Pages<RoundView> {
  const known = tables.get(line);
  const made = known ?? new Pages((slice) => host.sendRequest(contract.roundsRequest, { line, ...slice }));
  tables.set(line, made);
  return made;
}

/** Listens to what the extension says of lines. */
export function connectLines(): void {
  host.onNotification(contract.linesNotification, (next) =>
    batch(() => {
      const { file, layout } = linesView.value ?? {};
      linesView.value = next;
      if (next.layout !== layout) for (const pages of [lines, lineDetails, ...tables.values()]) pages.renew();
      if (next.file !== file) {
        lineList.open.value = -1;
        firstInView.value = Math.max(0, next.first - 1);
      }
      // What is said of an earlier choice does not undo a later one.
      if (next.cursor > 0 && next.turn >= turns) lineList.current.value = next.cursor - 1;
      lineList.clamp(next.count);
    }),
  );
  host.onNotification(contract.scrollLinesNotification, ({ line }) => {
    firstInView.value = line - 1;
  });
}

let turns = 0;

/** A person went to a row: the extension selects its expression in the editor. */
export function chooseLine(row: number): void {
  void host.sendNotification(contract.revealLineNotification, { line: row + 1, turn: ++turns });
}

/** A person scrolled the tab: the editor goes along. */
export function scrollEditor(row: number): void {
  firstInView.value = row;
  void host.sendNotification(contract.scrollEditorNotification, { line: row + 1 });
}
