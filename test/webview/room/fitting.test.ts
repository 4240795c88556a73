import { describe, expect, test } from 'vitest';
import { gradientGlimpse, valueGlimpse } from '../../../src/present/panel/glimpse.ts';
import { fitting, hasBars, operandsFor } from '../../../webview/room/fitting.ts';

const range = valueGlimpse(Float64Array.of(-1.9133, 0, 1, 1.5792), [2, 2]);
const number = valueGlimpse(Float64Array.of(55.92131), []);

describe('what is shown in a column', () => {
  test('of many numbers: the range with bars, a short one, the norm, the picture alone', () => {
    const shown = (room: number) => fitting(range, room).range?.join(' ') ?? fitting(range, room).text;
    expect(shown(30)).toBe('−1.9133 █▁▁▁▅▁▁█ 1.5792'.replace(/[▁-█]+/, range.range![1]));
    expect(shown(25)).toBe('−1.9133 … 1.5792');
    expect(shown(18)).toBe('−1.913 … 1.579');
    expect(shown(14)).toBe('−1.9 … 1.6');
    expect(shown(9)).toBe('‖2.7‖');
    expect(shown(7)).toBe('');
  });

  test('of a number: it takes the room of the picture too', () => {
    expect(fitting(number, 7)).toEqual({ range: null, text: '55.9213', belowLeast: false });
    expect(fitting(number, 30)).toEqual({ range: null, text: '55.9213', belowLeast: true });
  });

  test('of a column that has ranges with bars: all else below the least of these, whatever the room', () => {
    for (let room = 7; room < 60; room++) {
      const withBars = fitting(range, room).range !== null;
      if (withBars) expect(hasBars(room), `${room}`).toBe(true);
      expect(fitting(number, room).belowLeast, `${room}`).toBe(hasBars(room));
    }
  });

  test('of a gradient: its norm', () => {
    const gradient = gradientGlimpse(Float64Array.of(21.7718, 0), [2]);
    expect([16, 12, 8, 7].map((room) => fitting(gradient, room).text)).toEqual([
      '‖21.7718‖',
      '‖21.77‖',
      '‖22‖',
      '',
    ]);
  });
});

test('operands are named where their names have room, else said by their ids', () => {
  const equation = { operands: 'rates.transmission · v3', operandIds: 'v0 · v3' };
  expect([23, 22].map((room) => operandsFor(equation, room))).toEqual(['rates.transmission · v3', 'v0 · v3']);
});
