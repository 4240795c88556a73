import { expect, it, vi } from 'vitest';

vi.mock('vscode', () => ({}));
const { activityOf } = await import('../../src/host/panel/activity.ts');
type Session = Parameters<typeof activityOf>[0];

/** What the panel says of a run in a phase. */
function said(phase: string): string {
  const target = { function: 'train', label: '', nth: 0 };
  return activityOf({ state: { kind: 'running', phase, target } } as unknown as Session).text;
}

it('the panel says that a run is being cancelled until it has ended', () => {
  expect(said('run')).toBe('Tracing train …');
  expect(said('cancel')).toBe('Cancelling train …');
});
