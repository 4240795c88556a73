/** The engine's public face: what the runner uses. Pure: no file, no process, no vscode. */
export { checkGradient, type CheckOptions, type CheckOutcome } from './check.ts';
export type { PlainEvaluate } from './differences.ts';
export { degenerateSpectra } from './degenerate.ts';
export { differentiate } from './differentiate.ts';
export { firstNonFinite, selfProof } from './findings.ts';
export { createPlainSession, type PlainOptions, type PlainSession } from './plain.ts';
export { freeIds, hessian, hessianVector, jacobian, jvp } from './forward.ts';
export { firstNonFiniteGradient } from './non-finite-gradient.ts';
export { primitives, primitiveNames } from './primitives/index.ts';
export { createProgramSession, type ProgramSession } from './program.ts';
export { leafValues, replay, type Replayed } from './replay.ts';
export {
  createSession,
  type RunOutcome,
  type RunPlan,
  type Session,
  type SessionOptions,
} from './session.ts';
export type { StopReason } from './tracer.ts';
export type { MatrixClass } from './helpers.ts';
