import type { StopReason } from '../../shared/errors.ts';
import { cancelReason, memoryReason, type Limits } from '../../shared/limits.ts';
import { type Phase, type TraceAnswer } from '../../shared/protocol.ts';
import type { Span } from '../../shared/span.ts';
import { timeReason } from '../limits/timeLimit.ts';
import type { Ending } from './process.ts';

/** The answer of a process that ended without one. */
export function endedAnswer(
  ending: Ending,
  phase: Phase,
  limits: Limits,
  at: { readonly files: readonly string[]; readonly span: Span },
): TraceAnswer {
  const { code, message } = endedReason(ending, phase, limits);
  return {
    kind: 'failed',
    files: at.files,
    diagnostics: [{ code, severity: 'error', message, span: at.span, related: [] }],
  };
}

function endedReason(ending: Ending, phase: Phase, limits: Limits): StopReason {
  if (ending.kind === 'exit') {
    const how = ending.signal === null ? `with code ${ending.code}` : `by ${ending.signal}`;
    return { code: 'process-exit', message: `The process ended ${how} before the run was over.` };
  }
  if (ending.why === 'memory') return memoryReason(limits);
  if (ending.why === 'channel') {
    return { code: 'process-exit', message: 'The process sent an answer that cannot be read; trace again.' };
  }
  if (ending.why === 'used' || ending.why === 'waited') {
    const limited = phase === 'load' ? 'load' : 'run';
    return timeReason(limited, limits[limited], ending.why);
  }
  return cancelReason;
}
