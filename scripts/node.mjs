// What the scripts share: where the project and its own Node are, and how to run a program.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that the project brings along: the machine's may be too old. */
export const nodeBin = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * Runs a program and returns its exit code; a signal counts as 1. Its output goes where this process's does, to `stderr`, or
 * nowhere unless it fails.
 */
export function run(command, args, { output = 'inherit', cwd = root, shell = false } = {}) {
  const isQuiet = output === 'none unless it fails';
  const stdio = isQuiet ? 'pipe' : ['inherit', output === 'stderr' ? 2 : 'inherit', 'inherit'];
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    stdio,
    shell,
    maxBuffer: 1 << 28,
  });
  if (isQuiet && status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/**
 * Starts a program and resolves to its exit code; a signal counts as 1. What it prints is passed on a line at a time behind a
 * prefix, so that programs may run side by side; without one they print as they like.
 */
export function start(command, args, { prefix = '', env = process.env } = {}) {
  const stdio = prefix === '' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { cwd: root, stdio, env });
  for (const stream of prefix === '' ? [] : [child.stdout, child.stderr]) {
    let rest = '';
    const print = (line) => line.trim() !== '' && console.log(`${prefix}${line}`);
    stream.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.forEach(print);
    });
    stream.on('end', () => print(rest));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
