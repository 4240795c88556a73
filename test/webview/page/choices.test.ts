import { expect, test, vi } from 'vitest';
import type { ChosenRow } from '../../../src/shared/panel/protocol.ts';
import { chooseLine, connectLines, lineList } from '../../../webview/lines/state.ts';
import { chooseRow, connect, stepList, traceList } from '../../../webview/state.ts';

interface Named {
  readonly method: string;
}

/** What the page listens to, and what it sent. */
const channel = vi.hoisted(() => ({
  listeners: new Map(),
  sent: [] as { method: string; params: unknown }[],
}));
vi.mock('../../../webview/connection.ts', () => ({
  vscode: { getState: () => undefined, setState: () => undefined },
  host: {
    onNotification: ({ method }: Named, listener: unknown) => channel.listeners.set(method, listener),
    sendNotification: ({ method }: Named, params: unknown) => channel.sent.push({ method, params }),
    listen: () => undefined,
  },
}));

test('a row that a person went to stays, whatever is said of the one before', () => {
  connect();
  for (const row of [20, 9]) {
    traceList.go(row);
    chooseRow('trace', row, false);
  }
  const turns = channel.sent
    .filter(({ method }) => method === 'revealRow')
    .map(({ params }) => (params as ChosenRow).turn);
  const answer = (turn: number, trace: number, backward: number) =>
    channel.listeners.get('cursor')({ sites: [], rows: { trace, backward }, turn });
  answer(turns[0]!, 20, 4);
  expect([traceList.current.value, stepList.current.value]).toEqual([9, 0]);
  answer(turns[1]!, 9, 7);
  expect([traceList.current.value, stepList.current.value]).toEqual([9, 7]);
});

test('a line that a person went to stays, whatever is said of the cursor before it got there', () => {
  connectLines();
  for (const row of [20, 9]) {
    lineList.go(row);
    chooseLine(row);
  }
  const turns = channel.sent
    .filter(({ method }) => method === 'revealLine')
    .map(({ params }) => (params as { turn: number }).turn);
  const answer = (turn: number, cursor: number) =>
    channel.listeners.get('lines')({ file: 'a.ts', count: 40, layout: 1, first: 1, turn, cursor });
  answer(turns[0]!, 21);
  expect(lineList.current.value).toBe(9);
  answer(turns[1]!, 10);
  expect(lineList.current.value).toBe(9);
  // the cursor is moved by a person
  answer(turns[1]!, 3);
  expect(lineList.current.value).toBe(2);
});
