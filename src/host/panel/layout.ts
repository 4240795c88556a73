import type { MessageConnection } from 'vscode-jsonrpc';
import type { PanelLists } from '../../present/panel/panelLists.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { CurrentRows } from './places/currentRows.ts';

/** Follows what a person opens, closes and chooses in the lists; `change` applies it, shows the new rows and gives what came of it. */
export function listenToLayout(
  connection: MessageConnection,
  current: CurrentRows,
  change: <T>(apply: (lists: PanelLists) => T) => T | undefined,
): void {
  connection.onNotification(contract.foldNotification, ({ key, isOpen }) =>
    change((lists) => lists.fold(key, isOpen)),
  );
  connection.onNotification(contract.tableNotification, ({ site, isTable }) => {
    const rows = change((lists) => {
      lists.choose(site, () => ({ isTable }));
      return { trace: lists.roundRow('trace', site), backward: lists.roundRow('backward', site) };
    });
    // A table has thousands of rows: the one that is looked at is to be seen, as soon as the page has them.
    if (isTable && rows) current.point([], rows);
  });
  connection.onNotification(contract.tableShowNotification, ({ site, show }) =>
    change((lists) => lists.choose(site, () => ({ show }))),
  );
  connection.onNotification(contract.sortNotification, ({ site, column }) =>
    change((lists) =>
      lists.choose(site, ({ sorted, isDescending }) => {
        return { sorted: column, isDescending: sorted === column && !isDescending };
      }),
    ),
  );
  connection.onNotification(contract.stripNotification, ({ site, which, name, what }) =>
    change((lists) =>
      lists.choose(site, ({ strips }) => ({
        strips: Object.assign([...strips], { [which]: { name, what } }),
      })),
    ),
  );
}
