import { expect, test } from 'vitest';
import { formatText } from '../../../src/present/terminal/traceText.ts';
import { noCheck, type Check } from '../../../src/shared/check.ts';
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
const check: Check = { ...noCheck(''), state: 'ok', maxRelativeError: 2e-9, directions: 1 };

test('a checked gradient', () => {
  expect(header({ check })).toBe('f(options) = 2   1 equation · 1.8 ms · ✓ gradient checked 2e−9');
});

test('the parameters are those that leaves come from, patterns by what they bind', () => {
  const leaves = (t: TraceBuilder) =>
    ['options.y', 'mass', 'rows[0].w', '[a, b]', '{ x, y }'].forEach((path) => t.leaf(path, [], [1]));
  expect(header({}, leaves)).toMatch(/^f\(options, mass, rows, \[a, b\], \{ x, y \}\) = 2 /);
});

test('a gradient that could not be compared is not called checked', () => {
  const notChecked = [{ path: 'x', shape: [], elements: null, why: 'at a kink' }];
  const text = header({ check: { ...noCheck(''), state: 'partly', notChecked } });
  expect(text).toContain('· ◐ gradient could not be compared: x (at a kink)');
  expect(text).not.toContain('✓');
});

test('no error at all is not told as a number', () => {
  const notChecked = [{ path: 'x', shape: [], elements: null, why: 'in steps' }];
  const exact = { ...check, maxRelativeError: 0 };
  expect(header({ check: exact })).toMatch(/✓ gradient checked$/);
  const text = header({ check: { ...exact, state: 'partly', notChecked } });
  expect(text).toContain('· ◐ gradient partly checked: not x (in steps)');
});

test('a failed check names what was found, not any other error', () => {
  const span = [0, 1, 0, 1, 3] as const;
  const diagnostics = [
    finding('mmul-shapes', 'error', '', span),
    finding('gradient-cut', 'warning', '', span),
  ];
  const notChecked = [{ path: 'options.x', shape: [], elements: null, why: 'that' }];
  const failed: Check = { ...check, state: 'failed', reason: 'that', maxRelativeError: 0.5, notChecked };
  expect(header({ check: failed, diagnostics })).toContain(
    '✗ gradient check failed by 5e−1: gradient-cut of options.x at src/loss.ts:1:1',
  );
  expect(header({ check: failed })).toContain('✗ gradient check failed by 5e−1: that');
});

test('an output that is not finite: where that comes from', () => {
  const t = new TraceBuilder();
  t.output('', [], t.equation('log', [t.leaf('x', [], [0])], [], [-Infinity], { at: [7, 2] }));
  const lines = formatText(t.result(), { color: false, width: 100 }).split('\n');
  expect(lines[0]).toBe('f(x) = −∞   1 equation · 1.8 ms · ✗ −∞: born at src/loss.ts:7:3 (log of 0)');
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

test('what was left out is named by element and reason', () => {
  const shape = [2, 2];
  const notChecked = [
    { path: 'a', shape, elements: [0, 3], why: 'in steps' },
    { path: 'b', shape: [], elements: null, why: 'in steps' },
    { path: 'c', shape: [9], elements: [0, 1, 2, 3, 4, 5], why: 'at a kink' },
    { path: 'd', shape: [], elements: null, why: 'at a kink' },
  ];
  expect(header({ check: { ...check, state: 'partly', notChecked } })).toContain(
    '· ◐ gradient partly checked 2e−9: not a[0][0], a[1][1], b (in steps), c[0], c[1], c[2], c[3] and 2 more (at a kink) and 1 more',
  );
});

test('a check that was not made says why', () => {
  expect(header({ check: noCheck('the run took 3 s') })).toContain(
    '· – gradient not checked: the run took 3 s',
  );
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
