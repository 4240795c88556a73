import { expect, test } from 'vitest';
import { lineColumns, lineGrid, type LineColumns } from '../../../webview/lines/lineColumns.ts';
import { markTexts } from '../../../webview/lines/markTexts.ts';

const matrices = { shape: 5, hasGradients: true };
const scalars = { shape: 0, hasGradients: true };

/** Room that columns take, with the gaps before them. */
function taken({ gap, number, name, shape, value, gradient, marks }: LineColumns): number {
  const columns = [number, name, shape, value, gradient, marks].filter((ch) => ch > 0);
  return 3 + columns.reduce((sum, ch) => sum + gap + ch, 0);
}

test('columns fit at every width of a panel, and leave numbers their room', () => {
  for (let room = 33; room <= 300; room++) {
    const columns = lineColumns(room, 400, matrices);
    expect(taken(columns), `${room}`).toBeLessThanOrEqual(room);
    expect(Math.min(columns.value, columns.gradient), `${room}`).toBeGreaterThanOrEqual(8);
  }
});

test('a mark is whole beside the code in a window of 1,800 px, and wherever a shape has room', () => {
  for (let room = 76; room <= 300; room++)
    expect(lineColumns(room, 40, matrices).marks, `${room}`).toBeGreaterThanOrEqual(
      '✕ NaN from step 137'.length,
    );
});

test('shapes and pictures go first', () => {
  expect(lineColumns(120, 40, matrices)).toMatchObject({ isWide: true, shape: 7 });
  expect(lineColumns(70, 40, matrices)).toMatchObject({ isWide: true, shape: 0 });
  expect(lineColumns(40, 40, matrices)).toMatchObject({ isWide: false, shape: 0 });
});

test('line numbers have room for the last one', () => {
  expect(lineColumns(70, 12_345, matrices).number).toBe(5);
  expect(lineGrid(lineColumns(37, 99, matrices)).columns).toMatch(
    /^2ch 2ch \d+ch \d+ch \d+ch minmax\(0, 1fr\)$/,
  );
});

test('of single numbers: no room for pictures, so that marks are whole beside the code in a window of 1,130 px', () => {
  const columns = lineColumns(63, 40, scalars);
  expect(columns).toMatchObject({ shape: 0, value: 11, gradient: 11, marks: 19 });
  expect(lineColumns(120, 40, scalars)).toMatchObject({ shape: 0, value: 11, gradient: 11 });
});

test('a run that did not finish has no gradients, and no column for them', () => {
  for (const room of [40, 63, 80, 120])
    expect(lineColumns(room, 40, { shape: 5, hasGradients: false }).gradient, `${room}`).toBe(0);
});

test('a mark is whole, or less of it, or its sign: no number in it is cut', () => {
  const nan = ['✕ NaN from step 137'];
  expect([19, 18, 5, 4].map((room) => markTexts(nan, room))).toEqual([nan, ['✕ NaN'], ['✕ NaN'], ['✕']]);
  expect(markTexts(['0 ∂ from here', '✂ index'], 12)).toEqual(['0 ∂', '✂ index']);
  expect(markTexts(['0 ∂ quantity', '0 ∂ discount'], 20)).toEqual(['0 ∂ quantity', '…']);
  const signs = ['∞', '0 ∂', '✂ index', '✗ mmul-shapes'].map((text) => markTexts([text], 2)[0]);
  expect(signs).toEqual(['∞', '0∂', '✂', '✗']);
});
