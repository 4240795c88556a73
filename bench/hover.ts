/**
 * `npm run bench:hover`: our own time for a hover, as an editor asks for it, by line and column of a text. Over 20,000 equations, as a loop and
 * as a line each, and over large matrices. The first hover of a run, which finds what later ones use again, is shown apart.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { looker } from '../src/instrument/index.ts';
import { findPointed, inputReading } from '../src/present/hover/pointed.ts';
import { decisionText } from '../src/present/hover/view/decisionText.ts';
import { hoverText, type Links } from '../src/present/hover/view/hoverText.ts';
import { loopText } from '../src/present/hover/view/loopText.ts';
import { lineModel } from '../src/present/lines/lineModel.ts';
import { indexRows } from '../src/present/model/rowIndex.ts';
import { decodeTrace } from '../src/shared/traceFile.ts';
import { machine } from './table.ts';
import { loopOf, product } from './ui/programs.ts';

/** Times that places of one program are asked. */
const places = 400;

const links: Links = { around: () => '', below: '' };

/** 20,000 equations, each on a line of its own. */
function linesOf(equations: number): string {
  const lines = Array.from({ length: equations / 2 }, (_, i) => `  x = x * 0.5 + ${i % 7};`);
  return `/** @trace walk(0.5) */\nexport function walk(x: number): number {\n${lines.join('\n')}\n  return x;\n}\n`;
}

// Inside the project, so that the programs find ml-matrix.
const folder = mkdtempSync(join(import.meta.dirname, '.hover-'));
console.log(`${machine()}\n\nprogram              places  first ms   p50 ms   p95 ms   max ms`);
try {
  measure('loop', loopOf(20_000));
  measure('a line each', linesOf(20_000));
  measure('512×512', product);
} finally {
  rmSync(folder, { recursive: true });
}

function measure(name: string, source: string): void {
  const hover = hovers(source);
  const found: number[] = [];
  const starts = [...source.matchAll(/[\w$]+|[*+/<>=-]+/g)].map(({ index }) => index);
  const step = starts.length / places;
  let characters = 0;
  for (let k = 0; k < places; k++) {
    const at = step < 1 ? k % starts.length : Math.floor(k * step);
    const before = source.slice(0, starts[at]).split('\n');
    const start = performance.now();
    const text = hover(before.length, before.at(-1)!.length);
    if (text === undefined) continue;
    found.push(performance.now() - start);
    characters = Math.max(characters, text.length);
  }
  const [first] = found;
  const sorted = found.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const figures = [first, quantile(0.5), quantile(0.95), quantile(1)];
  const columns = figures.map((ms) => ms!.toFixed(1).padStart(9)).join('');
  console.log(`${name.padEnd(20)}${String(found.length).padStart(7)} ${columns}   ${characters} characters`);
}

/** What a hover at a place of a program shows, as the command line traced it. */
function hovers(source: string): (line: number, column: number) => string | undefined {
  const [file, out] = [join(folder, 'program.ts'), join(folder, 'run.gradlens')];
  writeFileSync(file, source);
  const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'trace', file, '--out', out], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const { result } = decodeTrace(readFileSync(out));
  const index = indexRows(result);
  const model = lineModel(result, index.variables);
  const selection = new Map<number, number>();
  const lookAt = looker(source, file);
  return (line, column) => {
    const { expression, functions, input } = lookAt(line, column);
    const around = { file: result.function.span[0], functions: functions.map(({ range }) => range) };
    const reading = input && inputReading(index, input.paths);
    const shown =
      (expression && findPointed(index, model, selection, { ...expression, ...around })) ??
      (reading && { kind: 'numbers' as const, reading });
    switch (shown?.kind) {
      case undefined:
        return undefined;
      case 'numbers':
        return hoverText(index, shown.reading, '', 'dark', links);
      case 'decision':
        return decisionText(index, shown.decision, '', links);
      case 'loop':
        return loopText(model, selection, shown.unit, links);
    }
  };
}
