import { describe, expect, it } from 'vitest';
import { isDue, slowness } from '../../src/host/live/pace.ts';

describe('a changed function is due', () => {
  it.each([
    ['command', 'save', 10, false],
    ['command', 'pause', 10, false],
    ['save', 'save', 5000, true],
    ['save', 'pause', 10, false],
    ['pause', 'save', 5000, true],
    ['pause', 'pause', 1000, true],
    ['pause', 'pause', 1001, false],
    ['pause', 'pause', undefined, true],
  ] as const)('with traceOn %s, on %s, after a run of %s ms: %s', (on, event, last, due) => {
    expect(isDue(on, event, last)).toBe(due);
  });

  it('on save only where it is slow, which is said', () => {
    expect(slowness('pause', 2110)).toBe('slow: 2.1 s, on save only');
    expect(slowness('pause', 900)).toBe('');
    expect(slowness('save', 2110)).toBe('');
  });
});
