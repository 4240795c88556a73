import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Difference, Report } from './session.ts';
import type { Message } from './worker.ts';

/** Programs of one process: what V8 keeps of a module that was compiled adds up. */
const MOST = 400;

/**
 * Random programs in processes of their own, as many at a time as the machine has processors. Which programs run does not depend on
 * that number.
 */
export async function fuzzAll(
  given: { readonly count: number; readonly seed: number; readonly stop: number },
  onDifference: (difference: Difference) => void,
): Promise<Report> {
  const parts = Math.ceil(given.count / MOST);
  const reports: Report[] = [];
  let next = 0;
  const work = async () => {
    while (next < parts) {
      const plan = JSON.stringify({ ...given, part: next++, parts });
      reports.push(await worker(plan, onDifference));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return reports.reduce(sum);
}

function worker(plan: string, onDifference: (difference: Difference) => void): Promise<Report> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [plan], { serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    let given: Report | undefined;
    child.on('message', ({ difference, report }: Message) => {
      if (difference) onDifference(difference);
      given ??= report;
    });
    child.on('close', (code) => {
      if (given) resolve(given);
      else reject(new Error(`a process ended with ${code} before its programs were done`));
    });
  });
}

/** Two reports as one: numbers added, and those of each name. */
function sum(a: Report, b: Report): Report {
  const add = (u: number | ReadonlyMap<string, number>, v: typeof u) =>
    typeof u === 'number' ? u + (v as number) : new Map([...u, ...[...(v as typeof u)].map(([name, n]) => [name, n + (u.get(name) ?? 0)] as const)]);
  return Object.fromEntries(Object.keys(a).map((key) => [key, add(a[key as keyof Report], b[key as keyof Report])])) as unknown as Report;
} // prettier-ignore
