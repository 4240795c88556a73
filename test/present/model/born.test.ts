import { expect, test } from 'vitest';
import { bornText } from '../../../src/present/model/born.ts';
import { finding, TraceBuilder, type Handle } from '../../support/build.ts';

/** The text of a trace whose output is what `make` returns. */
function born(make: (t: TraceBuilder, x: Handle) => Handle | number, status: 'ok' | 'threw' = 'ok') {
  const t = new TraceBuilder();
  const output = make(t, t.leaf('x', [], [0]));
  t.output('', [], [output]);
  return bornText(t.result({ status }));
}

test('a finite output, and one that there is not', () => {
  expect(born((t, x) => t.equation('sin', [x], [], [0]))).toBe(undefined);
  expect(born((t, x) => t.equation('log', [x], [], [-Infinity]), 'threw')).toBe(undefined);
});

test('the operation that made it of finite numbers', () => {
  const log = (t: TraceBuilder, x: Handle) => t.equation('log', [x], [], [-Infinity], { at: [7, 2] });
  expect(born(log)).toBe('−∞: born at src/loss.ts:7:3 (log of 0)');
  const unused = (t: TraceBuilder, x: Handle) => {
    t.equation('log', [-1], [], [NaN], { at: [2, 0] });
    return t.equation('mul', [t.equation('add', [1, log(t, x)], [], [-Infinity]), x], [], [NaN]);
  };
  expect(born(unused)).toBe('NaN: −∞ born at src/loss.ts:7:3 (log of 0)');
});

test('of arrays, their shapes; without a place, none', () => {
  const t = new TraceBuilder();
  const m = t.leaf('m', [2, 3], [1, 2, 3, 4, 5, 6]);
  const y = t.equation('mmul', [m, { values: [1, 2, 3], shape: [3, 1] }], [2, 1], [NaN, 1]);
  t.output('', [2, 1], y);
  expect(bornText(t.result({ spans: new Map() }))).toBe('NaN: born (mmul of 2×3 and 3×1)');
});

test('inputs and constants that are not finite themselves', () => {
  expect(born((t) => t.leaf('y', [], [Infinity]))).toBe('∞: from the input y');
  expect(born((t, x) => t.equation('add', [x, NaN], [], [NaN]))).toBe('NaN: from a constant');
});

test('a long way back', () => {
  const text = born((t, x) => {
    let y = t.equation('log', [x], [], [-Infinity], { at: [3, 0] });
    for (let i = 0; i < 20_000; i++) y = t.equation('sin', [y], [], [NaN]);
    return y;
  });
  expect(text).toBe('NaN: −∞ born at src/loss.ts:3:1 (log of 0)');
});
test('of several births, the one that the finding names', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [0]);
  const root = t.equation('log', [-2], [], [NaN], { at: [3, 0] });
  const log = t.equation('log', [x], [], [NaN], { at: [7, 2] });
  t.output('', [], t.equation('add', [root, log], [], [NaN]));
  const named = (equation: number) => [
    {
      ...finding('non-finite', 'warning', '', [0, 1, 0, 1, 0]),
      class: 'non-finite-value' as const,
      equation,
    },
  ];
  expect(bornText(t.result({ diagnostics: named(0) }))).toContain('src/loss.ts:3:1 (log');
  expect(bornText(t.result({ diagnostics: named(1) }))).toContain('src/loss.ts:7:3 (log');
});
