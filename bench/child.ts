import { join } from 'node:path';
import { Runner } from '../src/runner/parent/runner.ts';
import type { Timing } from '../src/shared/trace.ts';
import type { Workload } from './workloads.ts';

/** A case as a user traces it: in a child process that has just been started, and in one that has waited and warmed up. */
export interface InChild {
  readonly id: string;
  readonly equations: number;
  readonly started: Timing;
  readonly waited: Timing;
}

const runs = 3;

/** Runs each case through the runner; of several runs the one with the median run time. */
export async function inChild(chosen: readonly Workload[]): Promise<InChild[]> {
  const results: InChild[] = [];
  for (const { id, file, index } of chosen) {
    console.error(`${id}  in a child`);
    const root = join(import.meta.dirname, 'programs');
    const trace = async (warm: boolean) => {
      const runnerPath = join(import.meta.dirname, '../dist/runner.js');
      const runner = new Runner({ runnerPath, spares: warm ? 1 : 0, warm });
      // a spare begins to warm up after 400 ms
      if (warm) await new Promise((resolve) => setTimeout(resolve, 3000));
      const request = {
        file: join(root, `${file}.ts`),
        case: index,
        root,
        overlay: new Map<string, string>(),
      };
      const answer = await runner.trace({ ...request, pinned: true, check: 'none' });
      runner.dispose();
      if (answer.kind !== 'traced') throw new Error(JSON.stringify(answer));
      return answer.result;
    };
    const median = async (warm: boolean) => {
      const found = [];
      for (let k = 0; k < runs; k++) found.push(await trace(warm));
      return found.sort((a, b) => a.timing.run - b.timing.run)[runs >> 1]!;
    };
    const started = await median(false);
    const waited = await median(true);
    const equations = started.trace.equations.op.length;
    results.push({ id, equations, started: started.timing, waited: waited.timing });
  }
  return results;
}
