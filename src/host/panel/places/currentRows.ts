import type { MessageConnection } from 'vscode-jsonrpc';
import * as contract from '../../../shared/panel/protocol.ts';

/** The current row of each list of a page. The page moves it at once when a person does; what is said of an earlier moment does not undo that. */
export class CurrentRows {
  readonly #connection: MessageConnection;
  readonly #rows: Record<contract.ListName, number> = { trace: 0, backward: 0 };
  #turn = 0;

  constructor(connection: MessageConnection) {
    this.#connection = connection;
  }

  of(list: contract.ListName): number {
    return this.#rows[list];
  }

  set(list: contract.ListName, row: number): void {
    this.#rows[list] = row;
  }

  /** A person went to a row of the page. */
  choose({ list, row, turn }: contract.ChosenRow): void {
    this.#rows[list] = row;
    this.#turn = turn;
  }

  /** Another page counts its choices anew. */
  forget(): void {
    this.#turn = 0;
  }

  /** Marks the rows of sites; in each list one is the current one, unless it is −1. */
  point(sites: readonly number[], rows: Readonly<Record<contract.ListName, number>>): void {
    for (const list of ['trace', 'backward'] as const) if (rows[list] >= 0) this.#rows[list] = rows[list];
    void this.#connection.sendNotification(contract.cursorNotification, { sites, rows, turn: this.#turn });
  }
}
