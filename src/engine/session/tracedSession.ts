import type { CaseCall, Runtime } from '../../shared/runtime.ts';
import type { SiteTable } from '../../shared/sites.ts';
import type { Span } from '../../shared/span.ts';
import type { Evals } from '../natives/carrier.ts';
import type { GivenNative } from '../natives/table.ts';
import type { Callers } from '../language/callers.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { Box } from '../record/box.ts';
import type { MatrixModules } from '../matrix/ruleOrTwin.ts';
import { isSymmetricMatrix, matrixRows } from '../tracking/matrixLike.ts';
import { Captures } from './captures.ts';
import type { LeafRules } from './leaves.ts';
import { caseHelpers, type MatrixClass } from './caseHelpers.ts';
import { installAll } from '../fidelity/functionToString.ts';
import type { Stored } from '../tracking/freshMatrices.ts';
import { lazyData } from '../tracking/lazyMatrices.ts';
import { runCase, type RunOutcome, type RunPlan } from './run.ts';
import { tracingRuntime } from './runtime.ts';
import { isInstrumented } from '../language/functionMarks.ts';
import type { StripTypes } from '../fidelity/functionTexts.ts';
import { Tracer, type TracerOptions } from '../tracking/tracer.ts';

export interface SessionOptions extends TracerOptions {
  /** The `Matrix` of the ml-matrix that the marked file resolves, for `randn(r, c)`. */
  readonly matrixClass: () => MatrixClass;
  /** `process.exit` and its like, by their names: calling one ends the run as `process-exit`. */
  readonly exits: Readonly<Record<string, unknown>>;
  /** Functions of the platform that test what kind of value something is, and read no number in it. */
  readonly typeTests?: readonly unknown[];
  /** How source text made at run time becomes code; what is instrumented has been announced with `addFile` before. */
  readonly evals: Evals;
  /** See `StripTypes`; the source itself if left out. */
  readonly stripTypes?: StripTypes;
  /** Functions of the platform that look at the source of their caller. */
  readonly callers?: Callers;
  /** Records for natives of the platform's own modules. */
  readonly natives?: readonly GivenNative[];
  /** The lines of an exception's stack that lie in the program, innermost first. */
  readonly frames?: (error: unknown) => readonly Span[];
  /** A thrown value on one line, whatever it is. */
  readonly headline?: (thrown: unknown) => string;
  /** Called when the marked function has ended, before anything is done with what it returned or threw. */
  readonly returned?: () => void;
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
  /** The thunks that `Runtime.cases` received for a file. */
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
  const { places } = tracer;
  const thunks = new Map<string, readonly (() => CaseCall)[]>();
  const helpers = caseHelpers(options.matrixClass);
  let plan: RunPlan | undefined;

  const { runtime, dispatch, matrices, patches, list, textOf } = tracingRuntime(tracer, {
    helpers,
    cases: (file, given) => thunks.set(file, given),
    evals: options.evals,
    callers: options.callers ?? new Map(),
    natives: options.natives,
    stripTypes: options.stripTypes,
    captured: (site, value) =>
      tracer.active && plan && !Box.is(value) ? captures.read(site, value, plan, isTracked) : value,
  });
  handlePlatform(options, tracer, dispatch);
  dispatch.isIdle = true;
  const rules = trackedLeaves(tracer, matrices);
  const captures = new Captures(places, rules);

  /** Whether the run knows of numbers in this matrix already. */
  const isTracked = (value: object): boolean => {
    if (tracer.isOpaque(value)) return false;
    if (isSymmetricMatrix(value)) return matrices.isAdopted(value);
    return matrixRows(value)?.some((row) => tracer.shadows.has(row)) ?? false;
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
    run(given) {
      plan = given;
      helpers.seed(given.seed);
      return runCase(given, {
        tracer,
        dispatch,
        rules,
        list,
        textOf,
        frames: options.frames ?? (() => []),
        headline: options.headline ?? String,
        returned: options.returned ?? (() => undefined),
      });
    },
  };
}

/** Functions of the platform that a traced run treats in its own way: type tests see boxes, exits end the run. */
function handlePlatform({ typeTests = [], exits }: SessionOptions, tracer: Tracer, dispatch: Dispatch): void {
  for (const test of typeTests) {
    if (dispatch.handles(test)) continue; // `ArrayBuffer.isView` is one of them
    dispatch.handlers.set(test, ({ self, args }) => Reflect.apply(test as () => unknown, self, args));
  }
  for (const [name, exit] of Object.entries(exits)) {
    dispatch.handlers.set(exit, ({ site, args }) => {
      const [code] = args;
      const shown = code === undefined ? '' : String(Box.is(code) ? Box.value(code) : code);
      return tracer.stop(
        { code: 'process-exit', message: `The code ended its process: ${name}(${shown}).` },
        site,
      );
    });
  }
}

/** Leaves of a traced run: tracked elements, except that static leaves keep their numbers. */
function trackedLeaves(tracer: Tracer, matrices: MatrixModules): LeafRules {
  const { recorder, shadows } = tracer;
  return {
    isOpaque: (value) => Box.is(value) || tracer.isOpaque(value),
    isData: (constructor) => isInstrumented(constructor) || matrices.has(constructor),
    lazy: lazyData,
    define(leaf, size, write) {
      const [rows, columns] = leaf.shape as [number, number];
      const hold = (matrix: Stored, first: number, isStatic: boolean, isLazy: boolean) =>
        isLazy
          ? shadows.lazy.hold(matrix, { first, rows, columns, static: isStatic })
          : shadows.setFresh(matrix, first, isStatic);
      if (leaf.static) {
        const at = recorder.constants.extend(size);
        write(recorder.constants.data, at);
        recorder.staticLeaf(leaf, at);
        return {
          element: (k) => recorder.constants.data[at + k],
          fill: () => undefined,
          fillSymmetric: () => undefined,
          fillMatrix: (matrix, isLazy) => hold(matrix, at, true, isLazy),
        };
      }
      const first = recorder.values.extend(size);
      write(recorder.values.data, first);
      recorder.leaves.push({ ...leaf, first });
      return {
        element: (k) => tracer.box(first + k),
        fill: (slots, offset) => shadows.setRun(slots, first + offset),
        fillSymmetric: (matrix) => matrices.adopt(matrix, first),
        fillMatrix: (matrix, isLazy) => hold(matrix, first, false, isLazy),
      };
    },
  };
}
