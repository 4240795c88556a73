import { types } from 'node:util';
import ts from 'typescript';
import { createPlainSession, createSession } from '../../src/engine/index.ts';
import { differentiate } from '../../src/engine/autodiff/index.ts';
import { selfProof } from '../../src/engine/proofs/selfProof.ts';
import { collectOutputs, plainReader } from '../../src/engine/session/outputs.ts';
import { inspector } from '../../src/engine/natives/carrier.ts';
import { instrument, type InstrumentOptions } from '../../src/instrument/index.ts';
import { nodeNatives } from '../../src/runner/child/nodeNatives.ts';
import type { Span } from '../../src/shared/span.ts';
import type { Trace } from '../../src/shared/trace.ts';
import { valueOf } from '../../src/shared/trace.ts';
import { gradient, type Gradient, type Plain } from './gradient.ts';
import { load, matrix, matrixSource, observed, prepare, type Events } from './world.ts';

/** What a session puts in its place would keep the session. */
const base = Object.getPrototypeOf((matrix.Matrix as { prototype: object }).prototype) as object;
const iterator = Object.getOwnPropertyDescriptor(base, Symbol.iterator)!;
/** The twin comes first in the order of sites, so that it is instrumented and compiled once. */
const twin = instrument(matrixSource.text, {
  path: matrixSource.file,
  base: 0,
  mode: 'trace',
  workspace: false,
});
const loadTwin = prepare(twin.code);
const UNREAD = 'the compiler cannot read it';
const span: Span = [0, 1, 0, 1, 0];
// as the runner defines it: a program that looks through its global object does not find it
Object.defineProperty(globalThis, '__gl', { writable: true, configurable: true });
const globals = globalThis as { __gl?: unknown };

/** What one program did, traced and plain. */
export interface Outcome {
  /** What differs, if anything does. */
  readonly difference?: string;
  /** Why the gradient was compared or not. */
  readonly gradient: Gradient | 'threw';
  readonly equations: number;
  /** What the plain run showed. */
  readonly events: Events;
}

/** How one run of `f` ended. */
interface Run {
  readonly outputs: readonly number[];
  readonly thrown?: string;
}

/** Runs a module's `f` traced and plain: by its values, output, effects and errors, and by its gradient along one direction. */
export async function compare(source: string, path: string): Promise<Outcome> {
  const hides = path.endsWith('.ts');
  const seen = await observed(() => runPlain(source, path), hides).catch(() => undefined);
  // it waits for ever
  if (!seen) return { gradient: 'threw', equations: 0, events: [] };
  const { result: plain, events } = seen;
  const traced = await observed(() => runTraced(source, path), hides);
  const { equations = 0 } = traced.result;
  const differs = (difference: string | undefined): Outcome => ({
    ...(difference !== undefined && { difference }),
    gradient: 'threw',
    equations,
    events,
  });
  const { thrown: ended } = plain;
  // the compiler itself fails on some programs, and takes `x < (…` in some for the types of a call
  if (ended?.startsWith('Error: Debug Failure') || ended?.endsWith(UNREAD)) return differs(undefined);
  // the generator may put a form of sloppy mode into strict code
  if (events.length === 0 && ended?.startsWith('SyntaxError') && traced.result.thrown !== undefined) return differs(undefined);
  const first = events.findIndex((event, i) => event !== traced.events[i]);
  if (first >= 0 || events.length !== traced.events.length) {
    const at = first >= 0 ? first : events.length;
    const ends = [traced.result, plain].map(({ thrown = 'nothing' }) => thrown);
    return differs(`shows ${traced.events[at]}\n instead of ${events[at]}; threw ${ends.join(' instead of ')}`);
  }
  const { thrown, outputs, trace: record } = traced.result;
  if (thrown !== plain.thrown) return differs(`threw ${thrown} instead of ${plain.thrown}`);
  if (!isSame(outputs, plain.outputs)) return differs(`gives ${outputs} instead of ${plain.outputs}`);
  if (thrown !== undefined || !record) return differs(undefined);
  if (traced.result.complaints.length > 0) return differs(traced.result.complaints.join('; '));
  const again = await preparePlain(source, path, record);
  const { result } = await observed(() =>
    gradient(record, differentiate(record), plain.outputs, async (leaves) => (await observed(() => again(leaves), hides)).result),
    hides,
  );
  return { ...result, equations, events };
} // prettier-ignore

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

const compilerOptions = (path: string) =>
  path.startsWith('legacy')
    ? { experimentalDecorators: true, useDefineForClassFields: false }
    : { useDefineForClassFields: true };

