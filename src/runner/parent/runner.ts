import { rmSync } from 'node:fs';
import type { CancellationToken } from 'vscode-jsonrpc';
import {
  cacheNotification,
  caseNotification,
  phaseNotification,
  columnNotification,
  traceRequest,
  type CacheEntries,
  type CachePart,
  type Phase,
  type TraceAnswer,
  type TraceParams,
} from '../../shared/protocol.ts';
import { defaultLimits, type Limits } from '../../shared/limits.ts';
import type { Span } from '../../shared/span.ts';
import { noCheck } from '../../shared/check.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { storeIn } from '../load/cache.ts';
import { cacheFolder, compiledFolder } from '../load/cacheFolder.ts';
import { canAsk, newCancelFile } from './cancelFile.ts';
import { check } from './check.ts';
import { CompiledCode } from './compiledCode.ts';
import type { Launched } from './launch.ts';
import { Assembler } from '../channel/sentAhead.ts';
import { Leash } from './leash.ts';
import { thisNode, type NodeProgram } from './nodeProgram.ts';
import { Entries } from './entries.ts';
import { endedAnswer } from './endedAnswer.ts';
import { EndedError, RunnerProcess, type Ending } from './process.ts';

export interface RunnerOptions {
  /** The bundle of `child/main.ts`. */
  readonly runnerPath: string;
  /** The Node that runs user code; needs `module.registerHooks`. */
  readonly node?: NodeProgram;
  readonly limits?: Limits;
  /** Names of environment variables that user code gets although they look confidential. */
  readonly passed?: readonly string[];
  /** Deny writes, child processes, workers and addons; on unless the user switched it off. */
  readonly sandbox?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Keep rewritten files from run to run, in the user's cache folder; on unless switched off. */
  readonly cache?: boolean;
  /** How many started processes wait for the next run and its check; none unless told otherwise. */
  readonly spares?: number;
  /** The first of them, where it runs already. */
  readonly started?: Launched | undefined;
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
  /** No other run follows: no process is started for one. */
  readonly last?: boolean;
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

/** An answer, and when the process is gone that gave it: with that, all that the program printed has come. */
export interface EarlyAnswer {
  readonly answer: MeasuredAnswer;
  readonly ended: Promise<unknown>;
}

/** Milliseconds over its limits of time after which a child is killed. */
const GRACE = 2000;
/** What counts as a short run unless told otherwise, in milliseconds. */
const QUICK = 1000;
/** Milliseconds of processor time for the backward pass and the proofs of the largest trace. */
const AFTERWARDS = 60_000;

/** Runs cases, each in a child process of its own. Every run ends in an answer; nothing survives `dispose`. */
export class Runner {
  readonly limits: Limits;
  readonly #options: RunnerOptions;
  readonly #cache: string | undefined;
  readonly #compiledFolder: string | undefined;
  readonly #compiled: CompiledCode | undefined;
  readonly #entries = new Entries();
  readonly #live = new Set<RunnerProcess>();
  readonly #spares: RunnerProcess[] = [];
  readonly #leash = new Leash();
  #started: Launched | undefined;
  #resting: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.limits = options.limits ?? defaultLimits;
    this.#cache = options.cache === false ? undefined : cacheFolder(options.env ?? process.env);
    this.#started = options.started;
    this.#compiledFolder = this.#cache === undefined ? undefined : compiledFolder(this.#cache);
    this.#compiled = this.#compiledFolder === undefined ? undefined : new CompiledCode(this.#compiledFolder);
    this.#refill();
  }

  /** Runs one case. Never rejects for what user code does. */
  async trace(
    request: TraceRequest,
    token?: CancellationToken,
    listeners: TraceListeners = {},
  ): Promise<MeasuredAnswer> {
    const { answer, ended } = await this.answer(request, token, listeners);
    await ended;
    return answer;
  }

