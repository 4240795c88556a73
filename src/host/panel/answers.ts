import type { MessageConnection } from 'vscode-jsonrpc';
import { blockView, copyText } from '../../present/panel/numbersView.ts';
import { detailView, inputViews } from '../../present/panel/rowViews.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { PanelLists } from '../../present/panel/panelLists.ts';
import { numbersAt, type Numbered } from './numbersAt.ts';
import type { ViewSender } from './viewSender.ts';

/** A run with the lists that a panel shows of it. */
interface ShownRun extends Numbered {
  readonly lists: PanelLists;
}

/**
 * Answers what a panel's page asks about the run that it shows.
 *
 * @param copy puts a text on the clipboard
 */
export function answerRequests(
  connection: MessageConnection,
  views: ViewSender,
  shown: () => ShownRun | undefined,
  copy: (text: string) => void,
): void {
  const onRun =
    <P, R>(answer: (shown: ShownRun, params: P) => R) =>
    (params: P): R => {
      const now = shown();
      if (!now) throw new Error('No trace is shown.');
      return answer(now, params);
    };
  connection.onRequest(
    contract.rowsRequest,
    onRun(({ lists }, slice) => views.rows('trace', slice, lists)),
  );
  connection.onRequest(
    contract.stepsRequest,
    onRun(({ lists }, slice) => views.rows('backward', slice, lists)),
  );
  connection.onRequest(
    contract.detailRequest,
    onRun(({ run }, { row }) => detailView(run.index, row)),
  );
  connection.onRequest(
    contract.inputsRequest,
    onRun(({ run }, slice) => inputViews(run.index, slice)),
  );
  connection.onRequest(
    contract.stepRequest,
    onRun(({ run: { backward, sentBy } }, { step }) => backward.detail(step, sentBy)),
  );
  connection.onRequest(
    contract.blockRequest,
    onRun((run, { of, block }) => {
      const numbers = numbersAt(run, of);
      return numbers ? blockView(numbers.data, numbers.shape, block) : null;
    }),
  );
  connection.onNotification(contract.copyNotification, ({ of, as, block }) => {
    const run = shown();
    const numbers = run && numbersAt(run, of);
    if (numbers) copy(copyText(numbers.data, numbers.shape, as, block));
  });
}
