import { expect, test } from 'vitest';
import { outputForms } from '../../../src/present/panel/outputForms.ts';
import { widestOf } from '../../../src/present/panel/widest.ts';
import { TraceBuilder } from '../../support/build.ts';
import { traces } from '../../support/traces.ts';

/** The result of a function that returns these, by path. */
function forms(outputs: Readonly<Record<string, readonly number[]>>): readonly string[] {
  const t = new TraceBuilder();
  for (const [path, values] of Object.entries(outputs)) {
    const shape = values.length === 1 ? [] : [values.length];
    t.output(path, shape, t.leaf(`x${path}`, shape, [...values]));
  }
  return outputForms(t.result());
}

test('a number has fewer digits where there is less room', () =>
  expect(forms({ '': [55.92131] })).toEqual(['55.9213', '55.92', '56']));

test('of several values fewer are named', () =>
  expect(forms({ loss: [0.2392], w: [1, 2, 3, 4], b: [1] })).toEqual([
    '{ loss: 0.2392, w: 4, b: 1 }',
    '{ loss: 0.2392, w: 4, … }',
    '{ loss: 0.2392, … }',
    '{ … }',
  ]));

test('many numbers are a shape; nothing is nothing', () => {
  expect(forms({ '': [1, 2, 3, 4] })).toEqual(['4']);
  expect(forms({})).toEqual([]);
});

test('the longest id is that of the last variable, whatever rows fold', () => {
  expect(widestOf(traces['uses']!()).id).toBeGreaterThanOrEqual('v1209'.length);
  expect(widestOf(traces['scalars']!())).toEqual({ id: 2, place: 1, line: 1, shape: 0, hasGradients: true });
});

test('a place that is never shown with its file takes no room from others; without gradients there is no column', () => {
  const result = traces['scalars']!();
  const files = [...result.files, 'loss.ts', 'helpersForAllThatIsSeasonal.ts'];
  const [first, second] = [result.files.length, result.files.length + 1];
  const spans = new Map(result.spans).set(901, [first, 3, 0, 3, 4]).set(902, [second, 3, 0, 3, 4]);
  expect(widestOf({ ...result, trace: { ...result.trace }, files, spans })).toMatchObject({
    place: 'loss.ts:3'.length,
    line: '…:3'.length,
  });
  const none = { ...result, trace: { ...result.trace }, cotangents: new Float64Array(0) };
  expect(widestOf(none).hasGradients).toBe(false);
});
