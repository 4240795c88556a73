import { expect, test } from 'vitest';
import { formatText } from '../../../src/present/terminal/traceText.ts';
import type { TraceResult } from '../../../src/shared/trace.ts';
import { finding, TraceBuilder } from '../../support/build.ts';

/** First line of a trace of one addition. */
function header(rest: Partial<TraceResult> = {}, prepare: (t: TraceBuilder) => void = () => {}): string {
  const t = new TraceBuilder();
  const x = t.leaf('options.x', [], [1]);
  const y = t.equation('add', [x, 1], [], [2]);
  prepare(t);
  t.output('', [], y);
  return formatText(t.result(rest), { color: false, width: 100 }).split('\n')[0]!;
}
const check = { ok: true, method: 'rerun', maxRelativeError: 2e-9, directions: 1 } as const;

test('a checked gradient', () => {
  expect(header({ check })).toBe('f(options) = 2   1 equation · 1.8 ms · ✓ gradient checked 2e−9');
});

test('a gradient that could not be compared is not called checked', () => {
  const note = 'a branch changes in every neighbourhood';
  const text = header({ check: { ...check, maxRelativeError: NaN, directions: 0, note } });
  expect(text).toContain(`· gradient could not be checked (${note})`);
  expect(text).not.toContain('✓');
});

test('a failed check names what was found, not any other error', () => {
  const span = [0, 1, 0, 1, 3] as const;
  const diagnostics = [
    finding('mmul-shapes', 'error', '', span),
    finding('gradient-cut', 'warning', '', span),
  ];
  expect(header({ check: { ...check, ok: false, maxRelativeError: 0.5 }, diagnostics })).toContain(
    '✗ gradient check failed by 5e−1: gradient-cut',
  );
});

test('a cut is told even where the check passed', () => {
  const text = header({ check }, (t) => t.cut({ first: 1, shape: [] }, 'integer', '|', 4));
  expect(text).toContain('✓ gradient checked 2e−9 · cut at src/loss.ts:4:7 (options.x, integer)');
});

test('a cut without a place says what cut it', () => {
  const cut = (t: TraceBuilder) => t.cut({ first: 1, shape: [] }, 'opaque', 'code that is not traced', 4);
  expect(header({ check, spans: new Map() }, cut)).toContain(
    '· cut by code that is not traced (options.x, opaque)',
  );
});

test('what is cut from a function with derivative 0 takes no gradient along', () => {
  const text = header({ check }, (t) => {
    const z = t.equation('floor', [{ first: 1, shape: [] }], [], [1]);
    t.cut(z, 'integer', '|', 4);
  });
  expect(text).not.toContain('cut');
});

test('a slope that branches make is not called checked', () => {
  const diagnostics = [finding('branch-slope', 'warning', '', [0, 1, 0, 1, 3])];
  const note = 'not by x: a branch changes in every neighbourhood';
  const text = header({ check: { ...check, note }, diagnostics });
  expect(text).toContain(`· gradient of the branches taken (${note})`);
  expect(text).not.toContain('✓');
});

test('an index is no cut to warn of', () => {
  expect(header({ check }, (t) => t.cut({ first: 1, shape: [] }, 'index', 'xs[…]', 4))).not.toContain('cut');
});

test('a run that was ended', () => {
  const diagnostics = [finding('operation-limit', 'error', '', [0, 7, 2, 7, 9])];
  expect(header({ status: 'limit', check: null, diagnostics })).toContain(
    '✗ stopped: operation-limit at src/loss.ts:7:3',
  );
});
