import { describe, expect, test } from 'vitest';
import {
  boxOf,
  cellAround,
  entryAt,
  entryText,
  holds,
  isEnough,
  movedTo,
  shifted,
  whole,
  zoomed,
} from '../../../webview/numbers/excerpt.ts';
import { afterKey, type Look } from '../../../webview/numbers/keys.ts';

const large = { rows: 600, columns: 1000 };

describe('the picture of a matrix', () => {
  test('is as long and wide as that, within limits', () => {
    expect(boxOf({ rows: 512, columns: 512 })).toEqual({ width: 256, height: 256 });
    expect(boxOf({ rows: 600, columns: 1200 })).toEqual({ width: 256, height: 128 });
    expect(boxOf({ rows: 1000, columns: 1 })).toEqual({ width: 64, height: 256 });
    expect(boxOf({ rows: 1, columns: 1000 })).toEqual({ width: 256, height: 24 });
  });

  test('is zoomed around a point, which stays, until digits fit, and back to all of it', () => {
    let shown = whole(large);
    const at = [0.8, 0.3] as const;
    const before = entryAt(shown, at);
    for (let turn = 0; turn < 20; turn++) {
      shown = zoomed(shown, large, 2, at);
      expect(holds(whole(large), shown)).toBe(true);
    }
    expect([shown.rows, shown.columns]).toEqual([9, 4]);
    const after = entryAt(shown, at);
    expect(Math.abs(after.row - before.row)).toBeLessThanOrEqual(3);
    expect(Math.abs(after.column - before.column)).toBeLessThanOrEqual(3);
    for (let turn = 0; turn < 20; turn++) shown = zoomed(shown, large, 0.5, at);
    expect(shown).toEqual(whole(large));
  });

  test('follows an entry as little as it must, and stays inside when it is dragged', () => {
    const shown = { row: 100, column: 100, rows: 10, columns: 4 };
    expect(movedTo(shown, large, { row: 105, column: 103 })).toBe(shown);
    expect(movedTo(shown, large, { row: 110, column: 99 })).toEqual({ ...shown, row: 101, column: 99 });
    expect(shifted(shown, large, -200, 5.4)).toEqual({ ...shown, row: 0, column: 105 });
    expect(shifted(shown, large, 1e4, 1e4)).toEqual({ ...shown, row: 590, column: 996 });
  });

  test('asks for no block that it can be drawn from', () => {
    const block = whole({ rows: 200, columns: 200 });
    const part = { row: 3, column: 5, rows: 20, columns: 20 };
    expect(isEnough(block, { rows: 200, columns: 200 }, part)).toBe(true);
    const merged = whole(large);
    expect(isEnough(merged, { rows: 256, columns: 256 }, merged)).toBe(true);
    expect(isEnough(merged, { rows: 256, columns: 256 }, part)).toBe(false);
    expect(isEnough(part, { rows: 20, columns: 20 }, { ...part, row: 4 })).toBe(false);
  });

  test('knows which entries a cell stands for: each entry has one cell', () => {
    const block = { row: 10, column: 20, rows: 5, columns: 7 };
    const cells = { rows: 2, columns: 3 };
    const seen = new Set<string>();
    for (let row = 10; row < 15; row++)
      for (let column = 20; column < 27; column++) {
        const { cell, entries } = cellAround(block, cells, { row, column });
        expect(holds(block, entries)).toBe(true);
        expect(holds(entries, { row, column, rows: 1, columns: 1 })).toBe(true);
        seen.add(`${cell.row} ${cell.column} ${JSON.stringify(entries)}`);
      }
    expect(seen.size).toBe(6);
  });

  test('names entries by their indices', () => {
    const one = { row: 12, column: 40, rows: 1, columns: 1 };
    expect(entryText([50, 60], one)).toBe('[12, 40]');
    expect(entryText([60], { ...one, row: 0 })).toBe('[40]');
    expect(entryText([4, 5, 60], one)).toBe('[2, 2, 40]');
    expect(entryText([500, 600], { ...one, rows: 2, columns: 3 })).toBe('[12…13, 40…42]');
  });
});

describe('the keys of a picture', () => {
  const look: Look = {
    shown: { row: 0, column: 0, rows: 300, columns: 500 },
    cursor: { row: 10, column: 20 },
  };
  const one = { row: 10, column: 20, rows: 1, columns: 1 };
  const merged = { row: 10, column: 20, rows: 3, columns: 4 };
  const key = (name: string, shiftKey = false, cell = one) =>
    afterKey(look, large, cell, { key: name, shiftKey })!;

  test('move by an entry, by a cell that stands for several, by ten', () => {
    expect(key('ArrowDown').cursor).toEqual({ row: 11, column: 20 });
    expect(key('ArrowUp').cursor).toEqual({ row: 9, column: 20 });
    expect(key('ArrowRight', false, merged).cursor).toEqual({ row: 10, column: 24 });
    expect(key('ArrowLeft', false, merged).cursor).toEqual({ row: 10, column: 19 });
    expect(key('ArrowDown', true).cursor).toEqual({ row: 20, column: 20 });
    expect(key('ArrowUp', true).cursor).toEqual({ row: 0, column: 20 });
    expect(key('End')).toEqual({
      shown: { row: 0, column: 500, rows: 300, columns: 500 },
      cursor: { row: 10, column: 999 },
    });
  });

  test('zoom around the cursor; others are left alone', () => {
    expect(key('+').shown).toEqual({ row: 5, column: 10, rows: 150, columns: 250 });
    const corner = { ...look, cursor: { row: 0, column: 0 } };
    const first = { row: 0, column: 0, rows: 3, columns: 4 };
    const near = Array.from({ length: 9 }).reduce<Look>(
      (now) => afterKey(now, large, first, { key: '+', shiftKey: false })!,
      corner,
    );
    expect(near.shown).toEqual({ row: 0, column: 0, rows: 9, columns: 4 });
    expect(key('0').shown).toEqual(whole(large));
    expect(afterKey(look, large, one, { key: 'x', shiftKey: false })).toBeUndefined();
  });
});
