import { expect, test } from 'vitest';
import { indexRows } from '../../../../src/present/model/rowIndex.ts';
import { lineModel } from '../../../../src/present/lines/lineModel.ts';
import { backwardOf } from '../../../../src/present/panel/backward.ts';
import { FileLines } from '../../../../src/present/panel/lines/fileLines.ts';
import { PanelLists } from '../../../../src/present/panel/panelLists.ts';
import type { LineView } from '../../../../src/shared/panel/lineViews.ts';
import { resultOf } from '../../../support/fold.ts';

const source = `/** @trace f(2, [1, 2]) */
export function f(x: number, v: number[]): number {
  let y = x;
  for (let i = 0; i < 40; i++) {
    y = y * 1.5;
    const half = y / 2;
  }
  const w = v.map((one) => one * y);

  const none = Math.round(y);
  return y + w[0] + 0 * none;
}`;

async function linesOf(iterations: ReadonlyMap<number, number> = new Map()) {
  const result = await resultOf(source);
  const index = indexRows(result);
  const run = { index, lines: lineModel(result, index.variables), backward: backwardOf(index) };
  const lists = new PanelLists(run, iterations);
  return { lists, lines: new FileLines(lists.context, 0), result };
}

const say = ({ line, name, shape, value, gradient, output, marks }: LineView) =>
  [line, name, shape, value?.text, gradient?.text, output, marks.map(({ text }) => text).join()].join('|');

test('every line has a view, most of them empty', async () => {
  const views = (await linesOf()).lines.views({ from: 0, count: 12 });
  expect(views.map(({ line }) => line)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(say(views[0]!)).toBe('1||||||');
  expect(say(views[8]!)).toBe('9||||||');
});

test('a line says name, value and gradient; the function its result; a gradient of zero is a mark', async () => {
  const { lines, result } = await linesOf();
  const [f, y, , , half] = lines.views({ from: 1, count: 6 });
  expect(f!.output).toMatch(/^= /);
  expect(f!.value).toBeNull();
  expect(say(y!)).toMatch(/^3\|y\|\|2\|/);
  expect(half!.name).toBe('half');
  expect(half!.gradient?.text).toBe('0');
  expect(half!.marks).toEqual([{ text: '0 ∂', severity: 'warning' }]);
  expect(result.function.span[1]).toBe(2);
});

test('the head of a loop has its iteration, and the strip of what it bound last', async () => {
  const { lines } = await linesOf();
  const [head] = lines.views({ from: 3, count: 1 });
  expect([head!.loop?.slider.iteration, head!.loop?.slider.times]).toEqual([39, 40]);
  expect(head!.loop?.strip.chosen).toEqual({ name: 'half', what: 'value' });
  expect([head!.name, head!.value]).toEqual(['', null]);
});

test('another iteration changes the lines of the loop, and its table', async () => {
  const first = await linesOf();
  const { site } = first.lines.views({ from: 3, count: 1 })[0]!.loop!.slider;
  const { lines } = await linesOf(new Map([[site, 1]]));
  const [head, y] = lines.views({ from: 3, count: 2 });
  expect(head!.loop?.slider.iteration).toBe(1);
  expect(y!.value?.text).toBe('4.5000');
  expect(lines.rounds(4, { from: 0, count: 3 }).map(({ isChosen }) => isChosen)).toEqual([
    false,
    true,
    false,
  ]);
});

test('a loop opens to its table, which can be copied; another line to its numbers', async () => {
  const { lines } = await linesOf();
  const { table, times, value } = lines.detail(4);
  expect([table?.columns, times, value]).toEqual([['y', 'half'], 40, null]);
  expect(lines.rounds(4, { from: 38, count: 9 }).map(({ iteration }) => iteration)).toEqual([38, 39]);
  expect(lines.tableText(table!.key)?.split('\n')[1]).toMatch(/^0,3,/);
  expect(lines.rounds(5, { from: 0, count: 9 })).toEqual([]);
  const detail = lines.detail(5);
  expect(detail.value?.title).toBe('y');
  expect(detail.gradient?.title).toBe('∂f/∂y');
  expect(lines.detail(9)).toMatchObject({
    value: null,
    table: null,
    note: expect.stringMatching(/^Nothing/),
  });
});

test('a click selects the widest expression of a line; heads have none', async () => {
  const { lines } = await linesOf();
  const text = source.split('\n');
  const [, line, column, , end] = lines.spanOf(6)!;
  expect(text[line - 1]!.slice(column, end)).toBe('y / 2');
  expect(lines.spanOf(11)).toBeDefined();
  expect([2, 4, 9].map((one) => lines.spanOf(one))).toEqual([undefined, undefined, undefined]);
});
