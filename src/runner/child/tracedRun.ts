import { isProxy } from 'node:util/types';
import { differentiate } from '../../engine/autodiff/index.ts';
import {
  createSession,
  primitiveNames,
  primitives,
  type RunOutcome,
  type Session,
} from '../../engine/index.ts';
import { findingsOf } from '../../engine/proofs/index.ts';
import type { Phase, TraceAnswer, TraceParams } from '../../shared/protocol.ts';
import { runtimeGlobal } from '../../shared/runtime.ts';
import { contentHash } from '../../shared/contentHash.ts';
import type { Span } from '../../shared/span.ts';
import type { OpInfo, Trace, TraceResult } from '../../shared/trace.ts';
import { assertions } from './assertions.ts';
import { Cache } from '../load/cache.ts';
import { caseFailure, thrownAt, thrownText } from './failures.ts';
import { Loader } from '../load/loader.ts';
import { followMaps } from '../load/followMaps.ts';
import { pinRandomAndClock } from './pin.ts';
import { onDenied } from './denials.ts';
import { loadCase, matrixClassOf, otherFunction, parametersOf, spanIn } from './case.ts';
import { StrayExceptions } from './strayExceptions.ts';
import { nodeNatives } from './nodeNatives.ts';
import { typeTests } from './typeTests.ts';
import { cpuTime, now } from '../load/clock.ts';
import { LimitWatch } from './limitWatch.ts';
import { functionTextOnNode } from '../load/stripTypes.ts';

/** Messages of the child to its parent during a run. */
export interface Reporter {
  phase(phase: Phase): void;
  found(files: readonly string[], span: Span): void;
  cache(name: string, entry: Uint8Array): void;
}

const ops: readonly OpInfo[] = primitiveNames.map((name) => {
  const { formula, rule, doc, slope } = primitives[name];
  return { name, formula, rule, doc, ...(slope && { slope }) };
});

/** Loads the program, runs one case, differentiates its record and proves it. Called once a process, because it changes globals. */
export async function trace(params: TraceParams, report: Reporter): Promise<TraceAnswer> {
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
    exits: [process.exit, process.abort, Reflect.get(process, 'reallyExit')],
    typeTests,
    natives: nodeNatives,
    stripTypes: functionTextOnNode,
    callers: assertions((site) => loader.files.callAt(site)),
    evals: {
      instrument: (source, site) => loader.instrumentEval(source, site),
      evaluate: (code, site) => loader.evaluate(code, site),
    },
    frames: (error) =>
      thrownAt(error, loader).map(({ path, range }) => spanIn(session.files, loader.shown(path), range)),
  });
  const loader: Loader = new Loader({
    mode: 'trace',
    root: params.root,
    overlay: params.overlay,
    cache: params.cache === undefined ? undefined : new Cache(params.cache, report.cache, __filename),
    addFile: (...file) => session.addFile(...file),
    addMatrixModule: (real, loadTwin) => session.addMatrixModule(real, loadTwin),
    onCases: (path, cases) => {
      const declared = path === file ? cases[params.case] : undefined;
      if (declared) report.found(session.files, spanIn(session.files, loader.shown(file), declared.range));
    },
  });
  installRuntime(session.runtime);
  session.install();
  onDenied(session.denied);

  const clock = stopwatch();
  report.phase('load');
  const loaded = await loadCase(params, loader, session.thunks);
  if (loaded.kind === 'failed') return loaded;
  const load = clock();
  const { declaration, thunk } = loaded;
  const span = spanIn(session.files, loader.shown(file), declaration.range);

  report.phase('run');
  watch.beginRun();
  const before = cpuTime();
  const waiting = watch.waiting();
  let outcome: RunOutcome;
  try {
    const expired = Promise.race([waiting.reason, strayExceptions.ended]);
    outcome = await session.run({ ...declaration, thunk, span, expired, parametersOf });
  } catch (error) {
    return caseFailure(error, file, declaration.tagRange, loader);
  } finally {
    waiting.end();
  }
  await strayExceptions.settle();
  const run = clock();
  const cpu = cpuTime() - before;

  const { cotangents, gradient, findings, proof } = analyse(outcome, session, report, clock);
  const other = otherFunction(declaration, session.files, loader.shown(file));
  const diagnostics = [
    ...outcome.diagnostics,
    ...strayExceptions.diagnostics(span, outcome.diagnostics),
    ...findings,
    ...other,
  ];

  const timing = { start: 0, load, instrument: loader.instrumenting, run, cpu, gradient, proof, check: 0 };
  const name = { name: declaration.function, span };
  const result = { function: name, case: declaration.name, cotangents, diagnostics, timing };
  const inGenerated = { ...result, ...describe(outcome, session, loader) };
  return { kind: 'traced', result: followed(inGenerated, loader) };
}

/** A result with the ranges of the originals that source maps name, and with a hash of each file as it ran. */
function followed(result: TraceResult, loader: Loader): TraceResult {
  const byPath = loader.byShownPath();
  const moved = followMaps(result, byPath, (path) => loader.shown(path));
  const contents = moved.files.map((path) => {
    const source = byPath.get(path)?.source;
    return source === undefined ? '' : contentHash(source);
  });
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

/** The part of a result that explains the trace's numbers: files, spans, texts, ops. */
function describe({ trace, status, thrown }: RunOutcome, session: Session, loader: Loader) {
  const spans = new Map<number, Span>();
  const texts = new Map<number, string>();
  for (const site of mentionedSites(trace)) {
    const span = session.span(site);
    const text = session.text(site);
    if (span) spans.set(site, span);
    if (text !== undefined) texts.set(site, text);
  }
  const thrownPart = status === 'threw' && thrown !== undefined ? { thrown: thrownText(thrown, loader) } : {};
  return {
    version: 2 as const,
    files: session.files,
    status,
    trace,
    ops,
    spans,
    texts,
    check: null,
    ...thrownPart,
  };
}

function mentionedSites({
  equations,
  scopes,
  iterations,
  guards,
  cuts,
  names,
  overwrites,
}: Trace): Set<number> {
  const sites = new Set<number>(cuts.map(({ site }) => site));
  const columns = [equations.site, scopes.site, iterations.site, guards.site, names.site];
  if (overwrites) columns.push(overwrites.site);
  for (const column of columns) {
    for (const site of column) sites.add(site);
  }
  return sites;
}

/** Puts the runtime where instrumented code looks for it; programs cannot list or replace it. */
export function installRuntime(runtime: object): void {
  Object.defineProperty(globalThis, runtimeGlobal, { value: runtime });
}

/** A function that returns the milliseconds since its last call. */
function stopwatch(): () => number {
  let last = now();
  return () => -last + (last = now());
}
