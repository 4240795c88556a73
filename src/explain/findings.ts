import type { Diagnostic } from '../shared/errors.ts';
import { findConditioning } from './conditioning/index.ts';
import type { Evidence } from './evidence/evidence.ts';
import { findNonFinite } from './nonFinite/index.ts';
import { findOverwritten } from './overwritten/index.ts';
import { findShapes } from './shape/index.ts';
import { findMisread } from './zero/misread.ts';
import { findThrown } from './thrown.ts';
import { findZero } from './zero/index.ts';

/** What is wrong with a run, found without being asked: in the order in which people read it. */
export function findingsOfClasses(evidence: Evidence): Diagnostic[] {
  return [
    findThrown,
    findShapes,
    findNonFinite,
    findOverwritten,
    findConditioning,
    findMisread,
    findZero,
  ].flatMap((find) => attempted(evidence, find));
}

/** What one of them finds. If it fails, the run has its trace and its gradient all the same, and a finding says so. */
function attempted(evidence: Evidence, find: (evidence: Evidence) => Diagnostic[]): Diagnostic[] {
  try {
    return find(evidence);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `Looking for findings of one kind failed (${find.name}: ${what}). That is a bug in GradLens; the trace and the gradient are not touched by it.`;
    const { span } = evidence.result.function;
    return [{ code: 'internal', severity: 'warning', message, span, related: [] }];
  }
}
