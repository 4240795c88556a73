import { describe, expect, test } from 'vitest';
import { stepColumns, gridOf, traceColumns, type Columns } from '../../../webview/room/columns.ts';

const widest = { id: 3, place: 2, line: 2 };

/** What the columns leave to the equation in a row of so many ch. */
function left(room: number, columns: Columns): number {
  const { equations, gap, id, shape, value, gradient, line } = columns;
  const widths = [2, id, shape, value, gradient, line].filter((ch) => ch > 0);
  return room - 1 - gap * (widths.length + equations - 1) - widths.reduce((sum, ch) => sum + ch);
}

describe('columns of the Trace tab', () => {
  test('with much room: shape, and a range with its bars', () =>
    expect(traceColumns(110, widest)).toEqual({
      equations: 1,
      gap: 2,
      id: 3,
      shape: 9,
      value: 30,
      gradient: 16,
      line: 4,
    }));

  test('with less: no shape, a short range', () =>
    expect(traceColumns(69, widest)).toEqual({
      equations: 1,
      gap: 1,
      id: 3,
      shape: 0,
      value: 17,
      gradient: 13,
      line: 4,
    }));

  test('with little: the equation has its own id', () =>
    expect(traceColumns(44, widest)).toEqual({
      equations: 1,
      gap: 1,
      id: 0,
      shape: 0,
      value: 9,
      gradient: 8,
      line: 4,
    }));

  test('with less than that: no line, then no gradient, then no value', () => {
    const shown = (room: number) => {
      const { value, gradient, line } = traceColumns(room, widest);
      return [value > 0 && 'value', gradient > 0 && 'gradient', line > 0 && 'line'].filter(Boolean);
    };
    expect(shown(38)).toEqual(['value', 'gradient', 'line']);
    expect(shown(35)).toEqual(['value', 'gradient']);
    expect(shown(28)).toEqual(['value']);
    expect(shown(20)).toEqual([]);
  });

  test('hold the widest ids and lines; files are named where there is room', () => {
    const long = { id: 7, place: 24, line: 6 };
    expect(traceColumns(110, long)).toMatchObject({ id: 7, line: 16 });
    expect(traceColumns(69, long)).toMatchObject({ id: 7, line: 10 });
    expect(traceColumns(50, long)).toMatchObject({ id: 0, line: 6 });
  });

  test('no number has less than seven characters, no equation less than eleven, whatever the room', () => {
    for (let room = 20; room < 300; room++) {
      for (const line of [2, 5, 9]) {
        const columns = traceColumns(room, { id: 8, place: 30, line });
        for (const ch of [columns.value, columns.gradient]) expect(ch === 0 || ch >= 7).toBe(true);
        expect(left(room, columns), `${room}`).toBeGreaterThanOrEqual(11);
      }
    }
  });
});

describe('columns of the Backward tab', () => {
  test('have no shape and no value', () =>
    expect(stepColumns(69, 7, widest)).toEqual({
      equations: 2,
      gap: 1,
      id: 3,
      shape: 0,
      value: 0,
      gradient: 12,
      line: 4,
    }));

  test('leave room for what is computed and what is sent', () => {
    for (let room = 32; room < 300; room++) {
      const columns = stepColumns(room, 17_020, widest);
      expect(columns.gradient === 0 || columns.gradient >= 7).toBe(true);
      expect(left(room, columns), `${room}`).toBeGreaterThanOrEqual(22);
    }
  });
});

test('the style of a row leaves out what it has no room for', () => {
  expect(gridOf(traceColumns(44, widest)).columns).toBe('2ch minmax(0, 1fr) 9ch 8ch 4ch');
  expect(gridOf(stepColumns(69, 7, widest)).columns).toBe('2ch 3ch minmax(0, 1fr) minmax(0, 1.4fr) 12ch 4ch');
});
