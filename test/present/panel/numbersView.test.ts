import { describe, expect, test } from 'vitest';
import { blockView, copyText, numbersView } from '../../../src/present/panel/numbersView.ts';
import { mostCells, mostDigits } from '../../../src/shared/panel/numberViews.ts';

const counted = (length: number) => Float64Array.from({ length }, (_, i) => i);
const of = { row: 0, what: 'value' } as const;

describe('numbers of any size', () => {
  test('are all there while they are few, and only what is asked for of many', () => {
    const few = numbersView('few', of, counted(mostDigits ** 2), [mostDigits, mostDigits], false);
    expect(few.data).toEqual(counted(mostDigits ** 2));
    const many = numbersView('many', of, counted(33 * 2), [33, 2], false);
    expect(many).toMatchObject({ rows: 33, columns: 2, scale: 65 });
    expect(many.data).toHaveLength(0);
    expect(numbersView('array', of, counted(40), [40], false)).toMatchObject({ rows: 1, columns: 40 });
  });

  test('come in blocks: entry by entry, with −0 and NaN as they are', () => {
    const data = counted(300 * 200);
    data[2 * 200 + 5] = NaN;
    data[3 * 200 + 6] = -0;
    const { cells, ...block } = blockView(data, [300, 200], { row: 2, column: 5, rows: 2, columns: 3 });
    expect(block).toEqual({ row: 2, column: 5, rows: 2, columns: 3 });
    expect(Array.from(cells.data)).toEqual([NaN, 406, 407, 605, -0, 607]);
  });

  test('are merged where there are more than cells: the largest magnitude, NaN before all, is what is seen', () => {
    const data = new Float64Array(600 * 600).fill(1);
    data[599] = -7;
    data[1] = NaN;
    const { cells } = blockView(data, [600, 600], { row: 0, column: 0, rows: 600, columns: 600 });
    expect([cells.rows, cells.columns]).toEqual([mostCells, mostCells]);
    expect(cells.data[0]).toBeNaN();
    expect(cells.data[mostCells - 1]).toBe(-7);
    expect(cells.data[mostCells]).toBe(1);
  });

  test('beyond their edges there is nothing', () => {
    const block = blockView(counted(6), [2, 3], { row: 1, column: -4, rows: 9, columns: 9 });
    expect(block).toMatchObject({ row: 1, column: 0, rows: 1, columns: 3 });
    expect(Array.from(block.cells.data)).toEqual([3, 4, 5]);
    expect(blockView(counted(6), [2, 3], { row: 7, column: 0, rows: 1, columns: 1 }).rows).toBe(0);
  });
});

describe('copies', () => {
  const data = Float64Array.of(0.1 + 0.2, -0, NaN, -Infinity);

  test('have every digit, −0 included', () => {
    expect(copyText(data, [2, 2], 'TSV')).toBe('0.30000000000000004\t-0\nNaN\t-Infinity');
    expect(copyText(data, [2, 2], 'CSV')).toBe('0.30000000000000004,-0\nNaN,-Infinity');
  });

  test('are nested as the numbers are; what JSON has no digits for is a string', () => {
    expect(copyText(data, [2, 2], 'JSON')).toBe('[[0.30000000000000004,"-0"],["NaN","-Infinity"]]');
    expect(copyText(counted(8), [2, 2, 2], 'JSON')).toBe('[[[0,1],[2,3]],[[4,5],[6,7]]]');
    expect(copyText(counted(3), [3], 'JSON')).toBe('[0,1,2]');
    expect(copyText(Float64Array.of(4), [], 'JSON')).toBe('4');
    expect(copyText(counted(0), [0, 0], 'JSON')).toBe('[]');
  });

  test('may be of a block', () => {
    const block = { row: 0, column: 1, rows: 2, columns: 1 };
    expect(copyText(counted(4), [2, 2], 'TSV', block)).toBe('1\n3');
    expect(copyText(counted(4), [2, 2], 'JSON', block)).toBe('[[1],[3]]');
    expect(copyText(counted(4), [2, 2], 'JSON', { ...block, rows: 1 })).toBe('1');
  });
});
