import type { StopReason } from './errors.ts';

/** Of loading and running the milliseconds of processor time; equations; bytes. */
export interface Limits {
  readonly load: number;
  readonly run: number;
  readonly operations: number;
  readonly memory: number;
}
export const defaultLimits: Limits = {
  load: 10_000,
  run: 10_000,
  operations: 10_000_000,
  memory: 1_500_000_000,
};

/** The reasons to stop, as the child and the parent both give them. */
export const cancelReason: StopReason = { code: 'cancelled', message: 'The run was cancelled.' };

export function memoryReason(limits: Limits): StopReason {
  const text = `${(limits.memory / 1e9).toFixed(1)} GB`;
  return { code: 'memory-limit', message: `The run needs more memory than its limit of ${text}.` };
}
