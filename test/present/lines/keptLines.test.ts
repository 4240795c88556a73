import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptLines } from '../../../src/present/lines/keptLines.ts';

/** Each character a line. */
const kept = (before: string, now: string) => [...keptLines([...before], [...now])];

test('lines move with edits, and a changed one is gone', () => {
  expect(kept('abc', 'abc')).toEqual([0, 1, 2]);
  expect(kept('abc', 'aXc')).toEqual([0, -1, 2]);
  expect(kept('abc', 'Xabc')).toEqual([1, 2, 3]);
  expect(kept('abc', 'ac')).toEqual([0, -1, 1]);
  expect(kept('abc', '')).toEqual([-1, -1, -1]);
});

test('what is between two edits stays', () => {
  expect(kept('abcdefg', 'XabcYefZg')).toEqual([1, 2, 3, -1, 5, 6, 8]);
  expect(kept('a}b}c}', 'a}X}c}')).toEqual([0, 1, -1, 3, 4, 5]);
  expect(kept('aabaa', 'aaa')).toEqual([0, 1, -1, -1, 2]);
});

test('of an edit too large to compare, what is before and after it stays', () => {
  const numbered = (from: number) => Array.from({ length: 2000 }, (_, i) => String(from + i));
  const [before, now] = [
    ['head', ...numbered(0), 'tail'],
    ['head', ...numbered(1000), 'tail'],
  ];
  const found = keptLines(before, now);
  expect([found[0], found[1500], found[2001]]).toEqual([0, -1, 2001]);
});

test('lines that are kept are equal and in order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, now) => {
      let last = -1;
      for (const [i, at] of keptLines(before, now).entries()) {
        if (at < 0) continue;
        expect(now[at]).toBe(before[i]);
        expect(at).toBeGreaterThan(last);
        last = at;
      }
    }),
  );
});
