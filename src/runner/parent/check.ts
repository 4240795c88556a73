import { ResponseError, type CancellationToken } from 'vscode-jsonrpc';
import { checkGradient, mostRuns } from '../../engine/proofs/index.ts';
import {
  plainRunRequest,
  preparePlainRequest,
  type PlainParams,
  type TraceParams,
} from '../../shared/protocol.ts';
import { sameBits } from '../../shared/tensor.ts';
import { noCheck } from '../../shared/check.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { EndedError, type RunnerProcess } from './process.ts';

/**
 * Compares a result's gradient with the plain program, run in a process of its own. A program that keeps state from
 * run to run gets a fresh process for each run.
 */
export async function check(
  result: TraceResult,
  params: TraceParams,
  full: boolean,
  take: () => RunnerProcess,
  token: CancellationToken | undefined,
): Promise<TraceResult> {
  const begin = performance.now();
  const plain = new PlainRuns({ ...params, leaves: result.trace.leaves }, take);
  const subscription = token?.onCancellationRequested(() => plain.dispose());
  try {
    const compare = () =>
      checkGradient(result.trace, result.cotangents, plain.evaluate, {
        full,
        budget: budgetOf(result.timing.cpu ?? result.timing.run, full),
        span: result.function.span,
        spanOf: (site) => result.spans.get(site),
      });
    const first = await compare();
    const { check, diagnostics } =
      first.check.state === 'failed' && (await plain.keepsState()) ? await compare() : first;
    const timing = { ...result.timing, check: performance.now() - begin };
    // The check says again what the record alone told of steps and branches, with what the plain program answered.
    const before = result.diagnostics.filter(({ code }) => code !== 'branch-slope');
    return { ...result, check, timing, diagnostics: [...before, ...diagnostics] };
  } catch (error) {
    if (error instanceof EndedError) {
      const reason = token?.isCancellationRequested
        ? 'it was cancelled'
        : 'a plain run was stopped at a limit';
      return { ...result, check: noCheck(reason) };
    }
    if (error instanceof ResponseError) {
      const reason = `the program does not load without tracing: ${error.message}`;
      return { ...result, check: { ...noCheck(reason), state: 'failed' } };
    }
    throw error;
  } finally {
    subscription?.dispose();
    plain.dispose();
  }
}

/** Plain runs to spend on asking at wider scales, fewer where one takes much of the processor: how busy the machine is decides no verdict. */
function budgetOf(milliseconds: number, full: boolean): number {
  return full
    ? mostRuns.full
    : Math.min(mostRuns.quick, Math.max(8, Math.round(1500 / Math.max(milliseconds, 1))));
}

class PlainRuns {
  readonly #params: PlainParams;
  readonly #take: () => RunnerProcess;
  #child: RunnerProcess | undefined;
  #stateful: boolean | undefined;
  /** The first run on values other than the first ones: state kept from those would show in it. */
  #other: { readonly values: readonly Float64Array[]; readonly outputs: Float64Array | null } | undefined;

  constructor(params: PlainParams, take: () => RunnerProcess) {
    this.#params = params;
    this.#take = take;
  }

  /** The outputs on these leaf values, or null if the program threw. */
  readonly evaluate = async (values: readonly Float64Array[]): Promise<Float64Array | null> => {
    const outputs = await this.#once(values);
    if (this.#stateful === undefined) {
      const again = await this.#once(values);
      this.#stateful = !isSame(outputs, again);
    } else if (!this.#stateful) this.#other ??= { values, outputs };
    if (this.#stateful) this.dispose();
    return outputs;
  };

  /** Whether a fresh process gives other outputs than one that has run before; if so, each later run gets a fresh one. */
  async keepsState(): Promise<boolean> {
    if (this.#stateful || !this.#other) return false;
    const { values, outputs } = this.#other;
    this.dispose();
    this.#stateful = !isSame(await this.#once(values), outputs);
    if (this.#stateful) this.dispose();
    return this.#stateful;
  }

  dispose(): void {
    this.#child?.kill('dispose');
    this.#child = undefined;
  }

  async #once(values: readonly Float64Array[]): Promise<Float64Array | null> {
    const child = this.#child ?? (await this.#start());
    child.allow(this.#params.limits.run);
    const answer = await child.settle(child.connection.sendRequest(plainRunRequest, { values }));
    return 'outputs' in answer ? answer.outputs : null;
  }

  async #start(): Promise<RunnerProcess> {
    const child = (this.#child = this.#take());
    child.allow(this.#params.limits.load);
    child.watch();
    await child.settle(child.connection.sendRequest(preparePlainRequest, this.#params));
    return child;
  }
}

function isSame(a: Float64Array | null, b: Float64Array | null): boolean {
  return a === null || b === null ? a === b : sameBits(a, b);
}
