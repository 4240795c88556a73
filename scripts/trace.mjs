// `npm run trace -- FILE …`: `gradlens trace` as built here, in the folder where npm was called.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeBin, root } from './node.mjs';

const child = spawn(nodeBin, [join(root, 'dist/cli.js'), 'trace', ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
// Ctrl+C reaches the whole group: the command line cancels its run and answers, this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => (process.exitCode = code ?? 1));
