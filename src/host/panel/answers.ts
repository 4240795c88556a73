import { env } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { contributionsOf } from '../../engine/autodiff/index.ts';
import { extent } from '../../present/format/grid.ts';
import { opName } from '../../present/model/variables.ts';
import { copyText } from '../../present/panel/panelView.ts';
import { detailView, inputViews } from '../../present/panel/rowViews.ts';
import * as contract from '../../shared/panel/protocol.ts';
import type { Shown } from './panel.ts';
import type { ViewSender } from './viewSender.ts';

/** Answers what a panel's page asks about the run that it shows. */
export function answerRequests(
  connection: MessageConnection,
  views: ViewSender,
  shown: () => Shown | undefined,
): void {
  const onRun =
    <P, R>(answer: (shown: Shown, params: P) => R) =>
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
    onRun(({ run: { backward, result } }, { step }) =>
      backward.detail(
        step,
        (e) => contributionsOf(result.trace, result.cotangents, e, opName(result, e)) ?? [],
      ),
    ),
  );
  connection.onNotification(contract.copyNotification, ({ row, what }) => {
    const { shape, [what]: data } = shown()?.run.index.row(row) ?? {};
    if (shape && data) void env.clipboard.writeText(copyText(data, extent(shape)[1]));
  });
}
