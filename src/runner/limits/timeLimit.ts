import type { StopReason } from '../../shared/errors.ts';

/** By the clock, a phase may take so many times its limit: a program may wait, and other programs keep the processor busy. */
const PATIENCE = 6;

/** How a phase has passed its limit: it has used the processor for too long, or is not over in all the time that it may wait. */
export type Overtime = 'used' | 'waited';

/**
 * Whether a phase has passed its limit. All in milliseconds.
 *
 * @param limit processor time that it may use
 * @param passed time since it began
 * @param used processor time since it began; asked for only where it matters
 */
export function overtime(limit: number, passed: number, used: () => number): Overtime | undefined {
  // The threads of a process may use more time together than has passed.
  if (passed <= limit) return undefined;
  if (passed > PATIENCE * limit) return 'waited';
  return used() > limit ? 'used' : undefined;
}

/** The reason to stop at the limit of a phase, in milliseconds, as the child and the parent both give it. */
export function timeReason(phase: 'load' | 'run', limit: number, how: Overtime): StopReason {
  const what = phase === 'load' ? 'Loading the modules' : 'The run';
  const said =
    how === 'used'
      ? `${what} took longer than its limit of ${limit / 1000} s of processor time.`
      : `${what} was not over after ${(PATIENCE * limit) / 1000} s: it waits for something, or the machine is busy.`;
  return phase === 'load'
    ? { code: 'load-time-limit', message: `${said} Raise it by --timeout or gradlens.limits.loadSeconds.` }
    : { code: 'time-limit', message: said };
}
