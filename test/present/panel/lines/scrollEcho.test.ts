import { expect, test } from 'vitest';
import { ScrollEcho } from '../../../../src/present/panel/lines/scrollEcho.ts';

/** What of some reports is taken for an echo. */
const echoes = (echo: ScrollEcho, ...lines: readonly number[]) => lines.map((line) => echo.isEcho(line));

test('a line that was asked for is an echo once; what comes after is a person', () => {
  const echo = new ScrollEcho();
  expect(echoes(echo, 5)).toEqual([false]);
  echo.expect(20);
  expect(echoes(echo, 20, 20, 21)).toEqual([true, false, false]);
});

test('steps on the way are echoes, what leaves the way is not', () => {
  const echo = new ScrollEcho(1);
  echo.expect(20);
  expect(echoes(echo, 4, 11, 19, 20, 19)).toEqual([true, true, true, true, false]);
  echo.expect(30);
  expect(echoes(echo, 22, 18, 22)).toEqual([true, false, false]);
});

test('older lines that are reported after newer ones were asked for are echoes', () => {
  const echo = new ScrollEcho(1);
  for (const line of [10, 20, 12]) echo.expect(line);
  expect(echoes(echo, 10, 20, 12, 13)).toEqual([true, true, true, false]);
});

test('a line that cannot be reached does not silence a person for ever', () => {
  const echo = new ScrollEcho(1);
  echo.expect(100);
  expect(echoes(echo, 80, 79, 78)).toEqual([true, false, false]);
});
