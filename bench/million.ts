import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatText } from '../src/present/terminal/traceText.ts';
import { Runner, type MeasuredAnswer } from '../src/runner/parent/runner.ts';
import { decodeTrace, encodeTrace } from '../src/shared/traceFile.ts';
import type { TraceResult } from '../src/shared/trace.ts';
import { timed } from './start.ts';
import { Figures, printTable } from './ui/figures.ts';

const root = join(import.meta.dirname, '..');

/** Traces a loop of so many rounds: as a command, and part by part through a runner. Prints times, and the memory of the child and of what it answers. */
export async function measureMillion(rounds: number, samples: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-million-'));
  const file = join(folder, 'map.ts');
  const program = readFileSync(join(import.meta.dirname, 'programs/map.ts'), 'utf8');
  writeFileSync(file, program.replace('200000', String(rounds)));
  const small = join(folder, 'small.ts');
  writeFileSync(small, program.replace('200000', '1'));
  const figures = new Figures();
  const bytes: (readonly [string, number])[] = [];
  try {
    for (let sample = 0; sample < samples; sample++) {
      figures.begin();
      figures.add('trace --no-check', timed(['trace', '--no-check', file]), 'at most 1.2 s');
      const idle = await traced(small);
      figures.begin();
      const begin = performance.now();
      const { answer, answered } = await traced(file);
      const { result } = answer;
      const { start, load, run, gradient, proof } = result.timing;
      for (const [name, ms] of Object.entries({ run, gradient, proof })) figures.add(`  ${name}`, ms);
      figures.add('  handed over', answered - begin - start - load - run - gradient - proof, 'at most 0.2 s');
      const count = result.trace.equations.op.length;
      bytes.push(['child, at most', (answer.peakMemory - idle.answer.peakMemory) / count]);
      bytes.push(['its answer', sizeOf(result) / count]);
      figures.add(
        '  as text',
        millisecondsOf(() => formatText(result, { color: false, width: 120 })),
      );
      const stored = { file: 'map.ts', root: '', case: 0, result };
      let encoded = new Uint8Array();
      figures.add(
        'trace file written',
        millisecondsOf(() => (encoded = encodeTrace(stored))),
      );
      figures.add(
        'trace file read',
        millisecondsOf(() => decodeTrace(encoded)),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  figures.print(`${rounds} rounds`);
  const least = Map.groupBy(bytes, ([name]) => name);
  printTable(
    ['bytes an equation', 'least'],
    [...least].map(([name, all]) => [name, Math.min(...all.map(([, each]) => each)).toFixed(0)]),
  );
}

/** A run in a fresh child, and when its answer was there. */
async function traced(file: string): Promise<{
  readonly answer: MeasuredAnswer & { readonly result: TraceResult };
  readonly answered: number;
}> {
  const runner = new Runner({ runnerPath: join(root, 'dist/runner.js') });
  try {
    const request = { file, root, overlay: new Map<string, string>(), case: 0, pinned: true };
    const answer = await runner.trace({ ...request, check: 'none' });
    if (answer.kind !== 'traced') throw new Error(JSON.stringify(answer));
    return { answer, answered: performance.now() };
  } finally {
    runner.dispose();
  }
}

/** Bytes of all arrays in a value; one that stands in it twice counts once. */
function sizeOf(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner, seen), 0);
}

function millisecondsOf(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}
