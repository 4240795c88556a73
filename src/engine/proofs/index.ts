/** Findings in a trace, and the checks of its derivatives. */
export {
  areFinite,
  descendInKernel,
  equationsIn,
  firstSeen,
  follow,
  kindsOf,
  largestProduct,
  loopsInKernel,
  readByNumbers,
  type LoopColumns,
} from '../kernels/sweeps.ts';
export { checkDerivatives } from './derivativeCheck.ts';
export { findingsOf } from './findings.ts';
export { checkGradient, mostRuns, type CheckOptions, type CheckOutcome } from './check/gradientCheck.ts';
export type { PlainEvaluate } from './check/slopes.ts';
export { influence } from './endings.ts';
export { isSmooth, type Influence } from './influence.ts';
export { groupsOf } from './sparsity.ts';
export { isCount, Way } from './ways.ts';
