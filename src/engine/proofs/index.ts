/** What a trace and the plain function prove of a gradient, and what is found on the way. */
export type { PlainEvaluate } from './differences.ts';
export { findingsOf } from './findings.ts';
export { checkGradient, type CheckOptions, type CheckOutcome } from './gradientCheck.ts';
