import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { StopReason } from '../../shared/errors.ts';
import {
  cacheNotification,
  caseNotification,
  defaultLimits,
  phaseNotification,
  pieceNotification,
  traceRequest,
  type Limits,
  type Phase,
  type TraceAnswer,
  type TraceParams,
} from '../../shared/protocol.ts';
import type { Span } from '../../shared/span.ts';
import { noCheck } from '../../shared/check.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { cacheFolder, storeIn } from '../load/cache.ts';
import { check } from './check.ts';
import { Assembler } from '../../shared/pieces.ts';
import { EndedError, RunnerProcess, type Ending } from './process.ts';
import { cancelReason, memoryReason, timeReason } from '../../shared/protocol.ts';

export interface RunnerOptions {
  /** The bundle of `child/main.ts`. */
  readonly runnerPath: string;
  /** The Node that runs user code; needs `module.registerHooks`. */
  readonly nodePath?: string;
  readonly limits?: Limits;
  /** Deny writes, child processes, workers and addons; on unless the user switched it off. */
  readonly sandbox?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Keep rewritten files from run to run, in the user's cache folder; on unless switched off. */
  readonly cache?: boolean;
  /** How many started processes wait for the next run and its check; none unless told otherwise. */
  readonly spares?: number;
  /** Milliseconds after a run until others are started in place of those that it took; absent: as soon as they are taken. */
  readonly rest?: number;
  /** Spares wait long enough to be worth warming up. */
  readonly warm?: boolean;
  /** Milliseconds that a child may exceed its limits by, before it is killed. */
  readonly grace?: number;
  /** Milliseconds: a run that took less has its quick check. */
  readonly quick?: number;
}

/** A case to trace; the runner adds its limits. */
export type TraceRequest = Omit<TraceParams, 'limits' | 'cancelFile' | 'cache'> & {
  /** `quick`: one direction if the run was short. */
  readonly check: 'none' | 'quick' | 'full';
};

export interface TraceListeners {
  readonly onPhase?: (phase: Phase | 'check') => void;
  /** The result as it stands before the check, which takes processes of its own. */
  readonly onTraced?: (result: TraceResult) => void;
  /** Output of user code. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** An answer with the memory that only the parent can measure. */
export type MeasuredAnswer = TraceAnswer & { readonly peakMemory: number };

/** Milliseconds over its limits after which a child is killed. */
const GRACE = 2000;
/** What counts as a short run unless told otherwise, in milliseconds. */
const QUICK = 1000;
/** Milliseconds for the backward pass and the proofs of the largest trace. */
const AFTERWARDS = 60_000;

/** Runs cases, each in a child process of its own. Every run ends in an answer; nothing survives `dispose`. */
export class Runner {
  readonly limits: Limits;
  readonly #options: RunnerOptions;
  readonly #cache: string | undefined;
  readonly #live = new Set<RunnerProcess>();
  readonly #spares: RunnerProcess[] = [];
  #resting: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.limits = options.limits ?? defaultLimits;
    this.#cache = options.cache === false ? undefined : cacheFolder(options.env ?? process.env);
    this.#refill();
  }

