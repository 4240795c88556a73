import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { types } from 'node:util';
import { instrument } from '../../src/instrument/index.ts';
import { expect } from 'vitest';
import { checkGradient, type PlainEvaluate } from '../../src/engine/proofs/index.ts';
import { selfProof } from '../../src/engine/proofs/selfProof.ts';
import {
  createPlainSession,
  createSession,
  primitiveNames as opNames,
  type RunOutcome,
  type Session,
  type SessionOptions,
} from '../../src/engine/index.ts';
import { differentiate } from '../../src/engine/autodiff/index.ts';
import { nodeNatives } from '../../src/runner/child/nodeNatives.ts';
import type { Code } from '../../src/shared/errors.ts';
import type { SiteTable } from '../../src/shared/sites.ts';
import type { Span } from '../../src/shared/span.ts';
import { foundByProofs } from './proofs.ts';

const require = createRequire(import.meta.url);
const matrixFile = require.resolve('ml-matrix');
const matrixSource = readFileSync(matrixFile, 'utf8');

/** First site of ml-matrix's twin, beyond those of every test's own module: so one instrumented text serves all traces. */
const twinBase = 100_000;
const twinPath = 'node_modules/ml-matrix/matrix.js';
let instrumentedTwin: { readonly sites: SiteTable; readonly run: () => object } | undefined;

/** The twin of ml-matrix, instrumented and compiled once; each `run` gives exports of its own. */
function twin() {
  if (instrumentedTwin) return instrumentedTwin;
  const options = { path: twinPath, base: twinBase, mode: 'trace', workspace: false } as const;
  const { sites, code } = instrument(matrixSource, options);
  return (instrumentedTwin = { sites, run: prepare(code) });
}

export interface Traced extends RunOutcome {
  readonly session: Session;
  readonly cotangents: Float64Array;
  /** Values and gradient of the leaf with this path. */
  leaf(path: string): { readonly value: Float64Array; readonly gradient: Float64Array };
  /** Numbers of all outputs, in order. */
  readonly outputs: readonly number[];
  /** Names of the recorded operations, in order. */
  readonly ops: readonly string[];
  readonly span: (site: number) => Span | undefined;
}

/** What the proofs of a trace may find without the test failing. */
export interface Expected {
  /** Just these findings, by any of the proofs. */
  readonly proofs?: readonly Code[];
  /** The gradient may be cut. */
  readonly cuts?: boolean;
}

/**
 * Traces the single `@trace` case of a TypeScript module given as text, in this process. `Matrix`, `inverse` … come from
 * `import … from 'ml-matrix'`; its twin is instrumented as in a real run. A trace that finishes has to prove itself: its
 * replay gives every value bit for bit, and its gradient is that of differences of the plain module.
 */
export async function trace(
  source: string,
  options: Partial<SessionOptions> = {},
  { proofs = [], cuts = false }: Expected = {},
): Promise<Traced> {
  const run = await record(source, options);
  if (run.status !== 'ok') return run;
  const found = await proofsOf(source, run);
  expect(found.filter((code) => !(cuts && code === 'gradient-cut'))).toEqual([...proofs].sort());
  return run;
}

/** Codes of what the proofs find, each once, sorted. */
async function proofsOf(source: string, run: Traced): Promise<string[]> {
  const evaluate = plain(source, run);
  const orNull: PlainEvaluate = (values) => evaluate(values).catch(() => null);
  const { diagnostics } = await checkGradient(run.trace, run.cotangents, orNull, {
    full: false,
    spanOf: run.span,
    span,
  });
  return foundByProofs([
    ...run.diagnostics,
    ...selfProof(run.trace, run.cotangents, run.span),
    ...diagnostics,
  ]);
}

