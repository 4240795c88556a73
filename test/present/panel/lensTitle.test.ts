import { expect, it } from 'vitest';
import { lensTexts } from '../../../src/present/panel/lensTitle.ts';
import { noCheck, type Check } from '../../../src/shared/check.ts';
import type { TraceResult } from '../../../src/shared/trace.ts';
import { finding, TraceBuilder } from '../../support/build.ts';

/** Lenses of a run that added 1 to 1. */
function lenses(rest: Partial<TraceResult> = {}, stale = false) {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [1]);
  t.output('', [], t.equation('add', [x, 1], [], [2]));
  return lensTexts(t.result(rest), stale);
}
const checked = (state: Check['state']): Check => ({ ...noCheck('that'), state, maxRelativeError: 2e-9 });

it.each([
  ['ok', '= 2 ✓'],
  ['partly', '= 2 ◐'],
  ['failed', '= 2 ✗'],
  ['none', '= 2 –'],
] as const)('a check that is %s', (state, text) => {
  expect(lenses({ check: checked(state) }).result).toBe(text);
});

it('a run whose check is not over, one of other code, and runs that were ended', () => {
  expect(lenses({ check: null }).result).toBe('= 2 …');
  expect(lenses({ check: checked('ok') }, true).result).toBe('= 2 ✓ (old)');
  expect(lenses({ status: 'threw' }).result).toBe('✗ threw');
  const diagnostics = [finding('cancelled', 'error', '', [0, 1, 0, 1, 3])];
  expect(lenses({ status: 'limit', diagnostics }).result).toBe('✗ cancelled');
});

it('counts what is wrong or suspicious, and says the rest in the tooltip', () => {
  const span = [0, 1, 0, 1, 3] as const;
  const diagnostics = [
    finding('branch-slope', 'warning', '', span),
    finding('overwritten', 'information', '', span),
    finding('overwritten', 'warning', '', span),
    finding('non-finite', 'warning', '', span),
  ];
  const { findings, tooltip } = lenses({ check: checked('ok'), diagnostics });
  expect(findings).toBe('⚠ 2');
  expect(tooltip).toBe('f = 2 · 1 equation · 1.8 ms\n✓ gradient checked 2e−9');
  expect(lenses().findings).toBe('');
});
