import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ConnectionError, ErrorCodes, ResponseError, type MessageConnection } from 'vscode-jsonrpc';
import type { Limits } from '../../shared/limits.ts';
import { warmRequest } from '../../shared/protocol.ts';
import { isKilled, type Excess } from '../limits/memoryLimit.ts';
import { overtime, type Overtime } from '../limits/timeLimit.ts';
import { ANSWERS, REQUESTS } from '../channel/childEnd.ts';
import { TooLargeError } from '../channel/frames.ts';
import { connectParentEnd } from '../channel/parentEnd.ts';
import { launch, type Launched, type LaunchOptions } from './launch.ts';
import type { Leash } from './leash.ts';
import { LOOK, usageOf } from './usage.ts';

export interface ProcessOptions extends LaunchOptions {
  readonly limits: Limits;
  /** Warm up while waiting. */
  readonly warm: boolean;
  /** Ends the process with this one. */
  readonly leash?: Leash;
  /** The process, where it runs already. */
  readonly launched?: Launched | undefined;
}

/** Why a process was killed; `channel`: it sent what cannot be read. */
type Kill = Overtime | 'memory' | 'cancel' | 'channel' | 'dispose';

/** The time that a process has, in milliseconds. */
interface Allowance {
  /** Processor time, and for how much longer it is let alone. */
  readonly limit: number;
  readonly grace: number;
  /** When it began, by the clock and in processor time; that is not known before the first look. */
  readonly time: number;
  used?: number;
}

/** How a process ended. */
export type Ending =
  | { readonly kind: 'killed'; readonly why: Kill }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null };

/** A process that ended before it answered. */
export class EndedError extends Error {
  readonly ending: Ending;
  constructor(ending: Ending) {
    super(`The runner process ended: ${JSON.stringify(ending)}`);
    this.ending = ending;
  }
}

/** Milliseconds after which a spare warms up: the run before it is still busy at first. */
const IDLE = 400;
/** Rounds of warming up, after which V8 has compiled what runs often. */
const ROUNDS = 6;

/** Characters that a process may print; more would fill the memory of whoever shows it. */
const PRINTED = 20_000_000;
const cutNote = `\n… (printed output is cut here, after ${PRINTED / 1e6} million characters)\n`;

/** A child process and its connection. Enforces its limits from outside by killing it. */
export class RunnerProcess {
  readonly connection: MessageConnection;
  /** Resolves when the process is gone and all its output has been read. */
  readonly ended: Promise<Ending>;
  /** Largest resident memory seen, in bytes. */
  peakMemory = 0;
  readonly #child: ChildProcess;
  readonly #options: ProcessOptions;
  #why: Kill | undefined;
  #warming: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #allowance: Allowance | undefined;
  #watch: NodeJS.Timeout | undefined;
  #onOutput: ((text: string, stream: 'stdout' | 'stderr') => void) | undefined;
  #printed = 0;
  #early: [string, 'stdout' | 'stderr'][] = [];

  constructor(options: ProcessOptions) {
    this.#options = options;
    const { child, ended } = options.launched ?? launch(options);
    this.#child = child;
    const { pid, stdio } = this.#child;
    if (pid !== undefined) options.leash?.hold(pid);
    this.connection = connectParentEnd(
      stdio[REQUESTS] as Writable,
      stdio[ANSWERS] as Readable,
      options.limits.memory,
      (error) => this.kill(error instanceof TooLargeError ? 'memory' : 'channel'),
    );
    if (options.warm) this.#warming = setTimeout(() => void this.#warmUp(), IDLE).unref();
    this.#read('stdout');
    this.#read('stderr');
    this.ended = ended.then(({ code, signal }) => this.#ending(code, signal));
    void this.ended.then(() => {
      this.#stopWatching();
      if (pid !== undefined) options.leash?.free(pid);
    });
  }

  /** Receives the output of user code: what was printed before, then all that follows. */
  set onOutput(listener: (text: string, stream: 'stdout' | 'stderr') => void) {
    this.#onOutput = listener;
    for (const [text, stream] of this.#early.splice(0)) listener(text, stream);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends the warming up: the next request is one of a run. */
  take(): this {
    clearTimeout(this.#warming);
    this.#warming = undefined;
    return this;
  }

  async #warmUp(): Promise<void> {
    try {
      for (let round = 0; round < ROUNDS && this.#warming; round++)
        await this.connection.sendRequest(warmRequest);
    } catch {
      // The process has ended.
    }
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

  /** Begins to watch the memory and the time that the process uses. */
  watch(): void {
    const { memory: limit } = this.#options.limits;
    let excess: Excess | undefined;
    const look = async () => {
      const { memory, used } = await usageOf(this.#child.pid);
      if (this.#isOver) return;
      this.peakMemory = Math.max(this.peakMemory, memory);
      const now = { time: performance.now(), used: used ?? performance.now() };
      excess = memory > limit ? (excess ?? now) : undefined;
      if (excess && isKilled(memory / limit, excess, now)) return this.kill('memory');
      const over = this.#overtime(used);
      if (over) return this.kill(over);
      this.#watch = setTimeout(() => void look(), memory > limit / 2 ? LOOK / 4 : LOOK);
    };
    void look();
  }

  /** Gives the process so many milliseconds of processor time from now on, and time to wait; in place of what it was given before. */
  allow(limit: number, grace = 0): void {
    this.#allowance = { limit, grace, time: performance.now() };
  }

  #overtime(used: number | undefined): Overtime | undefined {
    const given = this.#allowance;
    if (!given) return undefined;
    const { limit, grace, time } = given;
    const now = performance.now();
    const begin = (given.used ??= used ?? time);
    return overtime(limit, now - time - grace, () => (used ?? now) - begin - grace);
  }

  /** Kills the process in so many milliseconds, as one that was cancelled. */
  cancelAfter(ms: number): void {
    this.#deadline = setTimeout(() => this.kill('cancel'), ms);
  }

  kill(why: Kill): void {
    if (this.#isOver) return;
    this.#why ??= why;
    this.#child.kill('SIGKILL');
  }

  get #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #stopWatching(): void {
    clearTimeout(this.#watch);
    clearTimeout(this.#deadline);
    clearTimeout(this.#warming);
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
      this.#print(shown, stream);
    });
  }

  /** Hands on what was printed; of too much the beginning, and that there was more. */
  #print(text: string, stream: 'stdout' | 'stderr'): void {
    if (this.#printed > PRINTED) return;
    this.#printed += text.length;
    const rest = this.#printed - PRINTED;
    const shown = rest > 0 ? `${text.slice(0, text.length - rest)}${cutNote}` : text;
    if (this.#onOutput) this.#onOutput(shown, stream);
    else this.#early.push([shown, stream]);
  }
}

/** Whether a request failed because the process went away, rather than by its own answer. */
function isClosed(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  const codes: readonly number[] = [ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError];
  return error instanceof ResponseError && codes.includes(error.code);
}
