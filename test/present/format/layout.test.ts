import { expect, test } from 'vitest';
import { fit, painter, table, widthOf } from '../../../src/present/format/layout.ts';

test('what has no room is written in its shorter form, else cut', () => {
  const rows = [
    [{ text: 'waves + growth', short: 'v4 + v6' }, { text: '33:10' }],
    [{ text: 'rate · waves' }],
  ];
  const lines = (width: number) => table(rows, [{ least: 6 }, {}], width, painter(false));
  expect(lines(21)).toEqual(['waves + growth  33:10', 'rate · waves']);
  expect(lines(20)).toEqual(['v4 + v6        33:10', 'rate · waves']);
  expect(lines(13)).toEqual(['waves…  33:10', 'rate …']);
});

test('widths are columns of a terminal: two of a wide character, none of a mark over another', () => {
  expect(['Größe', '幅', 'b\u0304', '面積 = 幅'].map(widthOf)).toEqual([5, 2, 1, 9]);
  expect(fit('幅', 4)).toBe('幅  ');
  expect(fit('面積と幅', 6)).toBe('面積… ');
  expect(fit('面積と幅', 6, { keepsEnd: true })).toBe('…と幅 ');
});
