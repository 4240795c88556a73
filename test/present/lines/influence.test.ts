import { expect, test } from 'vitest';
import { influenceByLine, influenceOf } from '../../../src/present/lines/influence.ts';
import type { LineNote } from '../../../src/present/lines/lineNotes.ts';

const note = (line: number, value?: number[], gradient?: number[]): LineNote => ({
  line,
  name: '',
  version: 0,
  marks: [],
  ...(value && { value: Float64Array.from(value) }),
  ...(gradient && { gradient: Float64Array.from(gradient) }),
});

test('influence is what a change by a part of the value changes, whatever its sign', () => {
  expect(influenceOf(note(1, [2, 3], [5, -7]))).toBe(11);
  expect(influenceOf(note(1, [2, 3]))).toBeNaN();
  expect(influenceOf(note(1))).toBeNaN();
});

test('each step is ten times less than the next, down to none', () => {
  const influences = [8000, 900, 70, 6, 0.5, 0];
  const notes = influences.map((x, i) => note(i, [x], [i % 2 === 0 ? 1 : -1]));
  expect([...influenceByLine(notes)]).toEqual([4, 4, 2, 1, 0, 0].map((step, i) => [i, step]));
});

test('what is not finite, and what has no gradient, has no step', () => {
  const notes = [note(1, [NaN], [1]), note(2, [Infinity], [1]), note(3, [2], [3]), note(4, [2])];
  expect([...influenceByLine(notes)]).toEqual([
    [1, 0],
    [2, 0],
    [3, 4],
    [4, 0],
  ]);
  expect([...influenceByLine([note(1, [0], [0])])]).toEqual([[1, 0]]);
});
