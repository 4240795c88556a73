import { effect } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { Pages } from '../../webview/pages.ts';

/** Pages of ten, whose fetches wait for `answer`. */
function pages() {
  const waiting: { from: number; answer: (items: string[]) => void; fail: () => void }[] = [];
  const made = new Pages<string>(
    ({ from }) =>
      new Promise((answer, fail) => waiting.push({ from, answer, fail: () => fail(new Error('gone')) })),
    10,
  );
  return { made, waiting };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const page = (name: string) => Array.from({ length: 10 }, (_, i) => `${name}${i}`);

test('a page is fetched once, and whoever read it learns of it', async () => {
  const { made, waiting } = pages();
  const seen: (string | undefined)[] = [];
  const stop = effect(() => void seen.push(made.get(12)));
  made.get(15);
  expect(waiting.map(({ from }) => from)).toEqual([10]);
  waiting[0]!.answer(page('a'));
  await settled();
  stop();
  expect(seen).toEqual([undefined, 'a2']);
});

test('the old items stay until the new ones are there', async () => {
  const { made, waiting } = pages();
  made.get(0);
  waiting[0]!.answer(page('old'));
  await settled();
  made.renew();
  expect(made.get(0)).toBe('old0');
  waiting[1]!.answer(page('new'));
  await settled();
  expect(made.get(0)).toBe('new0');
});

test('an answer to an older question is dropped', async () => {
  const { made, waiting } = pages();
  made.get(0);
  made.renew();
  made.get(0);
  waiting[1]!.answer(page('new'));
  waiting[0]!.answer(page('late'));
  await settled();
  expect(made.get(0)).toBe('new0');
});

test('what could not be fetched is asked for again', async () => {
  const { made, waiting } = pages();
  made.get(0);
  waiting[0]!.fail();
  await settled();
  made.get(0);
  expect(waiting).toHaveLength(2);
});

test('items that came ahead are not asked for', () => {
  const { made, waiting } = pages();
  const seen: (string | undefined)[] = [];
  const stop = effect(() => void seen.push(made.get(12)));
  made.renew();
  made.put(10, page('ahead'));
  stop();
  expect(seen).toEqual([undefined, undefined, 'ahead2']);
  expect(waiting.length).toBe(2);
  made.get(15);
  expect(waiting.length).toBe(2);
});

test('what comes next, the way that is scrolled, is fetched before it is looked at', () => {
  const { made, waiting } = pages();
  made.get(95);
  made.ahead(95, 105, 1000);
  expect(waiting.map(({ from }) => from)).toEqual([90, 110, 120, 130, 140]);
  made.ahead(85, 95, 1000);
  expect(waiting.slice(5).map(({ from }) => from)).toEqual([70, 60, 50, 40]);
  made.ahead(980, 990, 1000);
  expect(waiting.length).toBe(9);
});