/** The program as Node runs it; TypeScript by the compiler. */
async function runPlain(source: string, path: string): Promise<Run> {
  try {
    const code = path.endsWith('.ts') ? transpile(source, path) : source;
    const { f } = await load(code, path.endsWith('.cjs') ? 'commonjs' : 'module', path);
    const m = new (matrix.Matrix as new (rows: number[][]) => object)([
      [1, 0.4],
      [-0.3, 2],
    ]);
    const result = await (f as (...args: unknown[]) => unknown)(1.3, -0.7, [0.5, 2, -1.25], m);
    const { outputs } = collectOutputs(result, plainReader);
    return { outputs: [...Float64Array.from(outputs.flatMap(({ elements }) => elements as number[]))] };
  } catch (error) {
    return { outputs: [], thrown: String(error) };
  }
}

function transpile(source: string, path: string): string {
  const decorated = /@\w+§?\d*[ (]/.test(source.replaceAll('@trace ', '')) || /\baccessor /.test(source);
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      ...compilerOptions(path),
      target: decorated ? ts.ScriptTarget.ES2022 : ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
    },
  });
  // higher codes complain of what it has read, as of a private name after `?.`
  if (diagnostics.some(({ code }) => code < 2000)) throw new SyntaxError(UNREAD);
  return outputText;
}

interface Traced extends Run {
  readonly trace?: Trace;
  readonly complaints: readonly string[];
  readonly equations?: number;
}

async function runTraced(source: string, path: string): Promise<Traced> {
  let next = twin.sites.texts.length;
  const loaded = (text: string, from: string, options: Partial<InstrumentOptions>) => {
    const made = instrument(text, { path: from, base: next, mode: 'trace', workspace: true, ...options });
    session.addFile(from, next, made.sites, text, made.code);
    next += made.sites.texts.length;
    return made;
  };
  const session = createSession({
    operationLimit: 1e6,
    poll: () => undefined,
    allocate: () => undefined,
    isOpaque: types.isProxy,
    matrixClass: () => matrix.Matrix,
    exits: {},
    natives: [...nodeNatives, [Reflect.get(console, 'report'), inspector]],
    evals: { instrument: (text) => loaded(text, `eval${next}.js`, { format: 'commonjs' }).code },
  });
  globals.__gl = session.runtime;
  const { toString } = Function.prototype;
  const undo = session.install();
  // see `observed`
  if (path.endsWith('.ts')) Function.prototype.toString = toString;
  try {
    session.addFile('matrix.js', 0, twin.sites);
    session.addMatrixModule(matrix, loadTwin);
    const made = loaded(source, path, { compilerOptions: compilerOptions(path) });
    await load(made.code, made.format, path);
    const { trace: record, ...outcome } = await session.run({
      ...made.cases[0]!,
      thunk: session.thunks(path)[0]!,
      span,
    });
    if (outcome.status !== 'ok') return { outputs: [], thrown: String(outcome.thrown), complaints: [] };
    const proof = selfProof(record, new Float64Array(), () => span);
    return {
      outputs: record.outputs.flatMap(({ refs }) => Array.from(refs, (ref) => valueOf(record, ref))),
      trace: record,
      complaints: [...outcome.diagnostics, ...proof]
        .filter(({ code, severity }) => severity === 'error' && code !== 'mmul-shapes')
        .map(({ code, message }) => `${code}: ${message}`),
      equations: record.equations.op.length,
    };
  } catch (error) {
    return { outputs: [], thrown: String(error), complaints: [] };
  } finally {
    undo();
    Object.defineProperty(base, Symbol.iterator, iterator);
    globals.__gl = undefined;
  }
}

/** The program as the check runs it again, on other numbers. */
async function preparePlain(source: string, path: string, record: Trace): Promise<Plain> {
  const session = createPlainSession({ matrixClass: () => matrix.Matrix, isOpaque: types.isProxy });
  const made = instrument(source, { path, base: 0, mode: 'plain', workspace: true, compilerOptions: compilerOptions(path) });
  session.addFile(path, 0, made.sites, source);
  globals.__gl = session.runtime;
  try {
    await load(made.code, made.format, path);
  } finally {
    globals.__gl = undefined;
  }
  const plan = { ...made.cases[0]!, thunk: session.thunks(path)[0]!, span };
  return async (leaves) => {
    globals.__gl = session.runtime;
    try {
      return await session.run(plan, record.leaves, leaves);
    } finally {
      globals.__gl = undefined;
    }
  };
} // prettier-ignore
