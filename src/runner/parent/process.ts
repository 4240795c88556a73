import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  ConnectionError,
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Limits } from '../../shared/protocol.ts';

export interface ProcessOptions {
  /** The Node that runs user code; `process.execPath` if it is new enough. */
  readonly nodePath: string;
  /** The bundle of `child/main.ts`. */
  readonly runnerPath: string;
  readonly limits: Limits;
  /** Deny writes, child processes, workers and addons. */
  readonly sandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Warm up while waiting. */
  readonly warm: boolean;
}

/** How a process ended. */
export type Ending =
  | { readonly kind: 'killed'; readonly why: 'memory' | 'time' | 'cancel' | 'dispose' }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null };

/** A process that ended before it answered. */
export class EndedError extends Error {
  readonly ending: Ending;
  constructor(ending: Ending) {
    super(`The runner process ended: ${JSON.stringify(ending)}`);
    this.ending = ending;
  }
}

/** A child process and its connection. Enforces its limits from outside by killing it. */
export class RunnerProcess {
  readonly connection: MessageConnection;
  /** Resolves when the process is gone and all its output has been read. */
  readonly ended: Promise<Ending>;
  /** Largest resident memory seen, in bytes. */
  peakMemory = 0;
  readonly #child: ChildProcess;
  readonly #options: ProcessOptions;
  #why: Extract<Ending, { kind: 'killed' }>['why'] | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #onOutput: ((text: string, stream: 'stdout' | 'stderr') => void) | undefined;
  #early: [string, 'stdout' | 'stderr'][] = [];

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#child = fork(options.runnerPath, options.warm ? ['--warm'] : [], {
      execPath: options.nodePath,
      execArgv: execArgv(options),
      env: environment(options.env),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.connection = createMessageConnection(
      new IPCMessageReader(this.#child),
      new IPCMessageWriter(this.#child),
    );
    this.connection.onClose(() => undefined);
    this.connection.onError(() => undefined);
    this.connection.listen();
    this.#read('stdout');
    this.#read('stderr');
    this.ended = new Promise((resolve) => {
      this.#child.on('error', () => resolve({ kind: 'exit', code: null, signal: null }));
      this.#child.on('close', (code, signal) => resolve(this.#ending(code, signal)));
    });
    void this.ended.then(() => this.#stopWatching());
  }

  /** Receives the output of user code: what was printed before, then all that follows. */
  set onOutput(listener: (text: string, stream: 'stdout' | 'stderr') => void) {
    this.#onOutput = listener;
    for (const [text, stream] of this.#early.splice(0)) listener(text, stream);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** An answer, or an `EndedError` if the process ends before it. */
  async settle<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isClosed(error)) throw new EndedError(await this.ended);
      throw error;
    }
  }

  /** Begins to watch the process's memory. */
  watchMemory(): void {
    const look = () => {
      const memory = residentMemory(this.#child.pid);
      this.peakMemory = Math.max(this.peakMemory, memory);
      const { memory: limit } = this.#options.limits;
      if (memory > limit) return this.kill('memory');
      this.#watch = setTimeout(look, memory > limit / 2 ? 10 : 40);
    };
    look();
  }

  /** Kills the process in so many milliseconds, unless called again before. */
  killAfter(ms: number, why: 'time' | 'cancel'): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.kill(why), ms);
  }

  kill(why: 'memory' | 'time' | 'cancel' | 'dispose'): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#why ??= why;
    this.#child.kill('SIGKILL');
  }

  #stopWatching(): void {
    clearTimeout(this.#watch);
    clearTimeout(this.#deadline);
    this.connection.dispose();
  }

  #ending(code: number | null, signal: string | null): Ending {
    return this.#why ? { kind: 'killed', why: this.#why } : { kind: 'exit', code, signal };
  }

  #read(stream: 'stdout' | 'stderr'): void {
    const source = this.#child[stream]!.setEncoding('utf8');
    source.on('data', (text: string) => {
      // V8 prints its garbage collections before it aborts for want of memory; the diagnostic says it better.
      const dump = text.indexOf('\n<--- Last few GCs --->');
      if (dump >= 0) this.#why ??= 'memory';
      const shown = dump >= 0 ? text.slice(0, dump) : text;
      if (this.#why === 'memory' && dump < 0 && stream === 'stderr') return;
      if (this.#onOutput) this.#onOutput(shown, stream);
      else this.#early.push([shown, stream]);
    });
  }
}

/** Whether a request failed because the process went away, rather than by its own answer. */
function isClosed(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  const codes: readonly number[] = [ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError];
  return error instanceof ResponseError && codes.includes(error.code);
}

function execArgv({ sandbox, limits }: ProcessOptions): string[] {
  const flags = [
    `--max-old-space-size=${Math.floor(limits.memory / 2 ** 20)}`,
    '--no-warnings=ExperimentalWarning',
  ];
  // Instrumented frames are larger than plain ones: recursion keeps its depth. Windows gives a thread no more.
  if (process.platform !== 'win32') flags.push('--stack-size=3900');
  return sandbox ? ['--permission', '--allow-fs-read=*', ...flags] : flags;
}

/** The parent's environment without variables that would change the child's Node. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, NODE_CHANNEL_FD: _fd, ...rest } = env;
  return 'electron' in process.versions ? { ...rest, ELECTRON_RUN_AS_NODE: '1' } : rest;
}

/** Bytes of a process that are in memory; 0 if it is gone or cannot be asked. */
function residentMemory(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    if (process.platform === 'linux')
      return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
    if (process.platform === 'win32') return 0;
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    return 0;
  }
}
