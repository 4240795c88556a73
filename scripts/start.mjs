// `npm start`: installs and builds what is missing, then opens VS Code with GradLens on the examples.
import { spawn } from 'node:child_process';
import { setInterval } from 'node:timers';
import { nodeBin, root, run } from './node.mjs';

const parent = process.ppid;
const status = run(process.execPath, ['scripts/ensure.mjs', '--build']);
if (status !== 0) process.exit(status);
// The project's own Node runs TypeScript; what called this may be older.
const child = spawn(nodeBin, ['scripts/vscode/start.mts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl+C reaches the whole group; the child closes the editor, this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
// npm passes a signal on to a shell, and not every shell passes it on: then this process is an orphan.
setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
child.on('exit', (code) => (process.exitCode = code ?? 1));
