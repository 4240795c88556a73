import type { Diagnostic, StopReason } from '../../shared/errors.ts';
import type { CaseCall } from '../../shared/runtime.ts';
import type { Span } from '../../shared/span.ts';
import type { Trace } from '../../shared/trace.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import { Box } from '../record/box.ts';
import type { Elements } from '../tracking/matrixLike.ts';
import { Stop, type Tracer } from '../tracking/tracer.ts';
import { prepare, type LeafRules, type Naming } from './leaves.ts';
import { collectOutputs, unreadText, type Reader } from './outputs.ts';
import { isThenable } from '../tracking/thenable.ts';
import { thrownPlace } from './thrownPlace.ts';

/** The case to trace as declared (see `CaseDeclaration`), with its thunk. */
export interface RunPlan extends Naming {
  readonly thunk: () => CaseCall;
  readonly seed: number;
  readonly static: readonly string[];
  readonly wrt: readonly string[];
  /** The marked function's name: where messages point if nothing better is known. */
  readonly span: Span;
  /** One of them settles when the run has to end although the function still waits for something. */
  readonly expired?: readonly Promise<StopReason>[];
}

export interface RunOutcome {
  readonly status: 'ok' | 'threw' | 'limit';
  readonly trace: Trace;
  /** The exception of `threw`. */
  readonly thrown?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** The parts of a session that a run uses. */
export interface RunParts {
  readonly tracer: Tracer;
  readonly dispatch: Dispatch;
  readonly rules: LeafRules;
  /** The text of a function as it was written. */
  readonly textOf: (f: unknown) => string;
  /** All slots of a typed array, boxes where tracked. */
  readonly list: Reader['list'];
  /** See `SessionOptions`. */
  readonly frames: (error: unknown) => readonly Span[];
  readonly headline: (thrown: unknown) => string;
  readonly returned: () => void;
}

/** Calls a case with its leaves and records what it returns. Throws only what evaluating the case's arguments throws. */
export async function runCase(plan: RunPlan, parts: RunParts): Promise<RunOutcome> {
  const { tracer, dispatch, rules, list, textOf, returned } = parts;
  const { recorder } = tracer;
  dispatch.endIdle();
  const call = prepare(plan.thunk(), plan, rules, textOf);
  const { site = -1 } = call;
  /** An element of a matrix that keeps its numbers in its own way. */
  const get = (m: Elements, i: number, j: number) => dispatch.call(tracer.lastSite, m.get, m, [i, j]);
  const number = (object: object) => dispatch.call(tracer.lastSite, Number.prototype.valueOf, object, []);
  const keys: Reader['keys'] = (of) => tracer.keys.list(of);
  const expired = plan.expired && firstOf(plan.expired).then((reason) => tracer.stop(reason, -1));
  expired?.catch(() => undefined);
  let failure: Failure | undefined;
  tracer.active = true;
  tracer.lastSite = site;
  try {
    let result = isInstrumented(call.callee)
      ? Reflect.apply(call.callee as () => unknown, call.self, call.args)
      : dispatch.call(site, call.callee, call.self, call.args);
    if (!Box.is(result) && isThenable(result, (x) => tracer.isOpaque(x))) {
      result = await firstOf([settled(result), ...(expired ? [expired] : [])]);
    }
    if (tracer.stopped) throw tracer.stopped;
    returned();
    const { outputs, unread } = collectOutputs(result, { list, get, keys, number });
    for (const { path, shape, elements } of outputs) {
      const refs = Int32Array.from(elements, (x) => tracer.reference(x, site));
      recorder.outputs.push({ path, shape, refs });
    }
    for (const part of unread)
      tracer.diagnostics.push({
        code: 'output-not-read',
        severity: 'information',
        message: unreadText(part),
        span: plan.span,
        related: [],
      });
  } catch (error) {
    returned();
    failure = failureOf(error, plan, parts);
    const cause = tracer.causeOf(failure.thrown);
    tracer.diagnostics.push(...(cause ? [cause] : []), failure.diagnostic);
  }
  tracer.active = false;
  tracer.shadows.fresh.clear();
  const { status = 'ok', thrown } = failure ?? {};
  return { status, trace: recorder.finish(), thrown, diagnostics: tracer.diagnostics };
}

interface Failure {
  readonly status: 'threw' | 'limit';
  readonly thrown?: unknown;
  readonly diagnostic: Diagnostic;
}

/** The outcome of a run that a stop of the tracer or an exception of the program ended. */
function failureOf(error: unknown, plan: RunPlan, { tracer, frames, headline }: RunParts): Failure {
  const { places } = tracer;
  const stop = tracer.stopped ?? (Stop.is(error) ? error : undefined);
  if (stop) {
    const { reason, site } = stop;
    const status = reason.code === 'process-exit' || reason.code === 'threw' ? 'threw' : 'limit';
    const span = places.span(site) ?? plan.span;
    return { status, diagnostic: { ...reason, severity: 'error', span, related: [] } };
  }
  const thrown = Box.is(error) ? Box.value(error) : error;
  tracer.caught(thrown);
  const sites = tracer.throwSites(error).map((site) => places.span(site));
  const place = thrownPlace(
    frames(error),
    sites.filter((span) => span !== undefined),
    places.paths,
  ) ?? { span: plan.span, related: [] };
  const message = headline(thrown);
  return { status: 'threw', thrown, diagnostic: { code: 'threw', severity: 'error', message, ...place } };
}

// Taken now: a program may replace them later.
const NativePromise = Promise;
const { then } = Promise.prototype;
const { apply } = Reflect;

/** Settles as the first of the promises does; as `Promise.race`, whatever a program has made of that. */
function firstOf<T>(promises: readonly Promise<T>[]): Promise<T> {
  return new NativePromise((resolve, reject) => {
    for (let i = 0; i < promises.length; i++) apply(then, promises[i], [resolve, reject]);
  });
}

/** A promise of the language's own for what a program returned. */
async function settled(thenable: PromiseLike<unknown>): Promise<unknown> {
  return await thenable;
}
