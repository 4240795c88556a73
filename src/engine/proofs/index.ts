/** What a trace and the plain function prove of a gradient, and what is found on the way. */
export { degenerateSpectra } from './degenerateSpectra.ts';
export type { PlainEvaluate } from './differences.ts';
export { checkGradient, type CheckOptions, type CheckOutcome } from './gradientCheck.ts';
export { firstNonFiniteGradient } from './nonFinite.ts';
export { firstNonFinite, selfProof } from './selfProof.ts';
