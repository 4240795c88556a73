import { describe, expect, test } from 'vitest';
import { pictureOf } from '../../../src/present/panel/glimpse.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { headerOf } from '../../../src/present/model/header.ts';
import { backwardOf } from '../../../src/present/panel/backward.ts';
import { panelView } from '../../../src/present/panel/panelView.ts';
import { detailView, inputViews } from '../../../src/present/panel/rowViews.ts';
import { equationViews, rowText } from '../../support/panelRows.ts';
import { traces } from '../../support/traces.ts';

const all = { from: 0, count: 100 };

/** Rows as lines of text. */
function rows(name: string): string[] {
  return equationViews(indexRows(traces[name]!())).map(rowText);
}

test('rows of numbers', () => {
  expect(rows('scalars')).toEqual([
    'v0 | x | input |  |  | 0.5000 | 1.0806 | ',
    'v1 | b | input |  |  | −1.000e−9 | 1 | ',
    'v2 | double | mul | x · 2 |  | 1 | 0.5403 | 3',
    'v3 |  | sin | double |  | 0.8415 | 1 | 4',
    'v4 | y, return | add | v3 + b |  | 0.8415 | 1 | 4',
  ]);
});

test('rows of matrices, and of a member that was traced through', () => {
  expect(rows('matrices')[4]).toBe('v4 | err | mmul | a · W | 2×2 | −0.1000 █▁██▁▁▁█ 1.5000 | ‖5‖ | 1');
  expect(rows('uses')[6]).toBe('v6…v1209 | inv | inverse | … (1,204 operations inside) |  | – | – | 7');
});

test('rows and equations find one another', () => {
  const index = indexRows(traces['uses']!());
  for (let row = index.inputCount; row < index.count; row++) {
    const [from, to] = index.equations(row);
    expect([index.rowOfEquation(from), index.rowOfEquation(to - 1)]).toEqual([row, row]);
  }
  expect(index.equations(6)).toEqual([1, 1205]);
  expect(index.rowOfVariable(2)).toBe(2);
});

test('an open row has all its numbers, its rule, and copies of them: messages carry whole buffers', () => {
  const index = indexRows(traces['matrices']!());
  const { value, gradient, formula, rule } = detailView(index, 4);
  expect([value!.title, gradient!.title]).toEqual(['err = a · W', '∂f/∂err']);
  expect([...value!.data]).toEqual([0.5, -0.1, 0.6, 1.5]);
  expect([...gradient!.data]).toEqual([3, 0, 0, 4]);
  expect(gradient!.about).toBe('2×2 · ‖∂‖ 5');
  expect(value!.data.buffer.byteLength).toBe(32);
  expect([formula, rule]).toEqual(['Z = A · B', 'Ā += Z̄ · Bᵀ;  B̄ += Aᵀ · Z̄']);
});

test('inputs with their gradients, static ones with the reason why there is none', () => {
  const inputs = inputViews(indexRows(traces['scalars']!()), all);
  expect(inputs.map(({ path, about, gradient, reason }) => [path, about, gradient?.data[0], reason])).toEqual(
    [
      ['x', 'v0 · number', 1.0806046117362795, ''],
      ['b', 'v1 · number', 1, ''],
      ['steps', 'static · matrix', undefined, 'static'],
    ],
  );
});

describe('pictures', () => {
  test('a large matrix keeps the largest magnitude of each block, with its sign', () => {
    const data = new Float64Array(16 * 24);
    data[3 * 24 + 5] = -9;
    data[3 * 24 + 4] = 8;
    data[15 * 24 + 23] = 2;
    const picture = pictureOf(data, [16, 24])!;
    expect([picture.rows, picture.columns]).toEqual([8, 8]);
    expect(picture.data[1 * 8 + 1]).toBe(-9);
    expect(picture.data[63]).toBe(2);
    expect(picture.data.filter((x) => x !== 0)).toHaveLength(2);
  });

  test('NaN is never hidden; a number has no picture', () => {
    const data = new Float64Array(400).fill(7);
    data[0] = NaN;
    expect(pictureOf(data, [20, 20])!.data[0]).toBeNaN();
    expect(pictureOf(Float64Array.of(1), [])).toBeNull();
  });
});

test('a case says its name before the call, once', () => {
  const called = (name: string) => {
    const result = traces[name]!();
    const index = indexRows(result);
    const header = headerOf(result, index.variables);
    const run = { name: '', result, header, index, backward: backwardOf(index) };
    const counts = { revision: 0, layout: 0, rows: 0, steps: 0, iterations: [] };
    const { call, about } = panelView(run, undefined, { kind: 'idle', text: '' }, false, counts);
    return [call, ...about];
  };
  expect(called('matrices')).toEqual(['small: f(a, params, v)', '6 equations', '1.8 ms']);
  expect(called('scalars')[0]).toMatch(/^f\(/);
});
