import { expect, test } from 'vitest';
import { formatText } from '../../../src/present/terminal/traceText.ts';
import type { Diagnostic } from '../../../src/shared/errors.ts';
import type { Span } from '../../../src/shared/span.ts';
import { finding, TraceBuilder, type Handle } from '../../support/build.ts';

const one = (_i: number): number => 1;

/** The variables that are shown of 100 equations `v1` to `v100` in a loop, and the lines of gaps. */
function shown(diagnostics: Diagnostic[], { value = one, gradient = one } = {}): string[] {
  const t = new TraceBuilder();
  let last: Handle = t.leaf('x', [], [1]);
  for (let i = 1; i <= 100; i++) {
    last = t.equation('sin', [last], [], [value(i)], { at: [i === 50 ? 7 : 5, 3], gradient: [gradient(i)] });
  }
  t.output('', [], last);
  const text = formatText(t.result({ diagnostics }), { color: false, width: 100 });
  const rows = text.split('\n').flatMap((line) => /^ *(v\d+(?= )|…[^v]*$)/.exec(line)?.[1] ?? []);
  return rows.filter((row) => row.startsWith('…') || Number(row.slice(1)) > 28);
}

const at = (line: number): Span => [0, line, 3, line, 11];
const ends = Array.from({ length: 12 }, (_, i) => `v${89 + i}`);

test('a long trace is shown from both ends', () => {
  expect(shown([])).toEqual(['… 60 more', ...ends]);
});

test('a row that a finding points at is among those shown', () => {
  expect(shown([finding('gradient-cut', 'warning', '', at(7))])).toEqual([
    '… 21 more',
    'v50',
    '… 38 more',
    ...ends,
  ]);
  expect(shown([finding('gradient-cut', 'warning', '', at(5))])).toEqual(['… 60 more', ...ends]);
});

test('of the runs of a place, it is the one with the first value that is not finite', () => {
  const value = (i: number) => (i < 70 ? 1 : NaN);
  const rows = ['… 41 more', 'v70', '… 18 more', ...ends];
  expect(shown([finding('non-finite', 'warning', '', at(5))], { value })).toEqual(rows);
});

test('or the one that makes a gradient that is not finite', () => {
  const gradient = (i: number) => (i < 60 ? Infinity : 1);
  const rows = ['… 31 more', 'v60', '… 28 more', ...ends];
  expect(shown([finding('non-finite', 'warning', '', at(5))], { gradient })).toEqual(rows);
});

test('rows side by side have no gap between them', () => {
  const value = (i: number) => (i < 51 ? 1 : NaN);
  const findings = [finding('non-finite', 'warning', '', at(5)), finding('wrong-rule', 'warning', '', at(7))];
  expect(shown(findings, { value })).toEqual(['… 21 more', 'v50', 'v51', '… 37 more', ...ends]);
});
