import { expect } from 'vitest';
import { differentiate } from '../../src/engine/autodiff/reverse.ts';
import { freeIds } from '../../src/engine/autodiff/forward.ts';
import { leafValues, replay } from '../../src/engine/autodiff/replay.ts';
import type { Trace } from '../../src/shared/trace.ts';

/** A trace replayed on leaf values moved along a direction. */
export const at = (record: Trace, direction: Float64Array, step: number): Trace => {
  const leaves = leafValues(record);
  let k = 0;
  for (const [l, { first }] of record.leaves.entries())
    if (first > 0) leaves[l] = leaves[l]!.map((x) => x + step * direction[k++]!);
  return { ...record, values: replay(record, leaves).values };
};
/** Numbers of all outputs. */
export const outputs = ({ values, constants, outputs }: Trace) =>
  outputs.flatMap(({ refs }) => Array.from(refs, (ref) => (ref > 0 ? values[ref]! : constants[-ref - 1]!)));
/** The gradient of the outputs' sum by the free elements. */
export const gradient = (record: Trace) => {
  const cotangents = differentiate(record);
  return freeIds(record).map((id) => cotangents[id]!);
};
/** Expects numbers to agree with differences. */
export const close = (actual: ArrayLike<number>, expected: readonly number[]) => {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(Array.from(actual, (x, i) => Math.abs(x - expected[i]!) <= 1e-7 * scale)).toEqual(
    expected.map(() => true),
  );
};
/** Fourth-order differences of a function of the step. */
export const along = (f: (t: number) => number[], h = 1e-4) => {
  const [a, b, c, d] = [f(-2 * h), f(-h), f(h), f(2 * h)];
  return a!.map((x, i) => (x - d![i]! + 8 * (c![i]! - b![i]!)) / (12 * h));
};
