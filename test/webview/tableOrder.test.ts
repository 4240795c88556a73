import { expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc';
import { listenToLayout } from '../../src/host/panel/layout.ts';
import { CurrentRows } from '../../src/host/panel/places/currentRows.ts';
import type { PanelLists } from '../../src/present/panel/panelLists.ts';
import { cursorNotification, tableNotification } from '../../src/shared/panel/protocol.ts';

/** What a page is told, in order, when a person chooses how a loop is shown. */
function toldOf(isTable: boolean): unknown[] {
  const told: unknown[] = [];
  const handlers = new Map<string, (params: unknown) => void>();
  const connection = {
    onNotification: ({ method }: { method: string }, handler: (params: unknown) => void) =>
      void handlers.set(method, handler),
    sendNotification: ({ method }: { method: string }, { rows }: { rows: unknown }) =>
      void told.push([method, rows]),
  } as unknown as MessageConnection;
  let chosen: unknown;
  const lists = {
    choose: (_: number, change: () => unknown) => (chosen = change()),
    roundRow: (list: string) => (list === 'trace' ? 142 : 57),
  } as unknown as PanelLists;
  listenToLayout(connection, new CurrentRows(connection), (apply) => {
    const made = apply(lists);
    told.push(['show', chosen]);
    return made;
  });
  handlers.get(tableNotification.method)!({ site: 3, isTable });
  return told;
}

it('a page goes to the round that is looked at once it has the rows of the table', () => {
  // A row that the list does not have yet cannot be scrolled to.
  expect(toldOf(true)).toEqual([
    ['show', { isTable: true }],
    [cursorNotification.method, { trace: 142, backward: 57 }],
  ]);
});

it('a page that shows the rows of one round stays where it is', () => {
  expect(toldOf(false)).toEqual([['show', { isTable: false }]]);
});
