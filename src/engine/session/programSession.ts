import type { Runtime } from '../../shared/runtime.ts';
import type { SiteTable } from '../../shared/sites.ts';
import { CountingRecorder } from '../record/countingRecorder.ts';
import type { Evals } from '../natives/carrier.ts';
import type { GivenNative } from '../natives/table.ts';
import type { Callers } from '../language/callers.ts';
import { installAll } from '../fidelity/functionToString.ts';
import { caseHelpers } from './caseHelpers.ts';
import { tracingRuntime } from './runtime.ts';
import { StackLimit } from '../fidelity/stackLimit.ts';
import { Tracer } from '../tracking/tracer.ts';

export interface ProgramOptions {
  /** See `TracerOptions`. */
  readonly isOpaque: (value: object) => boolean;
  /** See `SessionOptions`. */
  readonly evals: Evals;
  readonly callers: Callers;
  readonly natives: readonly GivenNative[];
}

/** The origin of a thrown value. */
export interface ThrownBy {
  /** The `throw` that threw it, if it was the last. */
  readonly site: number | undefined;
  /** Whether a `new` of the program made it. */
  readonly isMade: boolean;
}

/** A whole program under the tracer, from its first statement: every matrix it makes is tracked. */
export interface ProgramSession {
  readonly runtime: Runtime;
  addFile(path: string, base: number, sites: SiteTable, source?: string, code?: string): void;
  addMatrixModule(real: object, loadTwin: () => object): void;
  install(): () => void;
  /** Equations so far. */
  readonly equations: number;
  /** `Error.stackTraceLimit` as the program sees it. */
  stackLimit(): unknown;
  /** Lets an error that the engine made quote functions as they were written. */
  repair(error: Error): void;
  /** The `throw` and the `new` of the program that a thrown value went through. */
  thrownBy(value: unknown): ThrownBy;
}

/** A session without case, limits or answer; what it records is bounded, and only counted beyond that. */
export function createProgramSession(options: ProgramOptions): ProgramSession {
  const recorder = new CountingRecorder(1_000_000, 8_000_000);
  const tracer: Tracer = new Tracer({
    recorder,
    operationLimit: Infinity,
    poll() {
      tracer.diagnostics.length = 0;
      return undefined;
    },
    allocate: () => undefined,
    isOpaque: options.isOpaque,
  });
  tracer.active = true;
  const stackLimit = new StackLimit();
  let thrown: { readonly value: unknown; readonly site: number } | undefined;
  const none = () => {
    throw new Error('A program has no @trace cases.');
  };
  const { runtime, dispatch, matrices, patches } = tracingRuntime(tracer, {
    helpers: caseHelpers(none),
    evals: options.evals,
    callers: options.callers,
    natives: options.natives,
    captured: (_site, value) => value,
    locates: false,
    stackLimit,
    thrown: (value, site) => (thrown = { value, site }),
    cases: () => undefined,
  });
  const { store } = matrices;

  /** A dense matrix of untracked numbers becomes one of tracked ones. */
  const track = (result: unknown): unknown => {
    const m = typeof result === 'object' ? store.dense(result) : null;
    if (m && m.rows > 0 && m.columns > 0 && !store.isTracked(m)) {
      store.bind(m, recorder.define(m.data.flatMap((row) => [...row])));
    }
    return result;
  };
  /** Wraps the handlers that are registered meanwhile. */
  const tracking = <H extends (...args: never[]) => unknown>(
    handlers: Map<unknown, H>,
    known: Set<unknown>,
  ) => {
    for (const [f, handler] of [...handlers]) {
      if (!known.has(f)) handlers.set(f, ((...args) => track(handler(...args))) as H);
    }
  };

  return {
    runtime,
    get equations() {
      return recorder.total;
    },
    install: () => installAll(patches),
    stackLimit: () => stackLimit.value,
    repair: (error) => tracer.caught(error),
    thrownBy: (value) => ({
      site: thrown && Object.is(thrown.value, value) ? thrown.site : undefined,
      isMade: tracer.throwSites(value).length > 0,
    }),
    addFile(path, base, sites, source, code) {
      tracer.places.addFile(path, base, sites, source, code);
      dispatch.reserve(base + sites.texts.length);
    },
    addMatrixModule(real, loadTwin) {
      const handlers = new Set<unknown>(dispatch.handlers.keys());
      const constructors = new Set<unknown>(dispatch.constructors.keys());
      matrices.add(real, loadTwin);
      tracking(dispatch.handlers, handlers);
      tracking(dispatch.constructors, constructors);
    },
  };
}
