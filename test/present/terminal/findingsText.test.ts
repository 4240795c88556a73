import { expect, it } from 'vitest';
import { diagnosticLines } from '../../../src/present/terminal/findingsText.ts';
import type { Span } from '../../../src/shared/span.ts';

const paint = (_: unknown, text: string) => text;
const quoted = (line: string, span: Span) =>
  diagnosticLines(
    [{ code: 'threw', severity: 'error', message: 'm', span, related: [] }],
    ['a.js'],
    new Map([[0, line]]),
    paint,
  ).slice(-2);

it('a line is quoted with carets under the span', () => {
  expect(quoted('\tfoo(bar);', [0, 1, 5, 1, 8])).toEqual(['    1 │  foo(bar);', '      │      ^^^']);
  expect(quoted('foo(', [0, 1, 3, 4, 1])).toEqual(['    1 │ foo(', '      │    ^']);
});

it.each([0, 3, 50, 5000, 9950, 9996])('of a bundle in one line, the piece about column %i', (column) => {
  const line = 'a'.repeat(column) + 'BAD' + 'z'.repeat(Math.max(0, 9997 - column));
  const [text, carets] = quoted(line, [0, 1, column, 1, column + 3]) as [string, string];
  expect(text.length).toBeLessThan(180);
  expect(text.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('BAD');
  expect([text.includes('│ …'), text.endsWith('…')]).toEqual([column > 40, column < 9837]);
  const all = quoted(line, [0, 1, column, 7, 1]);
  expect(all[1]!.length).toBeLessThanOrEqual(text.length);
});
