import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Figures } from './ui/figures.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'examples/02-autodiff.ts');
const commands = [
  { name: 'list', args: ['list', file], aim: 'at most 2 units' },
  { name: 'trace --no-check', args: ['trace', '--no-check', file], aim: 'at most 4.3 units' },
  { name: 'trace', args: ['trace', file], aim: 'at most 5.8 units' },
];

/** Runs the built command line, command after command in turns; prints what a person waits for, in units of `node -e 0`. */
export function measureStart(samples: number): void {
  const figures = new Figures();
  // The first of each writes what later ones find in the cache.
  for (let sample = -1; sample < samples; sample++) {
    for (const { name, args, aim } of commands) {
      figures.begin();
      const ms = timed(args);
      if (sample >= 0) figures.add(name, ms, aim);
    }
  }
  figures.print('start');
}

/** Milliseconds that a command takes, from its start until its process is gone. */
export function timed(args: readonly string[]): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args]);
  const ms = performance.now() - begin;
  if (status !== 0) throw new Error(stderr.toString());
  return ms;
}
