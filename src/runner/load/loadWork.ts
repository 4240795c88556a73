import type { StopReason } from '../../shared/errors.ts';
import { cpuTime } from './clock.ts';
import { inNodeModules, packageScope } from './packages.ts';

/** What it costs to instrument a program: milliseconds of processor time, and files and time of each package. */
export class LoadWork {
  /** Of all files together. */
  time = 0;
  readonly #byPackage = new Map<string, { files: number; time: number }>();

  /** Does work for a file, and counts it. What the cache has is not counted: to ask for the time would cost more. */
  counting<T>(path: string, work: () => T): T {
    const begin = cpuTime();
    try {
      return work();
    } finally {
      this.add(path, cpuTime() - begin);
    }
  }

  add(path: string, time: number): void {
    this.time += time;
    const name = inNodeModules(path) ? packageScope(path).name : undefined;
    if (name === undefined) return;
    const work = this.#byPackage.get(name) ?? { files: 0, time: 0 };
    this.#byPackage.set(name, { files: work.files + 1, time: work.time + time });
  }

  /** A reason to stop with the package that took most of this work, where there is one. */
  explain(reason: StopReason): StopReason {
    const [most] = [...this.#byPackage].sort(([, a], [, b]) => b.time - a.time);
    if (reason.code !== 'load-time-limit' || !most) return reason;
    const [name, { files, time }] = most;
    const told = `Of rewriting what is imported, most went to ${name}: ${files.toLocaleString('en')} files, ${(time / 1000).toFixed(1)} s.`;
    return { ...reason, message: `${reason.message} ${told}` };
  }
}
