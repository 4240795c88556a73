import { describe, expect, test } from 'vitest';
import { stepColumns, gridOf, traceColumns, type Columns } from '../../../webview/room/columns.ts';

const widest = { id: 3, place: 2, line: 2, shape: 3, hasGradients: true };
/** All are single numbers. */
const scalars = { ...widest, shape: 0 };

/** What the columns leave to the equation in a row of so many ch. */
function left(room: number, columns: Columns): number {
  const { isTwoLines, equations, gap, id, shape, value, gradient, line } = columns;
  if (isTwoLines) return room - 1 - 2 - line - 2 * gap;
  const widths = [2, id, shape, value, gradient, line].filter((ch) => ch > 0);
  return room - 1 - gap * (widths.length + equations - 1) - widths.reduce((sum, ch) => sum + ch);
}

describe('columns of the Trace tab', () => {
  test('with much room: shape, and a range with its bars', () =>
    expect(traceColumns(110, widest)).toEqual({
      isTwoLines: false,
      equations: 1,
      gap: 2,
      id: 3,
      equation: 39,
      shape: 5,
      value: 30,
      gradient: 14,
      line: 4,
    }));

  test('where all are single numbers: no shape, and the equation has what pictures and bars would take', () => {
    expect(traceColumns(110, scalars)).toMatchObject({ shape: 0, value: 12, gradient: 12 });
    expect(left(97, traceColumns(97, scalars))).toBeGreaterThan(left(97, traceColumns(97, widest)) + 20);
    expect(traceColumns(61, scalars)).toMatchObject({ shape: 0, value: 11, gradient: 11 });
    expect(traceColumns(44, scalars)).toMatchObject({ shape: 0, value: 16 });
  });

  test('shapes stand as close as they can, up to eleven characters', () => {
    expect(traceColumns(110, { ...widest, shape: 7 })).toMatchObject({ shape: 7 });
    expect(traceColumns(110, { ...widest, shape: 13 })).toMatchObject({ shape: 11 });
  });

  test('with less: no shape, a short range', () =>
    expect(traceColumns(69, widest)).toEqual({
      isTwoLines: false,
      equations: 1,
      gap: 1,
      id: 3,
      equation: 29,
      shape: 0,
      value: 14,
      gradient: 11,
      line: 4,
    }));

  test('with little: two lines, the equation has its own id', () => {
    const columns = traceColumns(44, widest);
    expect(columns).toEqual({
      isTwoLines: true,
      equations: 1,
      gap: 1,
      id: 0,
      equation: 35,
      shape: 5,
      value: 15,
      gradient: 11,
      line: 4,
    });
    expect(left(44, columns)).toBe(35);
    expect(traceColumns(38, widest)).toMatchObject({ shape: 0, value: 15, gradient: 11 });
  });

  test('with less than that: no value, then no gradient', () => {
    const shown = (room: number) => {
      const { value, gradient } = traceColumns(room, widest);
      return [value > 0 && 'value', gradient > 0 && 'gradient'].filter(Boolean);
    };
    expect(shown(35)).toEqual(['value', 'gradient']);
    expect(shown(24)).toEqual(['gradient']);
    expect(shown(18)).toEqual([]);
  });

  test('of a run without gradients: none, which the equation has', () => {
    for (const room of [44, 69, 110])
      expect(traceColumns(room, { ...widest, hasGradients: false }), `${room}`).toMatchObject({
        gradient: 0,
      });
    const none = traceColumns(69, { ...widest, hasGradients: false });
    expect(none.equation).toBeGreaterThan(traceColumns(69, widest).equation);
  });

  test('of two lines never need more room than there is, even of a row that begins further in', () => {
    for (let room = 20; room < 61; room++) {
      const { columns, gap } = gridOf(
        traceColumns(room, { id: 8, place: 30, line: 6, shape: 9, hasGradients: true }),
      );
      const widths = [...columns.matchAll(/(\d+)ch/g)].map(([, ch]) => Number(ch));
      const taken = widths.reduce((sum, ch) => sum + ch + gap, 0);
      expect(taken + 1, `${room}`).toBeLessThanOrEqual(room - (room > 30 ? 3 : 0));
    }
  });

  test('hold the widest ids and lines; files are named where there is room', () => {
    const long = { id: 7, place: 24, line: 6, shape: 13, hasGradients: true };
    expect(traceColumns(110, long)).toMatchObject({ id: 7, line: 16 });
    expect(traceColumns(69, long)).toMatchObject({ id: 7, line: 6 });
    expect(traceColumns(50, long)).toMatchObject({ id: 0, line: 6, isTwoLines: true });
  });

  test('no number has less than seven characters, no equation less than eleven, whatever the room', () => {
    for (let room = 26; room < 300; room++) {
      for (const line of [2, 5, 9]) {
        const columns = traceColumns(room, { id: 8, place: 30, line, shape: 9, hasGradients: true });
        for (const ch of [columns.value, columns.gradient]) expect(ch === 0 || ch >= 7).toBe(true);
        expect(left(room, columns), `${room}`).toBeGreaterThanOrEqual(11);
        expect(columns.equation, `${room}`).toBe(left(room, columns));
      }
    }
  });
});

describe('columns of the Backward tab', () => {
  test('have no shape and no value', () =>
    expect(stepColumns(69, 7, widest)).toEqual({
      isTwoLines: false,
      equations: 2,
      gap: 1,
      id: 4,
      equation: 42,
      shape: 0,
      value: 0,
      gradient: 11,
      line: 4,
    }));

  test('leave room for what is computed and what is sent', () => {
    for (let room = 32; room < 300; room++) {
      const columns = stepColumns(room, 17_020, widest);
      expect(columns.gradient === 0 || columns.gradient >= 7).toBe(true);
      expect(left(room, columns), `${room}`).toBeGreaterThanOrEqual(columns.isTwoLines ? 11 : 22);
    }
  });
});

test('the style of a row leaves out what it has no room for', () => {
  expect(gridOf(traceColumns(38, widest)).columns).toBe('2ch 15ch minmax(0, 1fr) 8ch 4ch');
  expect(gridOf(stepColumns(69, 7, widest)).columns).toBe('2ch 4ch minmax(0, 1fr) minmax(0, 1.4fr) 11ch 4ch');
});
