import { afterEach, describe, expect, test } from 'vitest';
import { listWidth } from '../../../webview/listWidth.ts';
import { tableColumns } from '../../../webview/rows/tableColumns.ts';

describe('columns of a table of iterations', () => {
  afterEach(() => void (listWidth.value = 80));

  test('those that were bound last, in their order, and before them those that were asked for', () => {
    // of 62 characters 34 are for twistie, number and tools
    listWidth.value = 62;
    expect(tableColumns(5, 'value', [], 0).shown).toEqual([3, 4]);
    expect(tableColumns(5, 'value', [1], 0).shown).toEqual([1, 4]);
  });

  test('have no tools in little room, and short numbers', () => {
    listWidth.value = 44;
    expect(tableColumns(5, 'value', [], 0)).toEqual({ shown: [3, 4], value: 14, gradient: 0, tools: 0 });
    expect(tableColumns(5, 'both', [], 0)).toEqual({ shown: [4], value: 14, gradient: 14, tools: 0 });
  });

  test('have the value alone where there is no room for both', () => {
    listWidth.value = 32;
    expect(tableColumns(5, 'both', [], 3)).toEqual({ shown: [4], value: 14, gradient: 0, tools: 0 });
  });

  test('never need more room than there is, nor less than seven characters a number', () => {
    for (let room = 35; room < 300; room++) {
      listWidth.value = room;
      for (const show of ['value', 'gradient', 'both', 'change'] as const) {
        for (const depth of [0, 1, 3]) {
          const { shown, value, gradient, tools } = tableColumns(9, show, [], depth);
          const each = value + gradient + (value > 0 && gradient > 0 ? 1 : 0);
          const before = 5 + depth * (room < 61 ? 1 : 2) + 8;
          expect(before + shown.length * (1 + each) + 1 + tools, `${room} ${show}`).toBeLessThanOrEqual(room);
          for (const ch of [value, gradient]) expect(ch === 0 || ch >= 7, `${room} ${show}`).toBe(true);
        }
      }
    }
  });
});
