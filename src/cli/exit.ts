import type { Code } from '../shared/errors.ts';
import type { TraceAnswer } from '../shared/protocol.ts';

/** The exit codes of the command line; part of its contract. */
export const exitCodes = { traced: 0, failed: 1, usage: 2, limit: 3, load: 4, internal: 70 } as const;

const limits: ReadonlySet<Code> = new Set([
  'time-limit',
  'load-time-limit',
  'operation-limit',
  'memory-limit',
  'cancelled',
]);

/** The exit code of an answer; of several cases the largest counts. As `strict`, a check that left inputs out fails, too. */
export function exitCodeOf(answer: TraceAnswer, strict = false): number {
  if (answer.kind === 'failed') {
    const [first] = answer.diagnostics;
    if (first && limits.has(first.code)) return exitCodes.limit;
    return first?.code === 'process-exit' || first?.code === 'threw' ? exitCodes.failed : exitCodes.load;
  }
  const { status, check, diagnostics } = answer.result;
  if (status === 'limit') return exitCodes.limit;
  const isWrong = diagnostics.some(({ code }) => code === 'unexplained-value' || code === 'threw');
  return status === 'threw' || check?.state === 'failed' || (strict && check?.state === 'partly') || isWrong
    ? exitCodes.failed
    : exitCodes.traced;
}
