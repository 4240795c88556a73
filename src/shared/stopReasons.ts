import type { StopReason } from './errors.ts';
import type { Limits } from './protocol.ts';

/** The reasons to stop, as the child and the parent both give them. */
export const cancelReason: StopReason = { code: 'cancelled', message: 'The run was cancelled.' };

export function timeReason(phase: 'load' | 'run', limits: Limits): StopReason {
  return phase === 'load'
    ? {
        code: 'load-time-limit',
        message: `Loading the modules took longer than its limit of ${seconds(limits.load)}.`,
      }
    : { code: 'time-limit', message: `The run took longer than its limit of ${seconds(limits.run)}.` };
}

export function memoryReason(limits: Limits): StopReason {
  const text = `${(limits.memory / 1e9).toFixed(1)} GB`;
  return { code: 'memory-limit', message: `The run needs more memory than its limit of ${text}.` };
}

const seconds = (ms: number) => `${ms / 1000} s`;
