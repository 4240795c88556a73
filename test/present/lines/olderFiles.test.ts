import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { lineNotes } from '../../../src/present/lines/lineNotes.ts';
import { noteText } from '../../../src/present/lines/noteText.ts';
import { decodeTrace } from '../../../src/shared/traceFile.ts';

/** What is said at lines of a trace file that does not say when names were bound, nor the heads of loops. */
function said(name: string): string[] {
  const file = readFileSync(new URL(`../../fixtures/${name}.gradlens`, import.meta.url));
  const { result } = decodeTrace(file);
  expect(result.trace.names.time).toBeUndefined();
  return lineNotes(lineModel(result), new Map(), 0).map((note) => {
    const { value, gradient, marks } = noteText(note, note.name);
    return [note.line, value, gradient, ...marks].filter((part) => part !== '').join('  ');
  });
}

test('files of earlier releases have notes, too', () => {
  expect(said('nan')).toEqual([
    '9  = NaN',
    '11  5 of 6   sum █▆▄▁▁✕ NaN',
    '12  −0.2500  ∂ −5',
    '13  NaN  ∂ 1  ✕ NaN from step 5',
  ]);
});
