/**
 * `npm run bench:why -- [walk descent …] [--equations 1000000] [--answers]`: what explanations cost. Every program runs through the runner; then
 * its questions are asked in this process, of a run that is prepared as the editor prepares it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  Evidence,
  explain,
  explainNumber,
  findingsOfClasses,
  type Question,
} from '../../src/explain/index.ts';
import { targetAt } from '../../src/explain/asked/targetAt.ts';
import { lineModel } from '../../src/present/lines/lineModel.ts';
import { indexRows } from '../../src/present/model/rowIndex.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import type { Timing } from '../../src/shared/trace.ts';
import { machine, markdown, ms } from '../table.ts';
import { programs, type Asked, type Program } from './programs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    equations: { type: 'string', default: '46000,1000000' },
    answers: { type: 'boolean', default: false },
  },
});
const sizes = values.equations.split(',').map(Number);
// Inside of the project, so that ml-matrix is found.
const folder = mkdtempSync(join(import.meta.dirname, '.run-'));
const runnerPath = join(import.meta.dirname, '../../dist/runner.js');
/**
 * Where a program runs: in a process that has just been started, as the first of all, and in one that has waited, as every further one. The
 * next one is started when a run has rested, as in the editor.
 */
const runners = {
  started: new Runner({ runnerPath }),
  waited: new Runner({ runnerPath, spares: 1, warm: true, rest: 100 }),
};
/** Runs of a program in each, of which the medians count. */
const runs = 5;
console.log(`${machine()}\n`);
try {
  for (const program of programs) {
    if (positionals.length > 0 && !positionals.includes(program.name)) continue;
    for (const size of sizes) await measure(program, size);
  }
} finally {
  for (const runner of Object.values(runners)) runner.dispose();
  rmSync(folder, { recursive: true });
}

/** Prints what the findings of a run cost where it ran, and what its questions cost here. */
async function measure({ name, perRound, source, questions }: Program, size: number): Promise<void> {
  const rounds = Math.ceil(size / perRound);
  const text = source(rounds);
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, text);
  const request = { file, root: folder, case: 0, overlay: new Map<string, string>() };
  const trace = async (kind: keyof typeof runners) => {
    // A spare process needs some seconds to warm up.
    if (kind === 'waited') await new Promise((resolve) => setTimeout(resolve, 3000));
    const answer = await runners[kind].trace({ ...request, pinned: true, check: 'none' });
    if (answer.kind !== 'traced') throw new Error(JSON.stringify(answer));
    return answer.result;
  };
  const result = await trace('started');
  console.log(`## ${name}, ${result.trace.equations.op.length} equations\n`);
  for (const kind of ['started', 'waited'] as const) {
    const timings: Timing[] = [];
    for (let k = 0; k < runs; k++) timings.push((await trace(kind)).timing);
    const median = (of: (timing: Timing) => number) => timings.map(of).sort((a, b) => a - b)[runs >> 1]!;
    console.log(
      `In a process that has ${kind}: trace ${ms(median(({ run }) => run))} ms, gradient ${ms(median((one) => one.gradient))} ms, ` +
        `findings ${ms(median(({ proof }) => proof))} ms, which is ` +
        `${median((one) => (100 * one.proof) / (one.run + one.gradient)).toFixed(0)} %.\n`,
    );
  }
  for (const { class: kind, message } of result.diagnostics) console.log(`- ${kind ?? 'other'}: ${message}`);
  const index = indexRows(result);
  const lines = lineModel(result, index.variables);
  const fresh = () => new Evidence(result, () => text, { index, lines });
  const kept = fresh();
  const found = time(() => findingsOfClasses(fresh()));
  const rows = questions.map((asked) => {
    const question = questionOf(asked, text, rounds);
    const first = time(() => explain(fresh(), question));
    const cold = time(() => explain(new Evidence(result, () => text), question));
    explain(kept, question);
    const second = time(() => explain(kept, question));
    const number = time(() => explainNumber(kept, targetAt(kept, question)!));
    const iteration = question.iterations ? ', in the middle' : '';
    const answered = first.value;
    return [
      `${asked.of} of ${asked.name}${iteration}`,
      ...[first, second, number, cold].map((one) => ms(one.took)),
      values.answers ? (answered?.sentence ?? 'no target') : (answered?.finding?.class ?? '–'),
    ];
  });
  const head = ['ms', 'first', 'again', 'value or gradient', 'without the rows', 'answer'];
  console.log(`\nAll findings here: ${ms(found.took)} ms.\n\n${markdown(head, rows)}\n`);
}

function questionOf({ at, name, of, middleOf }: Asked, text: string, rounds: number): Question {
  const line = lineOf(text, at);
  if (middleOf === undefined) return { file: 0, line, name, of };
  return { file: 0, line, name, of, iterations: [{ line: lineOf(text, middleOf), iteration: rounds >> 1 }] };
}

function lineOf(text: string, part: string): number {
  const found = text.split('\n').findIndex((line) => line.includes(part));
  if (found < 0) throw new Error(`No line has ${part}.`);
  return found + 1;
}

/** Milliseconds of the processor, the median of three after one that warms up: what a busy machine adds does not count. */
function time<T>(work: () => T): { readonly value: T; readonly took: number } {
  const value = work();
  const took = [0, 1, 2].map(() => {
    const begin = process.threadCpuUsage().user;
    work();
    return (process.threadCpuUsage().user - begin) / 1000;
  });
  return { value, took: took.sort((a, b) => a - b)[1]! };
}
