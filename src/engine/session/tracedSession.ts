import type { Diagnostic, StopReason } from '../../shared/errors.ts';
import type { CaseCall, Runtime } from '../../shared/runtime.ts';
import type { SiteTable } from '../../shared/sites.ts';
import type { Span } from '../../shared/span.ts';
import type { Trace } from '../../shared/trace.ts';
import type { Evals } from '../natives/eval.ts';
import type { Callers } from '../language/callers.ts';
import { Box } from '../record/box.ts';
import { isSymmetricMatrix, matrixRows, type Elements } from '../tracking/matrixLike.ts';
import { prepare, capture, type Define } from './leaves.ts';
import { caseHelpers, type MatrixClass } from './caseHelpers.ts';
import { installAll } from '../fidelity/functionToString.ts';
import { collectOutputs } from './outputs.ts';
import { inPackage } from '../record/sitePlaces.ts';
import { tracingRuntime } from './runtime.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import type { Written } from '../fidelity/functionTexts.ts';
import { Stop, Tracer, type TracerOptions } from '../tracking/tracer.ts';

export interface SessionOptions extends TracerOptions {
  /** The `Matrix` of the ml-matrix that the marked file resolves, for `randn(r, c)`. */
  readonly matrixClass: () => MatrixClass;
  /** `process.exit` and its like: calling one ends the run as `process-exit`. */
  readonly exits: readonly unknown[];
  /** Functions of the platform that ask what something is, and look at no number in it. */
  readonly typeTests?: readonly unknown[];
  /** How source text made at run time becomes code; what is instrumented has been announced with `addFile` before. */
  readonly evals: Evals;
  /** See `Written`; the source itself if left out. */
  readonly written?: Written;
  /** Functions of the platform that look at the source of their caller. */
  readonly callers?: Callers;
  /** The lines of an exception's stack that lie in the program, innermost first. */
  readonly frames?: (error: unknown) => readonly Span[];
}

/** What to trace: a case as declared (see `CaseDeclaration`), by its thunk. */
export interface RunPlan {
  readonly thunk: () => CaseCall;
  readonly parameters: readonly string[];
  readonly seed: number;
  readonly static: readonly string[];
  readonly wrt: readonly string[];
  /** The marked function's name: where messages point if nothing better is known. */
  readonly span: Span;
  /** Settles when the run has to end although the function still waits for something. */
  readonly expired?: Promise<StopReason>;
}

