import type { CaseCall, CaseHelpers, Runtime } from '../../shared/runtime.ts';
import type { Boundary, Evals } from '../natives/carrier.ts';
import { rewritten } from '../natives/functions.ts';
import { installNatives, type GivenNative } from '../natives/table.ts';
import { iterators, type Patches } from '../fidelity/iterators.ts';
import { storage } from '../tracking/slots.ts';
import { functionTexts } from '../fidelity/functionToString.ts';
import { FunctionTexts, type StripTypes } from '../fidelity/functionTexts.ts';
import { Box } from '../record/box.ts';
import { MatrixModules } from '../matrix/ruleOrTwin.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Callers } from '../language/callers.ts';
import { conversion, type CallMethod } from '../language/conversion.ts';
import { refusals } from '../fidelity/refusals.ts';
import { calls } from '../language/calls.ts';
import { Dispatch } from '../language/dispatch.ts';
import { members, type Accessor } from '../language/members.ts';
import { operators } from '../language/operators.ts';
import { patterns } from '../fidelity/patterns.ts';
import { withs } from '../fidelity/withScopes.ts';
import { valueNames } from './names.ts';

/** The parts of a runtime that differ between sessions. */
export interface Hooks {
  readonly helpers: CaseHelpers;
  captured(site: number, value: unknown): unknown;
  cases(file: string, thunks: readonly (() => CaseCall)[]): void;
  readonly evals: Evals;
  readonly callers: Callers;
  /** Records for natives of the platform's own modules. */
  readonly natives?: readonly GivenNative[] | undefined;
  /** See `StripTypes`; the source itself if left out. */
  readonly stripTypes?: StripTypes | undefined;
  /** See `Dispatch`; true if left out. */
  readonly locates?: boolean;
  /** Left out where the program's limit of stack frames is that of V8. */
  readonly stackLimit?: Accessor;
  /** Hears of every `throw` of the program. */
  thrown?(value: unknown, site: number): void;
}

/** The runtime of a traced run, with the parts that the session talks to. */
export interface TracingRuntime {
  readonly runtime: Runtime;
  readonly dispatch: Dispatch;
  readonly matrices: MatrixModules;
  readonly patches: readonly Pick<Patches, 'install'>[];
  /** All slots of a typed array, boxes where tracked. */
  readonly list: (slots: Float64Array | Float32Array) => unknown[];
  /** The text of a function as it was written. */
  readonly textOf: (f: unknown) => string;
}

/** Joins operators, members, calls and the boundary into the global that instrumented code calls. */
export function tracingRuntime(tracer: Tracer, hooks: Hooks): TracingRuntime {
  const dispatch = new Dispatch(tracer, hooks.callers, hooks.locates);
  const call: CallMethod = (site, f, self, args) => dispatch.call(site, f, self, args);
  const toPrimitive = conversion(call);
  const slots = storage(tracer, toPrimitive);
  const texts = new FunctionTexts(tracer.places, hooks.stripTypes);
  tracer.repair = (error) => texts.repair(error);
  const boundary: Boundary = {
    tracer,
    dispatch,
    toPrimitive,
    truth: (site, value) => runtime.truth(site, value),
    storage: slots,
    evals: hooks.evals,
    functionText: (f) => texts.of(f),
  };
  installNatives(boundary, hooks.natives);
  const iterating = iterators(boundary);
  for (const [standIn, native] of iterating.standIns) texts.standIn(standIn, native);
  const patches = [iterating, functionTexts(texts, dispatch)];
  const matrices = new MatrixModules(tracer, dispatch);
  const { recorder } = tracer;
  const nameValue = valueNames(tracer, matrices);

  const runtime: Runtime = {
    ...operators(tracer, toPrimitive),
    ...members(tracer, dispatch, slots, toPrimitive, hooks.stackLimit),
    ...calls(tracer, dispatch, hooks.locates ?? true),
    ...refusals(tracer),
    ...withs(tracer),
    ...patterns(tracer, slots, hooks.stackLimit),
    text(s, value) {
      if (typeof value !== 'object' || value === null) return value;
      // `${matrix}` and `${[x]}` convert by a method, which is dispatched.
      const given = Box.is(value) || !tracer.active ? value : toPrimitive(value, 'string', s);
      return tracer.unbox(given, 'text', 'a template literal', s);
    },
    plain: (s, value) => tracer.unbox(value, 'index', tracer.places.text(s) ?? 'switch', s),
    thrown(s, value) {
      hooks.thrown?.(value, s);
      return value;
    },
    caught: (value) => tracer.caught(value),
    name(s, value) {
      if (tracer.active && typeof value === 'object' && value !== null) nameValue(s, value);
      return value;
    },
    iteration(s) {
      if (--tracer.fuel < 0) tracer.poll(s);
      if (tracer.active) recorder.iteration(s);
    },
    captured: hooks.captured,
    cases: hooks.cases,
    evalSource: (s, source) => (typeof source === 'string' ? rewritten(hooks.evals, source, s) : source),
    helpers: hooks.helpers,
  };
  const list: TracingRuntime['list'] = (view) => slots.list(view, tracer.lastSite);
  return { runtime, dispatch, matrices, patches, list, textOf: boundary.functionText };
}
