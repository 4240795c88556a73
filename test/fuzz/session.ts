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
  readonly differences: number;
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

/** Programs of one seed; a difference ends them. */
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

/** Which programs: `count` of them, the first hundred by `seed`, the next by `seed + 1`; of these the share of one of `parts` processes. */
export interface Plan {
  readonly count: number;
  readonly seed: number;
  /** Ends after so many differences. */
  readonly stop: number;
  readonly part: number;
  readonly parts: number;
}

/** Runs random programs. `onDifference` hears of each difference. */
export async function fuzz(
  { count, seed: first, stop, part, parts }: Plan,
  onDifference: (difference: Difference) => void,
): Promise<Report> {
  const [counts, succeeded, gradients] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  let [run, differences, calls, thrown, equations, events] = [0, 0, 0, 0, 0, 0];
  // a rejection that nobody awaits is the program's own affair
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => undefined);
  for (let batch = part; batch * BATCH < count && differences < stop; batch += parts) {
    const property = fc.asyncProperty(fc.oneof(...kinds), async (program) => {
      const source = moduleOf(program);
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
    const seed = first + batch;
    const numRuns = Math.min(BATCH, count - batch * BATCH);
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns, endOnFailure: false, unbiased: true });
    if (!failed) continue;
    const [program] = counterexample!;
    const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    differences++;
    onDifference({ seed, path: program.dialect, source: moduleOf(program), message });
  }
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
  return { programs: run, differences, counts, succeeded, calls, thrown, gradients, equations, events };
} // prettier-ignore