export interface RunOutcome {
  readonly status: 'ok' | 'threw' | 'limit';
  readonly trace: Trace;
  /** The exception of `threw`. */
  readonly thrown?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** One traced run: its runtime is installed as the global before any module is loaded. */
export interface Session {
  readonly runtime: Runtime;
  /** Announces an instrumented file before it runs. `path` is what `files` will show; messages quote the `source`, which became `code`. */
  addFile(path: string, base: number, sites: SiteTable, source?: string, code?: string): void;
  /** Announces a copy of ml-matrix: its exports as they are, and how to load those of its instrumented twin if they are needed. */
  addMatrixModule(real: object, loadTwin: () => object): void;
  /** Patches the realm's typed array iterators; returns what undoes it. */
  install(): () => void;
  /** What `Runtime.cases` received for a file. */
  thunks(file: string): readonly (() => CaseCall)[];
  /** The sandbox denied an effect: reported where the program asked for it. */
  denied(permission: string, resource: string): void;
  /** Evaluates a case and traces its call. Throws only what evaluating the case's arguments throws. */
  run(plan: RunPlan): Promise<RunOutcome>;
  /** Paths of all files, as spans index them. */
  readonly files: readonly string[];
  /** Where a site stands, and its text. */
  span(site: number): Span | undefined;
  text(site: number): string | undefined;
}

/** A session that records what the marked function does. */
export function createSession(options: SessionOptions): Session {
  const tracer = new Tracer(options);
  const { recorder, shadows, places } = tracer;
  const thunks = new Map<string, readonly (() => CaseCall)[]>();
  const helpers = caseHelpers(options.matrixClass);
  const captures = new Map<string, { readonly value: unknown; readonly tracked: unknown }>();
  const seen = new Map<object, unknown>();
  let plan: RunPlan | undefined;

  const define: Define = (leaf, data) => {
    if (leaf.static) {
      recorder.leaves.push({ ...leaf, first: 0, value: data });
      return {
        element: (k) => data[k],
        fill: () => undefined,
        fillSymmetric: () => undefined,
        fillMatrix: (matrix) => shadows.setFresh(matrix, -1, true),
      };
    }
    const first = recorder.define(data);
    recorder.leaves.push({ ...leaf, first });
    return {
      element: (k) => tracer.box(first + k),
      fill: (slots, offset) => shadows.setRun(slots, first + offset),
      fillSymmetric: (matrix) => matrices.adopt(matrix, first),
      fillMatrix: (matrix) => shadows.setFresh(matrix, first),
    };
  };

  const { runtime, dispatch, matrices, patches, list } = tracingRuntime(tracer, {
    helpers,
    cases: (file, given) => thunks.set(file, given),
    evals: options.evals,
    callers: options.callers ?? new Map(),
    written: options.written,
    captured(site, value) {
      if (!tracer.active || !plan || Box.is(value)) return value;
      if (typeof value !== 'number' && (typeof value !== 'object' || value === null)) return value;
      const name = places.text(site) ?? '';
      const known = captures.get(name);
      if (known) return Object.is(known.value, value) ? known.tracked : value;
      const isKnown = typeof value === 'object' && !tracer.isOpaque(value) && isTracked(value);
      const tracked = isKnown ? value : capture(value, name, plan, define, isOpaque, seen, isData);
      captures.set(name, { value, tracked });
      return tracked;
    },
  });
  for (const test of options.typeTests ?? []) {
    dispatch.handlers.set(test, ({ self, args }) => Reflect.apply(test as () => unknown, self, args));
  }
  for (const exit of options.exits) {
    dispatch.handlers.set(exit, ({ site, args }) => {
      const [code] = args;
      const shown = code === undefined ? '' : String(Box.is(code) ? Box.value(code) : code);
      return tracer.stop(
        { code: 'process-exit', message: `The code ended its process: process.exit(${shown}).` },
        site,
      );
    });
  }

  /** Does the run know of numbers in this matrix already? */
  const isTracked = (value: object): boolean =>
    isSymmetricMatrix(value)
      ? matrices.isAdopted(value)
      : (matrixRows(value)?.some((row) => shadows.has(row)) ?? false);

  const isOpaque = (value: object) => Box.is(value) || tracer.isOpaque(value);
  const isData = (constructor: unknown) => isInstrumented(constructor) || matrices.has(constructor);

  /** An element of a matrix that keeps its numbers in its own way. */
  const get = (m: Elements, i: number, j: number) => dispatch.call(tracer.lastSite, m.get, m, [i, j]);

  const reportStop = ({ reason, site }: { reason: StopReason; site: number }, fallback: Span) => {
    const span = places.span(site) ?? fallback;
    tracer.diagnostics.push({ ...reason, severity: 'error', span, related: [] });
  };

  return {
    runtime,
    files: places.paths,
    span: (site) => places.span(site),
    text: (site) => places.text(site),
    thunks: (file) => thunks.get(file) ?? [],
    addFile(path, base, sites, source, code) {
      places.addFile(path, base, sites, source, code);
      dispatch.reserve(base + sites.texts.length);
    },
    addMatrixModule: (real, loadTwin) => matrices.add(real, loadTwin),
    install: () => installAll(patches),
    denied: (permission, resource) => dispatch.denied(permission, resource, plan?.span ?? [0, 1, 0, 1, 0]),
    async run(given) {
      plan = given;
      helpers.seed(given.seed);
      const call = prepare(given.thunk(), given.parameters, given, define, isOpaque, isData);
      const { site = -1 } = call;
      let status: RunOutcome['status'] = 'ok';
      let thrown: unknown;
      tracer.active = true;
      tracer.lastSite = site;
      try {
        let result = isInstrumented(call.callee)
          ? Reflect.apply(call.callee as () => unknown, call.self, call.args)
          : dispatch.call(site, call.callee, call.self, call.args);
        if (isThenable(result)) {
          const expired = given.expired?.then((reason) => tracer.stop(reason, -1));
          result = await (expired ? Promise.race([result, expired]) : result);
        }
        if (tracer.stopped) throw tracer.stopped;
        for (const { path, shape, elements } of collectOutputs(result, { list, get })) {
          const refs = Int32Array.from(elements, (x) => tracer.reference(x, site));
          recorder.outputs.push({ path, shape, refs });
        }
      } catch (error) {
        const stop = tracer.stopped ?? (error instanceof Stop ? error : undefined);
        if (stop) {
          status = stop.reason.code === 'process-exit' || stop.reason.code === 'threw' ? 'threw' : 'limit';
          reportStop(stop, given.span);
        } else {
          status = 'threw';
          thrown = Box.is(error) ? Box.value(error) : error;
          tracer.caught(thrown);
          const sites = tracer.throwSites(error).map((site) => places.span(site));
          const place = thrownPlace(
            options.frames?.(error) ?? [],
            sites.filter((span) => span !== undefined),
            places.paths,
          ) ?? {
            span: given.span,
            related: [],
          };
          const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
          tracer.diagnostics.push({ code: 'threw', severity: 'error', message, ...place });
        }
      }
      tracer.active = false;
      shadows.fresh.clear();
      return { status, trace: recorder.finish(), thrown, diagnostics: tracer.diagnostics };
    },
  };
}

function isThenable(x: unknown): x is PromiseLike<unknown> {
  return (
    typeof x === 'object' && x !== null && !Box.is(x) && typeof (x as { then?: unknown }).then === 'function'
  );
}

/**
 * Where an exception is shown: the innermost line of the user's own files on its stack, with the columns of the call or `new`
 * seen there, if one was. What lies in a dependency is related to it. A long stack is cut, but calls were seen as well.
 */
function thrownPlace(
  frames: readonly Span[],
  sites: readonly Span[],
  paths: readonly string[],
): Pick<Diagnostic, 'span' | 'related'> | undefined {
  const isOwn = ([file]: Span) => !inPackage(paths[file]);
  const exact = (line: Span) =>
    sites.find(([file, first, , last]) => file === line[0] && first <= line[1] && line[1] <= last) ?? line;
  const own = frames.find(isOwn) ?? sites.find(isOwn);
  const inner = frames[0] ?? sites[0];
  if (!own || !inner) return inner && { span: inner, related: [] };
  const related = isOwn(inner) ? [] : [{ message: 'thrown here', span: exact(inner) }];
  return { span: exact(own), related };
}
