import { isProxy } from 'node:util/types';
import { Script } from 'node:vm';
import { differentiate } from '../../engine/autodiff/index.ts';
import { createSession, described, type RunOutcome, type Session } from '../../engine/index.ts';
import { findingsOf } from '../../engine/proofs/index.ts';
import { Evidence, findingsOfClasses } from '../../explain/index.ts';
import type { Phase, TraceAnswer, TraceParams } from '../../shared/protocol.ts';
import { runtimeGlobal } from '../../shared/runtime.ts';
import type { Failed } from '../../shared/failed.ts';
import type { Span } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { callersOf } from './assertions.ts';
import type { Cache } from '../load/cache.ts';
import { keepBuiltIns, type Restore } from '../load/builtIns.ts';
import { caseFailure, thrownAt, thrownText } from './failures.ts';
import { Loader } from '../load/loader.ts';
import { followMaps } from '../load/followMaps.ts';
import { pinRandomAndClock } from './pin.ts';
import { enforceSandbox } from '../sandbox/denials.ts';
import { loadCase, matrixClassOf, otherFunction, parametersOf, spanIn } from './case.ts';
import { headline } from './thrown.ts';
import { StrayExceptions } from './strayExceptions.ts';
import { nodeNatives } from './nodeNatives.ts';
import { typeTests } from '../sandbox/typeTests.ts';
import { cpuTime, now } from '../load/clock.ts';
import { LimitWatch } from '../limits/limitWatch.ts';
import { functionTextOnNode } from '../load/stripTypes.ts';

/** Messages of the child to its parent during a run. */
export interface Reporter {
  phase(phase: Phase): void;
  found(files: readonly string[], span: Span): void;
}

/** Functions that end the process, by their names. */
const exits = {
  'process.exit': process.exit,
  'process.abort': process.abort,
  'process.reallyExit': Reflect.get(process, 'reallyExit') as unknown,
};

/** Loads the program, runs one case, differentiates its record and proves it. Called once a process, because it changes globals. */
export async function trace(params: TraceParams, report: Reporter, cache?: Cache): Promise<TraceAnswer> {
  const { file, limits } = params;
  const watch = new LimitWatch(limits, params.cancelFile);
  const strayExceptions = new StrayExceptions();
  const pins = params.pinned ? pinRandomAndClock() : undefined;
  const session = createSession({
    operationLimit: limits.operations,
    poll: watch.poll,
    allocate: watch.allocate,
    isOpaque: (object) => isProxy(object) && object !== pins?.date,
    matrixClass: matrixClassOf(file),
    exits,
    typeTests,
    natives: nodeNatives,
    stripTypes: functionTextOnNode,
    callers: callersOf((site) => loader.files.callAt(site)),
    evals: {
      instrument: (source, site) => loader.instrumentEval(source, site),
      evaluate: (code, site) => loader.evaluate(code, site),
    },
    headline,
    returned: () => restore(),
    frames: (error) =>
      thrownAt(error, loader).map(({ path, range }) => spanIn(session.files, loader.shown(path), range)),
  });
  const loader: Loader = new Loader({
    mode: 'trace',
    restore: () => restore(),
    poll: watch.poll,
    work: watch.work,
    root: params.root,
    overlay: params.overlay,
    cache,
    addFile: (...file) => session.addFile(...file),
    addMatrixModule: (real, loadTwin) => session.addMatrixModule(real, loadTwin),
    onCases: (path, cases) => {
      const declared = path === file ? cases[params.case] : undefined;
      if (declared) report.found(session.files, spanIn(session.files, loader.shown(file), declared.range));
    },
  });
  installRuntime(session.runtime);
  session.install();
  enforceSandbox(session.denied);
  const restore = keepBuiltIns();

  const clock = stopwatch();
  report.phase('load');
  const loaded = await loadCase(params, loader, session.thunks);
  if (loaded.kind === 'failed') return ended(restore, loaded);
  const load = clock();
  const { declaration, thunk } = loaded;
  const span = spanIn(session.files, loader.shown(file), declaration.range);

  report.phase('run');
  watch.beginRun();
  const before = cpuTime();
  const waiting = watch.waiting();
  let outcome: RunOutcome;
  try {
    const [expired, names] = [[waiting.reason, strayExceptions.ended], parametersOf(restore)];
    outcome = await session.run({ ...declaration, thunk, span, expired, parametersOf: names });
  } catch (error) {
    return ended(restore, caseFailure(error, file, declaration.tagRange, loader));
  } finally {
    waiting.end();
  }
  await strayExceptions.settle();
  const run = clock();
  const cpu = cpuTime() - before;

  const { cotangents, gradient, findings, proof } = analyse(outcome, session, report, clock);
  const stray = strayExceptions.diagnostics(span, outcome.diagnostics);
  const other = otherFunction(declaration, session.files, loader.shown(file));
  const diagnostics = [...outcome.diagnostics, ...stray, ...findings, ...other];
  const timing = { start: 0, load, instrument: loader.instrumenting, run, cpu, gradient, proof, check: 0 };
  const named = { function: { name: declaration.function, span }, case: declaration.name };
  const inGenerated = { ...named, cotangents, diagnostics, timing, ...describe(outcome, session, loader) };
  return { kind: 'traced', result: explained(followed(inGenerated, loader), loader, clock) };
}

