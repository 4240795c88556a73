import { expect, test } from 'vitest';
import type { Range, Selection, TextEditorSelectionChangeEvent, Uri } from 'vscode';
import { CursorEcho } from '../../src/host/panel/places/cursorEcho.ts';

const uri = (path: string) => ({ toString: () => path }) as Uri;
const range = (line: number) =>
  ({ line, isEqual: (other: { line: number }) => other.line === line }) as unknown as Range;
const event = (path: string, line: number) =>
  ({
    textEditor: { document: { uri: uri(path) } },
    selections: [range(line)],
  }) as unknown as TextEditorSelectionChangeEvent;

test('what the panel selected comes back once; all else is the person', () => {
  const echo = new CursorEcho();
  expect(echo.isEcho(event('a', 3))).toBe(false);
  echo.expect(uri('a'), range(3));
  expect(echo.isEcho(event('b', 3))).toBe(false);
  expect(echo.isEcho(event('a', 3))).toBe(true);
  expect(echo.isEcho(event('a', 3))).toBe(false);
});

test('a person who goes elsewhere meanwhile is not taken for the echo, which still comes', () => {
  const echo = new CursorEcho();
  echo.expect(uri('a'), range(3));
  expect(echo.isEcho(event('a', 5))).toBe(false);
  expect(echo.isEcho(event('a', 3))).toBe(true);
});

test('what was selected while an echo was on its way comes back in order, some of it never', () => {
  const echo = new CursorEcho();
  for (const line of [3, 4, 5]) echo.expect(uri('a'), range(line));
  expect(echo.isEcho(event('a', 3))).toBe(true);
  expect(echo.isEcho(event('a', 5))).toBe(true);
  expect(echo.isEcho(event('a', 4))).toBe(false);
});

test('what is selected already has no echo', () => {
  const echo = new CursorEcho();
  echo.expect(uri('a'), range(3), range(3) as Selection);
  expect(echo.isEcho(event('a', 3))).toBe(false);
});
