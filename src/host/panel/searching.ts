import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { PanelLists } from '../../present/panel/panelLists.ts';
import { parseQuery } from '../../present/query/parse.ts';
import * as contract from '../../shared/panel/protocol.ts';

/** What searching needs of its panel. */
interface SearchedPanel {
  readonly lists: () => PanelLists | undefined;
  /** The row of a list that is the current one. */
  readonly current: (list: contract.ListName) => number;
  /** Shows an index row in a list. */
  readonly go: (list: contract.ListName, index: number) => void;
  /** Shows the rows anew. */
  readonly refresh: () => void;
}

/** Answers a panel's query line. */
export function listenToQueries(connection: MessageConnection, panel: SearchedPanel): void {
  connection.onRequest(contract.queryRequest, ({ text }) => {
    const query = parseQuery(text);
    const [terms, error] = 'error' in query ? [[], query.error] : [query.terms, ''];
    const hits = panel.lists()?.search(terms) ?? 0;
    panel.refresh();
    return { hits, error };
  });
  connection.onRequest(contract.hitRequest, ({ list, by }) => {
    const found = panel.lists()?.hit(list, panel.current(list), by);
    if (found) panel.go(list, found.index);
    return { hit: found?.hit ?? -1 };
  });
}
