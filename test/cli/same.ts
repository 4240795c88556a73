import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cliPath, folder } from './gradlens.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Launch {
  /** What follows the script. */
  readonly args?: readonly string[];
  /** Options of Node, before the script. */
  readonly node?: readonly string[];
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Symbolic links to make, from name to target, both in the folder. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Runs Node in a folder to its end; process ids in warnings are blotted out. */
export function run(cwd: string, args: readonly string[], { input = '', env }: Launch = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr: stderr.replace(/^\(node:\d+\)/gm, '(node)') });
    });
    child.stdin.on('error', () => undefined); // a program that ends without reading
    child.stdin.end(input);
  });
}

/** Runs the first of these files both ways; returns what `node` gave once `gradlens exec` is known to give the same. */
export async function same(
  files: Readonly<Record<string, string>>,
  launch: Launch = {},
): Promise<Ended & { readonly equations: number }> {
  const { args = [], node = [], links = {} } = launch;
  const [script] = Object.keys(files) as [string];
  const cwd = folder(files);
  for (const [name, target] of Object.entries(links)) symlinkSync(join(cwd, target), join(cwd, name));
  const expected = await run(cwd, [...node, script, ...args], launch);
  const stats = join(cwd, 'stats.json');
  const got = await run(cwd, [cliPath, 'exec', '--stats', stats, ...node, script, ...args], launch);
  expect(got).toEqual(expected);
  const { equations } = (existsSync(stats) ? JSON.parse(readFileSync(stats, 'utf8')) : { equations: 0 }) as {
    equations: number;
  };
  return { ...expected, equations };
}
