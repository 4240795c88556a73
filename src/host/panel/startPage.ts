import { Disposable, workspace } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import * as contract from '../../shared/panel/startViews.ts';
import type { Offer } from '../live/offer.ts';
import { traceKeys } from '../start/keys.ts';
import type { FoundMarks, WorkspaceMark, WorkspaceMarks } from '../start/workspaceMarks.ts';

/** What the page that is there before anything was traced can do. */
export interface Starting {
  readonly marks: WorkspaceMarks;
  readonly offer: Offer;
  trace(mark: WorkspaceMark): Promise<void>;
  show(mark: WorkspaceMark): Promise<void>;
  readonly actions: Readonly<Record<contract.StartAction, () => void>>;
}

/** What a panel says to newcomers: the marked functions of the workspace as long as nothing is traced, and then one question. */
export class StartPage implements Disposable {
  readonly #connection: MessageConnection;
  readonly #starting: Starting;
  readonly #subscription: Disposable;
  #isShown = false;
  #found: FoundMarks | undefined;

  constructor(connection: MessageConnection, starting: Starting) {
    this.#connection = connection;
    this.#starting = starting;
    this.#subscription = Disposable.from(
      starting.marks.onDidChange(() => this.#isShown && void this.#find()),
      workspace.onDidGrantWorkspaceTrust(() => this.#send()),
    );
    connection.onNotification(contract.markNotification, ({ mark, what }) => {
      const chosen = this.#found?.marks[mark];
      if (chosen) void starting[what](chosen);
    });
    connection.onNotification(contract.startActionNotification, ({ action }) => starting.actions[action]());
    connection.onNotification(contract.offerAnswerNotification, ({ isWanted }) => {
      void starting.offer.answer(isWanted).then(() => this.#send());
    });
  }

  /** Shows the page, or takes it away. */
  show(isShown: boolean): void {
    if (isShown && this.#isShown) return this.#send();
    this.#isShown = isShown;
    if (isShown) void this.#find();
    this.#send();
  }

  dispose(): void {
    this.#isShown = false;
    this.#subscription.dispose();
  }

  async #find(): Promise<void> {
    const found = await this.#starting.marks.find();
    if (!found) return;
    this.#found = found;
    if (this.#isShown) this.#send();
  }

  #send(): void {
    const marks = this.#found?.marks.map(viewOf);
    const { isTrusted } = workspace;
    const isCut = this.#found?.isCut ?? false;
    const start = this.#isShown ? { marks, isCut, isTrusted, keys: traceKeys } : null;
    void this.#connection.sendNotification(contract.startNotification, { start });
    const isOpen = !this.#isShown && this.#starting.offer.isOpen;
    void this.#connection.sendNotification(contract.offerNotification, { isOpen });
  }
}

function viewOf({ function: name, label, parameters, uri, range }: WorkspaceMark): contract.MarkView {
  const call = `${name}(${parameters.join(', ')})`;
  const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { call: label === '' ? call : `${label}: ${call}`, place: `${file}:${range[0]}` };
}