  /** Runs one case. Never rejects for what user code does. */
  async trace(
    request: TraceRequest,
    token?: CancellationToken,
    listeners: TraceListeners = {},
  ): Promise<MeasuredAnswer> {
    try {
      return await this.#trace(request, token, listeners);
    } finally {
      const { rest } = this.#options;
      clearTimeout(this.#resting);
      if (rest !== undefined) this.#resting = setTimeout(() => this.#refill(), rest).unref();
    }
  }

  async #trace(
    request: TraceRequest,
    token: CancellationToken | undefined,
    listeners: TraceListeners,
  ): Promise<MeasuredAnswer> {
    const params: TraceParams = {
      ...request,
      limits: this.limits,
      cache: this.#cache,
      cancelFile: join(tmpdir(), `gradlens-${randomUUID()}.cancel`),
    };
    const begin = performance.now();
    const { grace = GRACE } = this.#options;
    const child = this.#take();
    let start = 0;
    let phase: Phase = 'load';
    let cancelled = false;
    let at: { readonly files: readonly string[]; readonly span: Span } = {
      files: [request.file],
      span: [0, 1, 0, 1, 0],
    };
    child.connection.onNotification(caseNotification, (found) => {
      at = found;
    });
    child.connection.onNotification(phaseNotification, (next) => {
      if (start === 0) start = performance.now() - begin;
      phase = next.phase;
      if (!cancelled) {
        child.killAfter(
          phase === 'load' || phase === 'run' ? this.limits[phase] + grace : AFTERWARDS,
          'time',
        );
      }
      listeners.onPhase?.(phase);
    });
    if (this.#cache !== undefined) {
      const store = storeIn(this.#cache);
      child.connection.onNotification(cacheNotification, ({ name, entry }) => store(name, entry));
    }
    if (listeners.onOutput) child.onOutput = listeners.onOutput;
    child.watchMemory();
    child.killAfter(AFTERWARDS, 'time');
    const cancel = () => {
      cancelled = true;
      writeFileSync(params.cancelFile, '');
      child.killAfter(grace, 'cancel');
    };
    const subscription = token?.onCancellationRequested(cancel);
    if (token?.isCancellationRequested) cancel();
    let answer: TraceAnswer;
    try {
      const assembler = new Assembler();
      child.connection.onNotification(pieceNotification, assembler.accept);
      answer = assembler.restore(await child.settle(child.connection.sendRequest(traceRequest, params)));
    } catch (error) {
      if (!(error instanceof EndedError)) throw error;
      answer = endedAnswer(error.ending, phase, this.limits, at);
    } finally {
      subscription?.dispose();
      rmSync(params.cancelFile, { force: true });
      child.kill('dispose');
    }
    if (answer.kind === 'traced') {
      answer = { ...answer, result: { ...answer.result, timing: { ...answer.result.timing, start } } };
      answer = await this.#checked(answer, request.check, params, token, listeners);
    }
    // With the process, all that it printed has come.
    await child.ended;
    return { ...answer, peakMemory: child.peakMemory };
  }

  /** Kills every process; runs that wait end as cancelled. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resting);
    this.#spares.length = 0;
    for (const child of this.#live) child.kill('dispose');
  }

  async #checked(
    answer: Extract<TraceAnswer, { kind: 'traced' }>,
    kind: TraceRequest['check'],
    params: TraceParams,
    token: CancellationToken | undefined,
    { onPhase, onTraced }: TraceListeners,
  ): Promise<TraceAnswer> {
    const { result } = answer;
    const { quick = QUICK } = this.#options;
    const { run, cpu = run } = result.timing;
    const isShort = cpu < quick;
    const reason =
      (result.status !== 'ok' && 'the run did not finish') ||
      (kind === 'none' && 'the check was not asked for') ||
      (kind === 'quick' &&
        !isShort &&
        `the run took ${Math.round(cpu / 100) / 10} s, and was not run again`) ||
      ((token?.isCancellationRequested || this.#disposed) && 'it was cancelled');
    if (reason) return { kind: 'traced', result: { ...result, check: noCheck(reason) } };
    onTraced?.(result);
    onPhase?.('check');
    return {
      kind: 'traced',
      result: await check(result, params, kind === 'full', () => this.#take(), token),
    };
  }

  #take(): RunnerProcess {
    const child = this.#spares.shift() ?? this.#start();
    if (this.#options.rest === undefined) this.#refill();
    return child;
  }

  #refill(): void {
    const { spares = 0 } = this.#options;
    while (!this.#disposed && this.#spares.length < spares) this.#spares.push(this.#start());
  }

  #start(): RunnerProcess {
    if (this.#disposed) throw new Error('The runner was disposed.');
    const {
      runnerPath,
      nodePath = process.execPath,
      sandbox = true,
      env = process.env,
      warm = false,
    } = this.#options;
    const child = new RunnerProcess({ runnerPath, nodePath, sandbox, env, limits: this.limits, warm });
    this.#live.add(child);
    void child.ended.then(() => {
      this.#live.delete(child);
      const place = this.#spares.indexOf(child);
      if (place >= 0) this.#spares.splice(place, 1);
    });
    return child;
  }
}

/** The answer of a process that ended without one. */
function endedAnswer(
  ending: Ending,
  phase: Phase,
  limits: Limits,
  at: { readonly files: readonly string[]; readonly span: Span },
): TraceAnswer {
  const { code, message } = endedReason(ending, phase, limits);
  return {
    kind: 'failed',
    files: at.files,
    diagnostics: [{ code, severity: 'error', message, span: at.span, related: [] }],
  };
}

function endedReason(ending: Ending, phase: Phase, limits: Limits): StopReason {
  if (ending.kind === 'exit') {
    const how = ending.signal === null ? `with code ${ending.code}` : `by ${ending.signal}`;
    return { code: 'process-exit', message: `The process ended ${how} before the run was over.` };
  }
  if (ending.why === 'memory') return memoryReason(limits);
  if (ending.why === 'time') return timeReason(phase === 'load' ? 'load' : 'run', limits);
  return cancelReason;
}
