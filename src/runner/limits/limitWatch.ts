import fs from 'node:fs';
import process from 'node:process';
import timers from 'node:timers';
import { cpuTime, now } from '../load/clock.ts';
import { LoadWork } from '../load/loadWork.ts';
import { SHARE } from './memoryLimit.ts';
import type { StopReason } from '../../shared/errors.ts';
import { cancelReason, memoryReason, type Limits } from '../../shared/limits.ts';
import { overtime, timeReason } from './timeLimit.ts';

// Taken now: a program may replace them later.
const { existsSync } = fs;
const { rss } = process.memoryUsage;
const { clearInterval, setInterval } = timers;

/** Milliseconds between two checks. */
const LOOK = 20;

/** Milliseconds: the time, and what of it this process has used the processor for. */
interface Clock {
  readonly time: () => number;
  readonly used: () => number;
}

/** The limits as the child itself watches them: the tracer polls now and then while user code runs. */
export class LimitWatch {
  /** What loading costs by our doing: the limit counts it apart, up to as much again. */
  readonly work = new LoadWork();
  readonly #limits: Limits;
  readonly #cancelFile: string;
  readonly #clock: Clock;
  #phase: 'load' | 'run' = 'load';
  /** When the phase began, by both clocks. */
  #begin: { readonly time: number; readonly used: number };
  #nextLook = 0;

  constructor(limits: Limits, cancelFile: string, clock: Clock = { time: now, used: cpuTime }) {
    this.#limits = limits;
    this.#cancelFile = cancelFile;
    this.#clock = clock;
    this.#begin = { time: clock.time(), used: clock.used() };
  }

  /** Starts the time of the run, when loading is over. */
  beginRun(): void {
    this.#phase = 'run';
    this.#begin = { time: this.#clock.time(), used: this.#clock.used() };
  }

  /** The reason to stop the program now, if there is one. */
  readonly poll = (): StopReason | undefined => {
    const time = this.#clock.time();
    if (time < this.#nextLook) return undefined;
    this.#nextLook = time + LOOK;
    const limit = this.#limits[this.#phase];
    const allowed = this.#phase === 'load' ? limit + Math.min(this.work.time, limit) : limit;
    const over = overtime(allowed, time - this.#begin.time, () => this.#clock.used() - this.#begin.used);
    if (over) return this.work.explain(timeReason(this.#phase, limit, over));
    if (existsSync(this.#cancelFile)) return cancelReason;
    return rss() > SHARE * this.#limits.memory ? memoryReason(this.#limits) : undefined;
  };

  /** Polls on a timer while the program only waits: `reason` settles when it has to stop; `end` stops the timer. */
  waiting(): { readonly reason: Promise<StopReason>; readonly end: () => void } {
    let resolve!: (reason: StopReason) => void;
    const promise = new Promise<StopReason>((settle) => (resolve = settle));
    const timer = setInterval(() => {
      const reason = this.poll();
      if (reason) resolve(reason);
    }, LOOK);
    return { reason: promise, end: () => clearInterval(timer) };
  }

  /** The reason to stop if so many more bytes would pass the memory limit. */
  readonly allocate = (bytes: number): StopReason | undefined => {
    if (bytes < 1_000_000) return undefined;
    return rss() + bytes > SHARE * this.#limits.memory ? memoryReason(this.#limits) : undefined;
  };
}
