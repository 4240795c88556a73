/** Findings in a trace, and the checks of its derivatives. */
export { checkDerivatives } from './derivativeCheck.ts';
export { findingsOf } from './findings.ts';
export { checkGradient, mostRuns, type CheckOptions, type CheckOutcome } from './check/gradientCheck.ts';
export type { PlainEvaluate } from './check/slopes.ts';
