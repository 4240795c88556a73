import { expect, it } from 'vitest';
import { ViewSender } from '../../src/host/panel/viewSender.ts';
import type { ListName, PanelView, RowView, Slice } from '../../src/shared/panel/protocol.ts';

const view = (revision: number, layout: number, text = '') =>
  ({ revision, layout, activity: { kind: 'idle', text } }) as PanelView;

/** Rows that say which they are. */
const lists = {
  views: (list: ListName, { from, count }: Slice) => [`${list} ${from} ${count}`] as unknown as RowView[],
};

function sender() {
  const sent: PanelView[] = [];
  return { sent, made: new ViewSender((one) => sent.push(one)) };
}

it('says nothing twice, until the page is new', () => {
  const { sent, made } = sender();
  expect([made.send(view(1, 0), lists), made.send(view(1, 0), lists)]).toEqual([true, false]);
  made.send(view(1, 0, 'checking'), lists);
  made.send(view(1, 0), lists);
  made.forget();
  made.send(view(1, 0), lists);
  expect(sent.map(({ activity }) => activity.text)).toEqual(['', 'checking', '', '']);
});

it('sends with other rows those that were asked for last, and with the same rows none', () => {
  const { sent, made } = sender();
  made.send(view(1, 0), lists);
  made.rows('trace', { from: 64, count: 64 }, lists);
  made.rows('backward', { from: 0, count: 64 }, lists);
  made.send(view(1, 0, 'checking'), lists);
  made.send(view(1, 1), lists);
  made.send(view(2, 1), lists);
  const ahead = { list: 'backward', from: 0, rows: ['backward 0 64'] };
  expect(sent.map((one) => one.ahead)).toEqual([undefined, undefined, ahead, ahead]);
});
