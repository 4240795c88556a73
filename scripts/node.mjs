// What the scripts share: where the project and its own Node are, and how to run a program.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that the project brings along: the machine's may be too old. */
export const nodeBin = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Runs a program and returns its exit code; a signal counts as 1. */
export function run(command, args, { output = 'inherit', cwd = root, shell = false } = {}) {
  const stdio = ['inherit', output === 'stderr' ? 2 : 'inherit', 'inherit'];
  const { status, error } = spawnSync(command, args, { cwd, stdio, shell });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}
