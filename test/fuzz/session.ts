import fc from 'fast-check';
import { dialects, type Dialect } from './forms/index.ts';
import { moduleOf, programs } from './program.ts';
import { compare } from './run.ts';

/** A program that does traced what it does not plain. */
export interface Difference {
  readonly seed: number;
  readonly path: string;
  readonly source: string;
  readonly message: string;
}

/** What a number of programs showed. */
export interface Report {
  readonly programs: number;
  readonly differences: readonly Difference[];
  /** How often each form, native and member occurred, by its name. */
  readonly counts: ReadonlyMap<string, number>;
  /** How often a call of each native and member did not throw. */
  readonly succeeded: ReadonlyMap<string, number>;
  readonly calls: number;
  readonly thrown: number;
  /** Gradients compared, or why they were not. */
  readonly gradients: ReadonlyMap<string, number>;
  readonly equations: number;
  /** Values logged and lines printed, each compared. */
  readonly events: number;
}

/** Programs between two chances to go on after a difference. */
const BATCH = 100;
const weights: Readonly<Record<Dialect, number>> = {
  'module.mjs': 3,
  'script.cjs': 3,
  'module.ts': 2,
  'legacy.ts': 2,
};
const kinds = (Object.keys(dialects) as Dialect[]).flatMap((dialect) => [
  { weight: weights[dialect], arbitrary: programs(dialect, false) },
  { weight: 2 * weights[dialect], arbitrary: programs(dialect, true) },
]);

/** Runs random programs until `stop` of them made a difference. `onDifference` hears of each, `onProgram` of what runs. */
export async function fuzz(options: {
  readonly count: number;
  readonly seed: number;
  readonly stop: number;
  readonly onDifference?: (difference: Difference) => void;
  readonly onProgram?: (source: string) => void;
}): Promise<Report> {
  const { count, stop } = options;
  const [counts, succeeded, gradients] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  const differences: Difference[] = [];
  let [run, calls, thrown, equations, events] = [0, 0, 0, 0, 0];
  // a rejection that nobody awaits is the program's own affair
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => undefined);
  for (let seed = options.seed; run < count && differences.length < stop; seed++) {
    const property = fc.asyncProperty(fc.oneof(...kinds), async (program) => {
      const source = moduleOf(program);
      options.onProgram?.(source);
      const outcome = await compare(source, program.dialect);
      if (outcome.difference !== undefined) throw new Error(outcome.difference);
      run++;
      for (const name of program.forms) add(counts, name);
      for (const event of outcome.events) {
        const [, how, name] = /^"(ok|threw)" ("(?:[^"\\]|\\.)*") /.exec(event) ?? [];
        if (name === undefined) continue;
        calls++;
        if (how === 'ok') add(succeeded, JSON.parse(name) as string);
        else thrown++;
      }
      add(gradients, outcome.gradient);
      events += outcome.events.length;
      equations += outcome.equations;
    });
    const numRuns = Math.min(BATCH, count - run);
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns, endOnFailure: false });
    if (!failed) continue;
    const [program] = counterexample!;
    const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    differences.push({ seed, path: program.dialect, source: moduleOf(program), message });
    options.onDifference?.(differences.at(-1)!);
  }
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  return { programs: run, differences, counts, succeeded, calls, thrown, gradients, equations, events };
} // prettier-ignore
