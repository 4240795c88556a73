/** Sessions: programs under the tracer, plain or traced. Pure: no file, no process, no vscode. */
export type { CallFrom, Callers } from './language/callers.ts';
export { isInstrumented } from './language/functionMarks.ts';
export { isSameBytes, slotOf } from './natives/buffers.ts';
export {
  carrier,
  isList,
  rule,
  wrapped,
  type Boundary,
  type Callable,
  type NativeRecord,
} from './natives/carrier.ts';
export type { GivenNative } from './natives/table.ts';
export { primitiveNames, primitives } from './primitives/index.ts';
export { described } from './record/described.ts';
export type { PrimitiveName } from './rules/names.ts';
export type { MatrixClass } from './session/caseHelpers.ts';
export { createPlainSession, type PlainSession } from './session/plainSession.ts';
export { createProgramSession, type ProgramSession, type ThrownBy } from './session/programSession.ts';
export type { RunOutcome, RunPlan } from './session/run.ts';
export { createSession, type Session, type SessionOptions } from './session/tracedSession.ts';
export { Stop } from './tracking/tracer.ts';
