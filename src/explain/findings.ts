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
  ].flatMap((find) => find(evidence));
}
