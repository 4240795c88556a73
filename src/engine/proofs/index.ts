/** Findings in a trace, and the check of its gradient against the plain program. */
export { findingsOf } from './findings.ts';
export { checkGradient, type CheckOptions, type CheckOutcome } from './check/gradientCheck.ts';
export type { PlainEvaluate } from './check/slopes.ts';
