import { expect, test } from 'vitest';
import { defaultColumn, lineEnds, type LineEndOptions } from '../../../src/present/lines/lineEnds.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { linesOf } from '../../../src/shared/lines.ts';
import type { TraceResult } from '../../../src/shared/trace.ts';
import { resultOf } from '../../support/fold.ts';

/** The source with the ends of its lines, of the first function. */
async function drawn(source: string, options: Partial<LineEndOptions> = {}): Promise<string[]> {
  return drawnOf(await resultOf(source), source, options);
}

function drawnOf(result: TraceResult, source: string, options: Partial<LineEndOptions> = {}): string[] {
  const lines = linesOf(source);
  const all = { column: defaultColumn, tabSize: 4, gradients: true, ...options };
  const [block] = lineEnds(lineModel(result), new Map(), 0, lines, all);
  return block!.ends.map(({ note, cells }) => {
    return lines[note.line - 1]! + cells.map(({ text, space }) => ' '.repeat(space) + text).join('');
  });
}

const source = `/** @trace f(2) */
function f(x: number) {
\tconst a = x * 100.25;
\tconst longer = a + 1;
\tconst dead = x * 0;
\treturn longer + dead;
}`;

test('values, gradients and marks have columns, right of the longest line', async () => {
  expect(await drawn(source)).toEqual([
    'function f(x: number) {     = 201.500',
    '\tconst a = x * 100.25;   200.500  ∂ 1',
    '\tconst longer = a + 1;   201.500  ∂ 1',
    '\tconst dead = x * 0;     0        ∂ 1',
    '\treturn longer + dead;   201.500  ∂ 1',
  ]);
});

test('a run that threw has no gradients, and they no column', async () => {
  const text = `/** @trace f(2) */
function f(x: number) {
  const a = x * 100.25;
  if (a > 3) throw new Error('no');
  return a;
}`;
  const result = await resultOf(text);
  expect(result.status).toBe('threw');
  // nothing is sent back of such a run, and nothing found by that
  const diagnostics = result.diagnostics.filter(({ code }) => code === 'threw');
  expect(drawnOf({ ...result, diagnostics, cotangents: new Float64Array(0) }, text)).toEqual([
    'function f(x: number) {               x = 2',
    '  const a = x * 100.25;               200.500',
    "  if (a > 3) throw new Error('no');            ✗ threw",
  ]);
});

test('not further right than a column; a longer line is followed at once', async () => {
  expect(await drawn(source, { column: 24 })).toEqual([
    'function f(x: number) {  = 201.500',
    '\tconst a = x * 100.25;  200.500  ∂ 1',
    '\tconst longer = a + 1;  201.500  ∂ 1',
    '\tconst dead = x * 0;  0        ∂ 1',
    '\treturn longer + dead;  201.500  ∂ 1',
  ]);
});

test('a mark stands where values and gradients would end', async () => {
  const cut = source.replace('x * 0;', 'x * [0][x - 2];');
  expect(await drawn(cut)).toContain('\tconst dead = x * [0][x - 2];   0        ∂ 1  ✂ index');
  expect(await drawn(cut, { gradients: false })).toContain(
    '\tconst dead = x * [0][x - 2];   0        ✂ index',
  );
});

test('without gradients there is no column of them', async () => {
  expect(await drawn(source, { gradients: false })).toContain('\tconst dead = x * 0;     0');
});
