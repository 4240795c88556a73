// Runs another program in this process, and ends it with its whole group when whoever started it is gone,
// however that went: the pipe to this process's stdin then closes.
import { pathToFileURL } from 'node:url';

process.argv.splice(1, 1);
process.stdin.resume().on('close', () => {
  if (process.platform === 'win32') process.exit(1);
  process.kill(-process.pid, 'SIGKILL');
});
await import(pathToFileURL(process.argv[1]).href);
