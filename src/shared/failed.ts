import type { Code, Diagnostic } from './errors.ts';
import type { TraceAnswer } from './protocol.ts';
import { inFile, type Range } from './span.ts';

export type Failed = Extract<TraceAnswer, { kind: 'failed' }>;

/** The beginning of a file: where a message points that concerns all of it. */
export const fileStart: Range = [1, 0, 1, 0];

/** An answer that says why nothing could be run. */
export function failed(code: Code, message: string, file: string, range: Range): Failed {
  const diagnostic: Diagnostic = { code, severity: 'error', message, span: inFile(0, range), related: [] };
  return { kind: 'failed', files: [file], diagnostics: [diagnostic] };
}
