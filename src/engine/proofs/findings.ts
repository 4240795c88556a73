import type { Diagnostic } from '../../shared/errors.ts';
import type { Trace } from '../../shared/trace.ts';
import { branchSlopes } from './branchSlope.ts';
import { degenerateSpectra } from './degenerateSpectra.ts';
import type { Finder, SpanOf } from './finder.ts';
import { nonFiniteGradients, nonFiniteValues } from './nonFinite.ts';
import { selfProof } from './selfProof.ts';
import { zeroTimesInfinity } from './zeroTimesInfinity.ts';

/** Every finder, in the order in which people read the findings, and the runs that it is for. */
const finders: readonly { readonly find: Finder; readonly runs: 'finished' | 'all' }[] = [
  { find: selfProof, runs: 'finished' },
  { find: nonFiniteValues, runs: 'all' },
  { find: nonFiniteGradients, runs: 'finished' },
  { find: zeroTimesInfinity, runs: 'finished' },
  { find: degenerateSpectra, runs: 'finished' },
  { find: branchSlopes, runs: 'finished' },
];

/**
 * The findings of a traced run.
 *
 * @param cotangents of the outputs' sum by element id; empty where the run did not finish
 */
export function findingsOf(trace: Trace, cotangents: Float64Array, spanOf: SpanOf): Diagnostic[] {
  const isFinished = cotangents.length > 0;
  return finders.flatMap(({ find, runs }) =>
    runs === 'all' || isFinished ? find(trace, cotangents, spanOf) : [],
  );
}
