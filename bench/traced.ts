import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { createSession, type Session } from '../src/engine/index.ts';
import { differentiate, leafValues, replay } from '../src/engine/autodiff/index.ts';
import { StaticArg } from '../src/engine/session/caseHelpers.ts';
import { instrument, type Instrumented } from '../src/instrument/index.ts';
import type { CaseCall } from '../src/shared/runtime.ts';
import type { Trace } from '../src/shared/trace.ts';
import type { Workload } from './workloads.ts';

const require = createRequire(import.meta.url);
const matrix = require('ml-matrix') as { Matrix: new (rows: number[][]) => object };
const globals = globalThis as { __gl?: unknown };

/** One workload, plain and traced, in this process: the instrumenter, the engine and the module system a user's run has. */
export class Program {
  /** The plain call, types stripped by Node. */
  readonly plain: () => number;
  readonly #instrumented: Instrumented;
  readonly #index: number;
  readonly #call: CaseCall;

  private constructor(plain: () => number, instrumented: Instrumented, index: number, call: CaseCall) {
    this.plain = plain;
    this.#instrumented = instrumented;
    this.#index = index;
    this.#call = call;
  }

  /** Loads the file twice, as it is and instrumented, and evaluates the case's arguments. */
  static async load({ file, index }: Workload): Promise<Program> {
    const path = join(import.meta.dirname, 'programs', `${file}.ts`);
    const plainly = (await import(pathToFileURL(path).href)) as Record<
      string,
      (...args: unknown[]) => number
    >;
    const source = readFileSync(path, 'utf8');
    const instrumented = instrument(source, { path, base: 0, mode: 'trace', workspace: true });
    const folder = join(import.meta.dirname, '.instrumented');
    mkdirSync(folder, { recursive: true });
    const copy = join(folder, `${file}-${index}.mjs`);
    writeFileSync(copy, instrumented.code);
    const session = open(instrumented);
    await import(pathToFileURL(copy).href);
    rmSync(copy);
    const declared = instrumented.cases[index]!;
    const call = session.thunks(path)[index]!();
    const args = call.args.map((arg) => (arg instanceof StaticArg ? arg.value : arg));
    const f = plainly[declared.function]!;
    return new Program(() => f(...args), instrumented, index, call);
  }

  /** A fresh session, ready to trace: the run alone is to be timed. `called` is when the function itself was called. */
  open(): () => Promise<{ readonly trace: Trace; readonly called: number }> {
    const session = open(this.#instrumented);
    const declared = this.#instrumented.cases[this.#index]!;
    const callee = this.#call.callee as (...args: unknown[]) => unknown;
    let called = 0;
    // the mark of instrumented code: what is called with tracked arguments
    const timed = (...args: unknown[]): unknown => /*__gl*/ {
      called = performance.now();
      return callee(...args);
    };
    const call = { ...this.#call, callee: timed };
    const plan = { ...declared, thunk: () => call, span: [0, 1, 0, 1, 0] as const };
    return async () => {
      globals.__gl = session.runtime;
      const { trace, status, thrown } = await session.run(plan);
      if (status !== 'ok') throw thrown ?? new Error(status);
      return { trace, called };
    };
  }
}

export const gradient = differentiate;
export const again = (trace: Trace): Float64Array => replay(trace, leafValues(trace)).outputs;

function open({ sites }: Instrumented): Session {
  const session = createSession({
    operationLimit: 1e7,
    poll: () => undefined,
    allocate: () => undefined,
    isOpaque: types.isProxy,
    matrixClass: () => matrix.Matrix,
    exits: {},
    evals: { instrument: (text) => text },
  });
  session.addFile('program.ts', 0, sites);
  session.addMatrixModule(matrix, () => {
    throw new Error('A benchmark ran into a member without a rule.');
  });
  globals.__gl = session.runtime;
  return session;
}
