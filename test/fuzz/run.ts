import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { types } from 'node:util';
import { createPlainSession, createSession, differentiate, selfProof } from '../../src/engine/index.ts';
import { instrument, type Instrumented } from '../../src/instrument/index.ts';
import type { Span } from '../../src/shared/span.ts';
import { valueOf } from '../../src/shared/trace.ts';
import { evaluate } from '../engine/trace.ts';

const require = createRequire(import.meta.url);
const matrix = require('ml-matrix') as { Matrix: never };
/** What a session puts in its place would keep the session. */
const base = Object.getPrototypeOf((matrix.Matrix as { prototype: object }).prototype) as object;
const iterator = Object.getOwnPropertyDescriptor(base, Symbol.iterator)!;
/** Sites of programs lie below this, those of the twin above: it is instrumented once. */
const TWIN = 20_000;
let twin: Instrumented | undefined;
const span: Span = [0, 1, 0, 1, 0];
const globals = globalThis as { __gl?: unknown };

/** What one program did, traced and plain. */
export interface Outcome {
  /** What differs, if anything does. */
  readonly difference?: string;
  /** Why the gradient was compared or not. */
  readonly gradient: 'exact' | 'cut' | 'kink' | 'not finite' | 'threw';
  readonly equations: number;
}

/** Runs the module's case traced and plain; the gradient is held against differences of the plain program along one direction. */
export async function compare(source: string): Promise<Outcome> {
  const text = source
    .replace(/import (\{[^}]*\}) from ('[^']*');/g, 'const $1 = require($2);')
    .replace(/^export /gm, '');
  const shown: unknown[] = [];
  const { log } = console;
  console.log = (...values: unknown[]) => void shown.push(...values);
  try {
    const traced = await trace(text);
    const logged = shown.splice(0);
    const plain = preparePlain(text);
    const leaves = traced.leaves;
    let expected: Float64Array;
    try {
      expected = await plain(leaves);
    } catch (error) {
      const same = traced.thrown === String(error) && isSame(logged, shown);
      return {
        ...(!same && { difference: `threw ${traced.thrown} instead of ${String(error)}` }),
        gradient: 'threw',
        equations: 0,
      };
    }
    const { equations } = traced;
    if (traced.thrown !== undefined)
      return { difference: `only traced threw ${traced.thrown}`, gradient: 'threw', equations };
    if (!isSame(traced.outputs, [...expected]))
      return {
        difference: `gives ${traced.outputs} instead of ${[...expected]}`,
        gradient: 'threw',
        equations,
      };
    if (!isSame(logged, shown))
      return { difference: `logs ${logged} instead of ${shown}`, gradient: 'threw', equations };
    if (traced.complaints.length > 0)
      return { difference: traced.complaints.join('; '), gradient: 'threw', equations };
    if (traced.cuts > 0) return { gradient: 'cut', equations };
    if (traced.isAtKink) return { gradient: 'kink', equations };
    return { ...(await gradient(traced, plain)), equations };
  } finally {
    console.log = log;
  }
}

interface Traced {
  readonly leaves: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
  readonly outputs: readonly number[];
  readonly thrown: string | undefined;
  readonly complaints: readonly string[];
  readonly cuts: number;
  /** A comparison found equal numbers: the next number beside the inputs may take another branch. */
  readonly isAtKink: boolean;
  readonly equations: number;
}

