import type { Diagnostic } from '../../shared/errors.ts';
import type { Trace } from '../../shared/trace.ts';
import { branchSlopes } from './branchSlope.ts';
import { degenerateSpectra } from './degenerateSpectra.ts';
import type { Finder, SpanOf } from './finder.ts';
import { selfProof } from './selfProof.ts';
import { zeroTimesInfinity } from './zeroTimesInfinity.ts';

/** Every finder, in the order in which people read the findings. */
const finders: readonly Finder[] = [selfProof, zeroTimesInfinity, degenerateSpectra, branchSlopes];

/**
 * The findings of a traced run; none of one that did not finish.
 *
 * @param cotangents of the outputs' sum by element id; empty where the run did not finish
 */
export function findingsOf(trace: Trace, cotangents: Float64Array, spanOf: SpanOf): Diagnostic[] {
  return cotangents.length > 0 ? finders.flatMap((find) => find(trace, cotangents, spanOf)) : [];
}
