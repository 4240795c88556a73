/** The engine's public face: what the runner uses. Pure: no file, no process, no vscode. */
import type { Diagnostic } from '../shared/errors.ts';
import type { CaseCall, Runtime } from '../shared/runtime.ts';
import type { SiteTable } from '../shared/sites.ts';
import type { Span } from '../shared/span.ts';
import type { Check, Leaf, Trace } from '../shared/trace.ts';
import type { Code } from '../shared/errors.ts';

export interface SessionOptions {
  /** At most so many equations. */
  readonly operationLimit: number;
  /**
   * Called now and then (every few thousand calls or iterations) while user code runs; a code ends the run at that site.
   * The trace so far is kept.
   */
  readonly poll: () => StopReason | undefined;
  /** Called before an allocation of so many bytes that the program asked for by number (typed arrays, `new Array(n)`). */
  readonly allocate: (bytes: number) => StopReason | undefined;
  /** `process.exit` and the like: calling one ends the run as `process-exit`. */
  readonly exits: readonly unknown[];
  /** The user's `console` methods' functions to leave alone etc. are natives: opaque. */
}
export interface StopReason {
  readonly code: Code;
  readonly message: string;
}

/** One traced run: its runtime is installed as the global before any module is loaded. */
export interface Session {
  readonly runtime: Runtime;
  /** Announces an instrumented file before it runs. `path` is what `files` will show. */
  addFile(path: string, base: number, sites: SiteTable): void;
  /** Announces a copy of ml-matrix: its exports as they are, and the exports of its instrumented twin. */
  addMatrixModule(real: object, twin: object): void;
  /** What `Runtime.cases` received for a file. */
  thunks(file: string): readonly (() => CaseCall)[];
  /** Evaluates a case and traces its call; never throws what the user's code throws. */
  run(plan: RunPlan): Promise<RunOutcome>;
}

/** What to trace: a case as declared (see `CaseDeclaration`) with its thunk. */
export interface RunPlan {
  readonly thunk: () => CaseCall;
  readonly parameters: readonly string[];
  readonly seed: number;
  readonly static: readonly string[];
  readonly wrt: readonly string[];
  /** Span shown when nothing better is known. */
  readonly span: Span;
}

export interface RunOutcome {
  readonly status: 'ok' | 'threw' | 'limit';
  readonly trace: Trace;
  /** The exception of `threw`. */
  readonly thrown?: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
  readonly spans: ReadonlyMap<number, Span>;
  readonly texts: ReadonlyMap<number, string>;
}

/** A plain run for the check: same modules in `plain` mode, given leaf values, no tracing. */
export interface PlainSession {
  readonly runtime: Pick<Runtime, 'captured' | 'cases' | 'helpers'>;
  addFile(path: string, base: number, sites: SiteTable): void;
  thunks(file: string): readonly (() => CaseCall)[];
  /** Evaluates the case on deep copies of its arguments with the leaves' numbers replaced; the outputs' numbers in order. Throws what the user's code throws. */
  run(plan: RunPlan, leaves: readonly Leaf[], values: readonly Float64Array[]): Promise<Float64Array>;
}

/** Runs the plain program on leaf values (one array a leaf, static ones included) and returns the outputs' numbers; null if it threw. */
export type PlainEvaluate = (values: readonly Float64Array[]) => Promise<Float64Array | null>;

export interface CheckOutcome {
  readonly check: Check;
  readonly diagnostics: readonly Diagnostic[];
}
export type { Check, Leaf, Trace };
