import { existsSync } from 'node:fs';
import { exit, memoryUsage, ppid } from 'node:process';
import { now } from '../load/clock.ts';
import type { StopReason } from '../../shared/errors.ts';
import type { Limits } from '../../shared/protocol.ts';
import { cancelReason, memoryReason, timeReason } from '../../shared/protocol.ts';

const parent = ppid;

/** Milliseconds between two checks of memory and of the cancel file. */
const LOOK = 20;
/** The child stops by itself at this share of the memory limit; the parent kills it at the limit. */
const SHARE = 0.85;

/** The limits as the child itself watches them: the tracer polls now and then while user code runs. */
export class LimitWatch {
  readonly #limits: Limits;
  readonly #cancelFile: string;
  #phase: 'load' | 'run' = 'load';
  #deadline: number;
  readonly #clock: () => number;
  #nextLook = 0;

  constructor(limits: Limits, cancelFile: string, clock = now) {
    this.#limits = limits;
    this.#cancelFile = cancelFile;
    this.#clock = clock;
    this.#deadline = clock() + limits.load;
  }

  /** Starts the time of the run, when loading is over. */
  beginRun(): void {
    this.#phase = 'run';
    this.#deadline = this.#clock() + this.#limits.run;
  }

  /** The reason to stop the program now, if there is one. */
  readonly poll = (): StopReason | undefined => {
    const time = this.#clock();
    if (time > this.#deadline) return timeReason(this.#phase, this.#limits);
    if (time < this.#nextLook) return undefined;
    this.#nextLook = time + LOOK;
    // Busy user code keeps the process from noticing that its parent has died.
    if (process.ppid !== parent) exit(1);
    if (existsSync(this.#cancelFile)) return cancelReason;
    return memoryUsage.rss() > SHARE * this.#limits.memory ? memoryReason(this.#limits) : undefined;
  };

  /** Polls on a timer while the program only waits: `reason` settles when it has to stop; `end` stops the timer. */
  waiting(): { readonly reason: Promise<StopReason>; readonly end: () => void } {
    const { promise, resolve } = Promise.withResolvers<StopReason>();
    const timer = setInterval(() => {
      const reason = this.poll();
      if (reason) resolve(reason);
    }, LOOK);
    return { reason: promise, end: () => clearInterval(timer) };
  }

  /** The reason to stop if so many more bytes would pass the memory limit. */
  readonly allocate = (bytes: number): StopReason | undefined => {
    if (bytes < 1_000_000) return undefined;
    return memoryUsage.rss() + bytes > SHARE * this.#limits.memory ? memoryReason(this.#limits) : undefined;
  };
}