async function trace(text: string): Promise<Traced> {
  let next = 0;
  const load = (source: string) => {
    const made = instrument(source, {
      path: 'module.js',
      base: next,
      mode: 'trace',
      workspace: true,
      format: 'commonjs',
    });
    session.addFile(next === 0 ? 'module.js' : `eval${next}.js`, next, made.sites, source);
    next += made.sites.texts.length;
    return made;
  };
  const session = createSession({
    operationLimit: 1e6,
    poll: () => undefined,
    allocate: () => undefined,
    isOpaque: types.isProxy,
    matrixClass: () => matrix.Matrix,
    exits: [],
    instrumentEval: (source) => load(source).code,
  });
  globals.__gl = session.runtime;
  const undo = session.install();
  try {
    session.addMatrixModule(matrix, () => {
      const file = require.resolve('ml-matrix');
      twin ??= instrument(readFileSync(file, 'utf8'), {
        path: file,
        base: TWIN,
        mode: 'trace',
        workspace: false,
      });
      session.addFile('matrix.js', TWIN, twin.sites);
      return evaluate(twin.code);
    });
    const made = load(text);
    evaluate(made.code);
    const { trace: record, ...outcome } = await session.run({
      ...made.cases[0]!,
      thunk: session.thunks('module.js')[0]!,
      span,
    });
    const cotangents =
      outcome.status === 'ok' ? differentiate(record) : new Float64Array(record.values.length);
    const sliced = (data: Float64Array) =>
      record.leaves.map(({ first, shape }) => data.slice(first, first + shape.reduce((n, k) => n * k, 1)));
    return {
      leaves: sliced(record.values),
      gradients: sliced(cotangents),
      outputs: record.outputs.flatMap(({ refs }) =>
        Array.from(refs, (ref) => (ref > 0 ? record.values[ref]! : record.constants[-ref - 1]!)),
      ),
      thrown: outcome.status === 'ok' ? undefined : String(outcome.thrown),
      complaints:
        outcome.status === 'ok'
          ? [...outcome.diagnostics, ...selfProof(record, () => span)].map((one) => one.message)
          : [],
      cuts: record.cuts.length,
      isAtKink: record.guards.lhs.some((lhs, g) => {
        const rhs = record.guards.rhs[g]!;
        return lhs !== rhs && valueOf(record, lhs) === (rhs === 0 ? 0 : valueOf(record, rhs));
      }),
      equations: record.equations.op.length,
    };
  } finally {
    undo();
    Object.defineProperty(base, Symbol.iterator, iterator);
    globals.__gl = undefined;
  }
}

type Plain = (leaves: readonly Float64Array[]) => Promise<Float64Array>;

function preparePlain(text: string): Plain {
  const session = createPlainSession({ matrixClass: () => matrix.Matrix });
  const made = instrument(text, {
    path: 'module.js',
    base: 0,
    mode: 'plain',
    workspace: true,
    format: 'commonjs',
  });
  session.addFile('module.js', 0, made.sites);
  globals.__gl = session.runtime;
  evaluate(made.code);
  const plan = { ...made.cases[0]!, thunk: session.thunks('module.js')[0]!, span };
  const paths = ['x', 'y', 'a', 'm'].map((path) => ({ path }));
  return async (leaves) => {
    globals.__gl = session.runtime;
    try {
      return await session.run(plan, paths, leaves);
    } finally {
      globals.__gl = undefined;
    }
  };
}

async function gradient(
  { leaves, gradients }: Traced,
  plain: Plain,
): Promise<Pick<Outcome, 'gradient' | 'difference'>> {
  // a fixed direction with no structure
  const along = (l: number, k: number) => Math.sin(3 * l + 7 * k + 1);
  const at = async (step: number) => {
    const moved = leaves.map((leaf, l) => leaf.map((value, k) => value + step * along(l, k)));
    const outputs = await plain(moved).catch(() => Float64Array.of(NaN));
    return outputs.reduce((sum, value) => sum + value, 0);
  };
  const slope = async (step: number) => ((await at(step)) - (await at(-step))) / (2 * step);
  const [middle, above, below] = [await at(0), await at(2e-5), await at(-2e-5)];
  const isSmooth =
    Math.abs(above - 2 * middle + below) <= 2e-5 * 1e-2 * Math.max(1, Math.abs(above - below) / 4e-5);
  const [coarse, fine, finer] = [await slope(1e-4), await slope(2e-5), await slope(3e-6)];
  const found = gradients.reduce(
    (sum, leaf, l) => sum + leaf.reduce((s, value, k) => s + value * along(l, k), 0),
    0,
  );
  if (![coarse, fine, finer, found].every(Number.isFinite)) return { gradient: 'not finite' };
  const near = (u: number, v: number, tolerance: number) =>
    Math.abs(u - v) <= tolerance * Math.max(1, Math.abs(u), Math.abs(v));
  if (!isSmooth || !near(coarse, fine, 1e-4) || !near(fine, finer, 1e-4)) return { gradient: 'kink' };
  return near(found, fine, 1e-3)
    ? { gradient: 'exact' }
    : { gradient: 'exact', difference: `slope ${found} instead of ${fine}` };
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
