import { expect, test } from 'vitest';
import { lineColumns, lineGrid, type LineColumns } from '../../../webview/lines/lineColumns.ts';
import { markSign } from '../../../webview/lines/markSign.ts';

/** Room that columns take, with the gaps before them. */
function taken({ gap, number, name, shape, value, gradient, marks }: LineColumns): number {
  const columns = [number, name, shape, value, gradient, marks].filter((ch) => ch > 0);
  return 3 + columns.reduce((sum, ch) => sum + gap + ch, 0);
}

test('columns fit at every width of a panel, and leave numbers their room', () => {
  for (let room = 33; room <= 300; room++) {
    const columns = lineColumns(room, 400);
    expect(taken(columns), `${room}`).toBeLessThanOrEqual(room);
    expect(Math.min(columns.value, columns.gradient), `${room}`).toBeGreaterThanOrEqual(8);
  }
});

test('a mark is whole beside the code in a window of 1,800 px, and wherever a shape has room', () => {
  for (let room = 76; room <= 300; room++)
    expect(lineColumns(room, 40).marks, `${room}`).toBeGreaterThanOrEqual('✕ NaN from step 137'.length);
});

test('shapes and pictures go first', () => {
  expect(lineColumns(120, 40)).toMatchObject({ isWide: true, shape: 7 });
  expect(lineColumns(70, 40)).toMatchObject({ isWide: true, shape: 0 });
  expect(lineColumns(40, 40)).toMatchObject({ isWide: false, shape: 0 });
});

test('line numbers have room for the last one', () => {
  expect(lineColumns(70, 12_345).number).toBe(5);
  expect(lineGrid(lineColumns(37, 99)).columns).toMatch(/^2ch 2ch \d+ch \d+ch \d+ch minmax\(0, 1fr\)$/);
});

test('a mark has a sign', () => {
  expect(['✕ NaN from step 137', '∞', '0 ∂', '✂ index', '⚠ mmul-shapes'].map(markSign)).toEqual([
    '✕',
    '∞',
    '0∂',
    '✂',
    '⚠',
  ]);
});
