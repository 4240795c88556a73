import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { execLaunch } from '../../src/cli/exec.ts';
import { parseCommand, type ExecCommand } from '../../src/cli/command.ts';
import { execPath, folder } from './gradlens.ts';

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
  readonly env?: NodeJS.ProcessEnv;
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

/** How `gradlens exec` with these arguments starts Node: without the command line's own process, which tests of it run. */
export function execution(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const command = parseCommand(['exec', ...args]) as ExecCommand;
  return execLaunch(command, execPath, { ...process.env, ...env });
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
  const traced = execution(['--stats', stats, ...node, script, ...args], launch.env);
  const got = await run(cwd, traced.args, { ...launch, env: traced.env });
  expect(got).toEqual(expected);
  const { equations } = (existsSync(stats) ? JSON.parse(readFileSync(stats, 'utf8')) : { equations: 0 }) as {
    equations: number;
  };
  return { ...expected, equations };
}
