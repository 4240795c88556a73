import type { CaseCall, Runtime } from '../../shared/runtime.ts';
import type { SiteTable } from '../../shared/sites.ts';
import type { Leaf } from '../../shared/trace.ts';
import { Captures } from './captures.ts';
import { prepare, type LeafRules, type LeafValues, type WriteNumbers } from './leaves.ts';
import { caseHelpers, type MatrixClass } from './caseHelpers.ts';
import { collectOutputs, plainReader } from './outputs.ts';
import { symmetrized } from '../primitives/movement.ts';
import { isThenable } from '../tracking/thenable.ts';
import { functionTexts } from '../fidelity/functionToString.ts';
import { SitePlaces } from '../record/sitePlaces.ts';
import type { RunPlan } from './run.ts';
import { FunctionTexts, type StripTypes } from '../fidelity/functionTexts.ts';

/** The plain program, for the check: the same modules with types erased and nothing else, on given leaf values. */
export interface PlainSession {
  readonly runtime: Pick<Runtime, 'captured' | 'cases' | 'helpers'>;
  addFile(path: string, base: number, sites: SiteTable, source?: string): void;
  /** Lets functions show the text that was written; returns what undoes it. */
  install(): () => void;
  thunks(file: string): readonly (() => CaseCall)[];
  /**
   * Evaluates the case and calls it with its leaves' numbers replaced (one array a leaf of the trace, in order); the outputs'
   * numbers in order. Throws what the user's code throws.
   */
  run(
    plan: RunPlan,
    leaves: readonly Pick<Leaf, 'path'>[],
    values: readonly Float64Array[],
  ): Promise<Float64Array>;
}

export interface PlainOptions {
  /** See `SessionOptions`. */
  readonly matrixClass: () => MatrixClass;
  /** See `TracerOptions`. */
  readonly isOpaque: (value: object) => boolean;
  readonly stripTypes?: StripTypes;
  /** See `SessionOptions`; what it returns is called when the result has been read. */
  readonly returned?: () => () => void;
}

/** A session that records nothing. Knows nothing of boxes, so that it can find what the traced run lost. */
export function createPlainSession(options: PlainOptions): PlainSession {
  const places = new SitePlaces();
  const texts = new FunctionTexts(places, options.stripTypes);
  const thunks = new Map<string, readonly (() => CaseCall)[]>();
  const helpers = caseHelpers(options.matrixClass);
  let running: { readonly plan: RunPlan; readonly values: ReadonlyMap<string, Float64Array> } | undefined;

  const rules: LeafRules = {
    isOpaque: options.isOpaque,
    define: ({ path }, size, write) => givenValues(running?.values.get(path) ?? written(size, write)),
  };
  const captures = new Captures(places, rules);
  /** Makes the built-ins again what the program had made of them when its last run ended. */
  let goOn: (() => void) | undefined;

  return {
    runtime: {
      helpers,
      cases: (file, given) => thunks.set(file, given),
      captured: (site, value) => (running ? captures.read(site, value, running.plan) : value),
    },
    addFile: (path, base, sites, source) => places.addFile(path, base, sites, source),
    install: () => functionTexts(texts).install(),
    thunks: (file) => thunks.get(file) ?? [],
    async run(plan, leaves, values) {
      goOn?.();
      goOn = undefined;
      helpers.seed(plan.seed);
      captures.clear();
      try {
        // Bindings read while the arguments are evaluated are no inputs, as in a traced run.
        const call = plan.thunk();
        running = { plan, values: new Map(leaves.map(({ path }, i) => [path, values[i]!])) };
        const { callee, self, args } = prepare(call, plan, rules, (f) => texts.of(f));
        let result: unknown = Reflect.apply(callee as () => unknown, self, args);
        if (isThenable(result, options.isOpaque)) result = await result;
        goOn = options.returned?.();
        const { outputs } = collectOutputs(result, plainReader);
        return Float64Array.from(outputs.flatMap(({ elements }) => elements as number[]));
      } finally {
        running = undefined;
        // What comes of this run goes through promises, which ask for a `then` that all objects may have.
        goOn ??= options.returned?.();
      }
    },
  };
}

/** A leaf's own numbers. */
function written(size: number, write: WriteNumbers): Float64Array {
  const numbers = new Float64Array(size);
  write(numbers, 0);
  return numbers;
}

/** Puts the given numbers in place of a leaf's. */
function givenValues(numbers: Float64Array): LeafValues {
  const fill: LeafValues['fill'] = (slots, offset) =>
    slots.forEach((_, k) => (slots[k] = numbers[offset + k]!));
  return {
    element: (k) => numbers[k],
    fill,
    fillMatrix: ({ data: rows }) => rows.forEach((row, i) => fill(row, i * row.length)),
    fillSymmetric(matrix) {
      const n = matrix.rows;
      const { data: even } = symmetrized({ shape: [n, n], data: numbers });
      even.forEach((x, k) => k % n >= Math.floor(k / n) && matrix.set(Math.floor(k / n), k % n, x));
    },
  };
}