/** `trace` without the proofs: for tests of the proofs themselves. Of several cases the one at `index` is run. */
export async function record(
  source: string,
  options: Partial<SessionOptions> = {},
  index = 0,
): Promise<Traced> {
  const globals = globalThis as { __gl?: unknown };
  let base = 0;
  const session = createSession({
    operationLimit: 1e6,
    poll: () => undefined,
    allocate: () => undefined,
    isOpaque: types.isProxy,
    matrixClass,
    exits: {},
    natives: nodeNatives,
    evals: { instrument: (text) => load(text, 'eval.js', false).code },
    ...options,
  });
  const load = (text: string, path: string, workspace: boolean) => {
    const made = instrument(text, { path, base, mode: 'trace', workspace });
    session.addFile(path, base, made.sites, text);
    base += made.sites.texts.length;
    return made;
  };
  const before = globals.__gl;
  globals.__gl = session.runtime;
  const undo = session.install();
  try {
    const loadTwin = () => {
      const { sites, run } = twin();
      if (base > twinBase) throw new Error('the module reaches into the sites of the twin');
      session.addFile(twinPath, twinBase, sites, matrixSource);
      base = twinBase + sites.texts.length;
      return run();
    };
    session.addMatrixModule(require('ml-matrix') as object, loadTwin);
    const made = load(asScript(source), 'module.ts', true);
    evaluate(made.code);
    const declared = made.cases[index];
    if (!declared) throw new Error('no @trace in the source');
    const outcome = await session.run({ ...declared, thunk: session.thunks('module.ts')[index]!, span });
    const cotangents = differentiate(outcome.trace);
    return traced(session, outcome, cotangents);
  } finally {
    undo();
    globals.__gl = before;
  }
}

/** The same module run plainly on given leaf values, as the check does it. */
export function plain(source: string, { trace: record }: Traced, index = 0): PlainEvaluate {
  const made = instrument(asScript(source), { path: 'module.ts', base: 0, mode: 'plain', workspace: true });
  return async (values) => {
    const globals = globalThis as { __gl?: unknown };
    const before = globals.__gl;
    const session = createPlainSession({ matrixClass, isOpaque: types.isProxy });
    globals.__gl = session.runtime;
    try {
      session.addFile('module.ts', 0, made.sites);
      evaluate(made.code);
      const plan = { ...made.cases[index]!, thunk: session.thunks('module.ts')[index]!, span };
      return await session.run(plan, record.leaves, values);
    } finally {
      globals.__gl = before;
    }
  };
}

const span: Span = [0, 1, 0, 1, 0];
const matrixClass = () => (require('ml-matrix') as { Matrix: never }).Matrix;

/** Imports as `require`, so that a test's module can be evaluated in place. */
export function asScript(source: string): string {
  return source
    .replace(/import (\w+|\{[^}]*\}) from ('[^']*');/g, 'const $1 = require($2);')
    .replace(/^export /gm, '');
}

/** Evaluates a script as a CommonJS module; its exports. */
export function evaluate(code: string): object {
  return prepare(code)();
}

/** Compiles a script that is evaluated as a CommonJS module, as often as asked. */
function prepare(code: string): () => object {
  const script = new Script(`(function (module, exports, require) {${code}\n})`);
  return () => {
    const module = { exports: {} };
    const run = script.runInThisContext() as (...args: unknown[]) => void;
    run(module, module.exports, require);
    return module.exports;
  };
}

function traced(session: Session, outcome: RunOutcome, cotangents: Float64Array): Traced {
  const { trace: record } = outcome;
  return {
    ...outcome,
    session,
    cotangents,
    leaf(path) {
      const found = record.leaves.find((leaf) => leaf.path === path);
      if (!found)
        throw new Error(`no leaf ${path} among ${record.leaves.map((leaf) => leaf.path).join(', ')}`);
      const size = found.shape.reduce((n, m) => n * m, 1);
      const slice = (data: Float64Array) => data.slice(found.first, found.first + size);
      return { value: slice(record.values), gradient: slice(cotangents) };
    },
    outputs: record.outputs.flatMap(({ refs }) =>
      Array.from(refs, (ref) => (ref > 0 ? record.values[ref]! : record.constants[-ref - 1]!)),
    ),
    ops: Array.from(record.equations.op, (code) => opNames[code & 0x7fff]!),
    span: (site) => session.span(site),
  };
}