  /** The same, as soon as there is an answer. */
  async answer(
    request: TraceRequest,
    token?: CancellationToken,
    listeners: TraceListeners = {},
  ): Promise<EarlyAnswer> {
    try {
      return await this.#answer(request, token, listeners);
    } finally {
      const { rest } = this.#options;
      clearTimeout(this.#resting);
      if (rest !== undefined) this.#resting = setTimeout(() => this.#refill(), rest).unref();
    }
  }

  async #answer(
    request: TraceRequest,
    token: CancellationToken | undefined,
    listeners: TraceListeners,
  ): Promise<EarlyAnswer> {
    const { check, last = false, ...traced } = request;
    const params: TraceParams = {
      ...traced,
      limits: this.limits,
      cache: this.#cacheOf(request),
      cancelFile: newCancelFile(),
    };
    const begin = performance.now();
    const { grace = GRACE } = this.#options;
    const child = this.#take(!last || check !== 'none');
    let start = 0;
    let phase: Phase | undefined;
    let at: { readonly files: readonly string[]; readonly span: Span } = {
      files: [request.file],
      span: [0, 1, 0, 1, 0],
    };
    child.connection.onNotification(caseNotification, (found) => {
      at = found;
    });
    child.connection.onNotification(phaseNotification, (next) => {
      if (start === 0) start = performance.now() - begin;
      // Each phase has its time once.
      if (phases.indexOf(next.phase) <= phases.indexOf(phase)) return;
      phase = next.phase;
      if (phase === 'gradient') child.allow(AFTERWARDS);
      // Of loading, our own part may take as much again.
      else if (phase === 'load') child.allow(2 * this.limits.load, grace);
      else if (phase === 'run') child.allow(this.limits.run, grace);
      listeners.onPhase?.(phase);
    });
    if (params.cache) {
      const store = 'entries' in params.cache ? this.#entries.storeFor(request.root) : storeIn(params.cache);
      child.connection.onNotification(cacheNotification, ({ name, entry }) => store(name, entry));
    }
    if (listeners.onOutput) child.onOutput = listeners.onOutput;
    child.allow(AFTERWARDS);
    child.watch();
    const cancel = () => child.cancelAfter(canAsk(params.cancelFile) ? grace : 0);
    const subscription = token?.onCancellationRequested(cancel);
    if (token?.isCancellationRequested) cancel();
    let answer: TraceAnswer;
    try {
      const assembler = new Assembler();
      child.connection.onNotification(columnNotification, assembler.accept);
      answer = assembler.restore(await child.settle(child.connection.sendRequest(traceRequest, params)));
    } catch (error) {
      if (!(error instanceof EndedError)) throw error;
      // Ctrl+C reaches a child, too, which may be too young to leave it to us.
      const isCancelled = error.ending.kind === 'exit' && token?.isCancellationRequested;
      const ending: Ending = isCancelled ? { kind: 'killed', why: 'cancel' } : error.ending;
      answer = endedAnswer(ending, phase ?? 'load', this.limits, at);
    } finally {
      subscription?.dispose();
      rmSync(params.cancelFile, { force: true });
      child.kill('dispose');
    }
    if (answer.kind === 'traced') {
      answer = { ...answer, result: { ...answer.result, timing: { ...answer.result.timing, start } } };
      answer = await this.#checked(answer, request, params, token, listeners);
    }
    return { answer: { ...answer, peakMemory: child.peakMemory }, ended: child.ended };
  }

  /** Kills every process; runs that wait end as cancelled. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resting);
    this.#spares.length = 0;
    for (const child of this.#live) child.kill('dispose');
    this.#leash.end();
  }

  async #checked(
    answer: Extract<TraceAnswer, { kind: 'traced' }>,
    { check: kind, last = false }: TraceRequest,
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
      result: await check(result, params, kind === 'full', () => this.#take(!last), token),
    };
  }

  /** A workspace's own part of the cache: what its code makes of a package is read by its own runs only. */
  #cacheOf({ root, last = false }: TraceRequest): CachePart | CacheEntries | undefined {
    const { sandbox = true } = this.#options;
    if (this.#cache !== undefined)
      return { folder: this.#cache, part: JSON.stringify(['trace', root, sandbox]) };
    // Without a folder, the runs of this runner share what they rewrite; one alone has nothing to share.
    const entries = this.#entries.of(root);
    return last && entries.size === 0 ? undefined : { entries };
  }

  /** @param more another process is wanted after this one */
  #take(more: boolean): RunnerProcess {
    const child = (this.#spares.shift() ?? this.#start()).take();
    if (more && this.#options.rest === undefined) this.#refill();
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
      node = thisNode,
      passed = [],
      sandbox = true,
      env = process.env,
      warm = false,
    } = this.#options;
    const child = new RunnerProcess({
      ...{ runnerPath, node, sandbox, env, passed, warm },
      compiled: this.#compiledFolder,
      limits: this.limits,
      leash: this.#leash,
      launched: this.#started,
    });
    this.#started = undefined;
    void this.#compiled?.keepFrom(child.connection);
    this.#live.add(child);
    void child.ended.then(() => {
      this.#live.delete(child);
      const place = this.#spares.indexOf(child);
      if (place >= 0) this.#spares.splice(place, 1);
    });
    return child;
  }
}

const phases: readonly (Phase | undefined)[] = [undefined, 'load', 'run', 'gradient', 'proof'];
