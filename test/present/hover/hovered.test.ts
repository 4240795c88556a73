import { expect, test } from 'vitest';
import { hoverText } from '../../../src/present/hover/view/hoverText.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { findReading } from '../../../src/present/hover/hovered.ts';
import type { SourceExpression } from '../../../src/present/model/sitesAtPlace.ts';
import { indexRows, type RowIndex } from '../../../src/present/model/rowIndex.ts';
import type { Range } from '../../../src/shared/span.ts';
import { element, TraceBuilder } from '../../support/build.ts';
import { noLinks } from '../../support/hover.ts';

/*
 * The source that the trace below is of; `step` ran twice.
 *   1 function f(w) {
 *   2   w = step(w);     w: v1
 *   3   w = step(w);     w: v3, in the trace after v2
 *   4 }
 *   5 function step(w) { const d = sin(w) }   d: v1, then v2
 */
const inF: Range = [1, 0, 4, 1];
const inStep: Range = [5, 0, 5, 40];

function trace(): RowIndex {
  const t = new TraceBuilder();
  const w = t.leaf('w', [], [1]);
  const first = t.equation('sin', [w], [], [0.84], { at: [5, 29] });
  t.nameAt(first, 'd', [0, 5, 25, 5, 26]);
  t.nameAt(first, 'w', [0, 2, 2, 2, 3]);
  const second = t.equation('sin', [first], [], [0.74], { at: [5, 29] });
  t.nameAt(second, 'd', [0, 5, 25, 5, 26]);
  t.nameAt(second, 'w', [0, 3, 2, 3, 3]);
  t.output('', [], second);
  return indexRows(t.result({ function: { name: 'f', span: [0, 1, 9, 1, 10] } }));
}

/** What an expression of a trace without loops is. */
function read(index: RowIndex, expression: SourceExpression) {
  return findReading(index, lineModel(index.result, index.variables), new Map(), expression);
}

function at(text: string, range: Range, functions: Range[], kind: SourceExpression['kind'] = 'name') {
  return read(trace(), { file: 0, kind, text, range, functions });
}

test('a name where it is bound is the value bound there', () => {
  expect(at('w', [2, 2, 2, 3], [inF])).toEqual({ row: 1, times: 1, steps: [] });
  expect(at('w', [3, 2, 3, 3], [inF])).toEqual({ row: 2, times: 1, steps: [] });
});

test('a parameter is the input until it is bound anew', () => {
  const t = new TraceBuilder();
  t.leaf('w', [], [1]);
  const index = indexRows(t.result());
  expect(read(index, { file: 0, kind: 'name', text: 'w', range: [1, 4, 1, 5], functions: [inF] })?.row).toBe(
    0,
  );
});

test('a name of another function is not taken for one of this', () => {
  expect(at('d', [2, 12, 2, 13], [inF])).toBeUndefined();
  expect(at('w', [5, 14, 5, 15], [inStep])).toBeUndefined();
  expect(at('w', [9, 0, 9, 1], [])).toBeUndefined();
});

test('a binding that ran more than once shows the last', () => {
  expect(at('d', [5, 25, 5, 26], [inStep])).toEqual({ row: 2, times: 2, steps: [] });
});

test('a call is the last result of exactly that expression', () => {
  expect(at('', [5, 29, 5, 37], [inStep], 'call')).toEqual({ row: 2, times: 2, steps: [] });
  expect(at('', [5, 29, 5, 36], [inStep], 'call')).toBeUndefined();
});

test('a name of one element is that element, a name of several is not taken for the whole', () => {
  const t = new TraceBuilder();
  const m = t.leaf('m', [2, 2], [1, 2, 3, 4]);
  t.nameAt(element(m, 0), 'first', [0, 2, 8, 2, 13]);
  t.nameAt(element(m, 3), 'last', [0, 3, 8, 3, 12]);
  t.nameAt({ first: m.first, shape: [2] }, 'row', [0, 3, 20, 3, 23]);
  const index = indexRows(t.result());
  const found = (text: string, range: Range) =>
    read(index, { file: 0, kind: 'name', text, range, functions: [inF] });
  expect(found('first', [2, 8, 2, 13])).toEqual({
    row: 0,
    times: 1,
    steps: [],
    refs: Int32Array.of(m.first),
  });
  expect(found('last', [3, 8, 3, 12])).toEqual({
    row: 0,
    times: 1,
    steps: [],
    refs: Int32Array.of(m.first + 3),
  });
  expect(found('row', [3, 20, 3, 23])).toBeUndefined();
  expect(index.row(0).names).toEqual(['m']);
});

test('a read name tells where it was bound, unless what reads it has this very value', () => {
  const t = new TraceBuilder();
  const m = t.leaf('m', [], [1]);
  t.nameAt(m, 'm', [0, 1, 11, 1, 12]);
  t.equation('sin', [m], [], [0.84], { at: [2, 4] });
  t.equation('sin', [t.equation('log', [m], [], [0])], [], [0], { at: [3, 4] });
  const index = indexRows(t.result());
  const found = (range: Range) => read(index, { file: 0, kind: 'name', text: 'm', range, functions: [inF] });
  expect(found([2, 6, 2, 7])).toEqual({ row: 0, times: 1, steps: [] });
  expect(found([3, 6, 3, 7])).toEqual({ row: 0, times: 1, steps: [], boundOn: 1 });
  expect(hoverText(index, found([3, 6, 3, 7])!, 'm', 'dark', noLinks)).toContain('as it was bound on line 1');
});

test('a constant of several files is the one of the file', () => {
  const t = new TraceBuilder();
  t.leaf('module:src/other.ts:k', [], [1], { kind: 'captured' });
  t.leaf('module:src/loss.ts:k', [], [2], { kind: 'captured' });
  t.leaf('module:one', [], [3], { kind: 'captured' });
  const index = indexRows(t.result());
  const row = (text: string) =>
    read(index, { file: 0, kind: 'name', text, range: [9, 0, 9, 1], functions: [inF] });
  expect([row('k')?.row, row('one')?.row]).toEqual([1, 2]);
});
