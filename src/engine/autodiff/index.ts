/** Derivatives of a trace as pure functions of it. */
export { contributionOfNumber, contributionsOf } from './contributions.ts';
export { freeIds, hessian, hessianVector, jacobian, jvp } from './forward.ts';
export { leafValues, replay, type Replayed } from './replay.ts';
export { differentiate, goBack } from './reverse.ts';
