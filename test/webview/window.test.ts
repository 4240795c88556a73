import { describe, expect, test } from 'vitest';
import {
  firstRow,
  rowHeight,
  scrollTo,
  scrollToTop,
  visibleRows,
  type ListGeometry,
} from '../../webview/window.ts';

const list: ListGeometry = {
  count: 1000,
  rowHeight,
  open: -1,
  openHeight: 0,
  scrollTop: 0,
  height: 240,
  beyond: 0,
};

/** Where a row is drawn, from the top of what is seen. */
function drawnAt(row: number, geometry: ListGeometry): number {
  const { from, top } = visibleRows(geometry);
  const below = geometry.open >= from && row > geometry.open ? geometry.openHeight : 0;
  return top - geometry.scrollTop + (row - from) * rowHeight + below;
}

describe('the rows that are drawn', () => {
  test('those in view, and a few more', () => {
    const { from, to, total } = visibleRows({ ...list, scrollTop: 2400 });
    expect([from, to, total]).toEqual([96, 115, 24_000]);
  });

  test('cover the view wherever it is, with a row open or not', () => {
    for (const open of [-1, 0, 50, 999]) {
      for (let scrollTop = 0; scrollTop <= 24_000 - 240; scrollTop += 37) {
        const geometry = { ...list, open, openHeight: open < 0 ? 0 : 400, scrollTop };
        const { from, to } = visibleRows(geometry);
        expect(from === 0 || drawnAt(from, geometry) <= 0).toBe(true);
        expect(to === 1000 || drawnAt(to - 1, geometry) + rowHeight >= 240).toBe(true);
        expect(to - from).toBeLessThan(30);
      }
    }
  });

  test('of ten million, the last can be reached although no element is that tall', () => {
    const many = { ...list, count: 10_000_000 };
    const { total } = visibleRows(many);
    expect(total).toBeLessThan(16_000_000);
    const end = { ...many, scrollTop: total - many.height };
    expect(visibleRows(end).to).toBe(10_000_000);
    expect(drawnAt(9_999_999, end)).toBeCloseTo(240 - rowHeight, 3);
  });
});

describe('scrolling to a row', () => {
  test('moves no more than it must', () => {
    expect(scrollTo(5, list)).toBe(0);
    expect(scrollTo(10, list)).toBe(11 * rowHeight - 240);
    expect(scrollTo(3, { ...list, scrollTop: 2400 })).toBe(72);
  });

  test('shows what is open below it as far as it fits', () => {
    const open = { ...list, open: 20, openHeight: 100 };
    expect(scrollTo(20, open)).toBe(21 * rowHeight + 100 - 240);
    expect(scrollTo(20, { ...open, openHeight: 5000 })).toBe(20 * rowHeight);
  });
});

describe('the first row in view', () => {
  const short = { ...list, rowHeight: 19, beyond: 240 - 19 };

  test('can be any row, with one open above it or not', () => {
    for (const open of [-1, 0, 500, 999]) {
      const geometry = { ...short, open, openHeight: open < 0 ? 0 : 333 };
      for (let row = 0; row < 1000; row++) {
        const scrollTop = scrollToTop(row, geometry);
        expect(scrollTop).toBeLessThanOrEqual(visibleRows(geometry).total - 240);
        expect(firstRow({ ...geometry, scrollTop })).toBe(row);
      }
    }
  });

  test('is the one that begins nearest to the top', () => {
    expect([0, 9, 10, 19, 28, 29].map((scrollTop) => firstRow({ ...short, scrollTop }))).toEqual([
      0, 0, 1, 1, 1, 2,
    ]);
  });

  test('can be any of a million, although no element is that tall', () => {
    const many = { ...short, count: 1_000_000 };
    for (const row of [0, 1, 123_456, 999_999])
      expect(firstRow({ ...many, scrollTop: scrollToTop(row, many) })).toBe(row);
  });
});