/** An answer after which no code of the program runs: the promises that carry it ask for nothing that the program made. */
function ended(restore: Restore, answer: Failed): Failed {
  restore();
  return answer;
}

/** A result with what is found in it by looking at its source, too, and the time that it took. */
function explained(result: TraceResult, loader: Loader, clock: () => number): TraceResult {
  clock(); // what describing the result took is no finding's
  const byPath = loader.byShownPath();
  const sourceOf = (file: number) => result.sources?.get(file) ?? byPath.get(result.files[file]!)?.source;
  const diagnostics = [...result.diagnostics, ...findingsOfClasses(new Evidence(result, sourceOf))];
  return { ...result, diagnostics, timing: { ...result.timing, proof: result.timing.proof + clock() } };
}

/** A result with the ranges of the originals that source maps name, and with a hash of each file as it ran. */
function followed(result: TraceResult, loader: Loader): TraceResult {
  const byPath = loader.byShownPath();
  const moved = followMaps(result, byPath, (path) => loader.shown(path));
  const contents = moved.files.map((path) => byPath.get(path)?.instrumented.contentHash ?? '');
  return { ...moved, contents };
}

/** Differentiates a run's record and looks for findings, with the milliseconds of each. */
function analyse(
  { trace: record, status }: RunOutcome,
  session: Session,
  report: Reporter,
  clock: () => number,
) {
  report.phase('gradient');
  const cotangents = status === 'ok' ? differentiate(record) : new Float64Array(0);
  const gradient = clock();
  report.phase('proof');
  const findings = findingsOf(record, cotangents, session.span);
  return { cotangents, gradient, findings, proof: clock() };
}

/** A result's trace with what explains its numbers, and how the run ended. */
function describe({ trace, status, thrown }: RunOutcome, session: Session, loader: Loader) {
  const thrownPart = status === 'threw' && thrown !== undefined ? { thrown: thrownText(thrown, loader) } : {};
  return { ...described(trace, session), status, check: null, ...thrownPart };
}

/**
 * Puts the runtime where instrumented code looks for it. A constant of the realm is seen by all code and belongs to no object: a program
 * cannot list it or replace it, and where it has the name itself, it is another one.
 */
export function installRuntime(runtime: object): void {
  const given = `${runtimeGlobal} is made`;
  Object.defineProperty(globalThis, given, { value: runtime, configurable: true });
  new Script(`const ${runtimeGlobal} = globalThis[${JSON.stringify(given)}]`).runInThisContext();
  Reflect.deleteProperty(globalThis, given);
}

/** A function that returns the milliseconds since its last call. */
function stopwatch(): () => number {
  let last = now();
  return () => -last + (last = now());
}
