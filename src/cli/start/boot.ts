/** Starts the command line, as Node compiled it before. What Node is told to keep covers only what is loaded from then on. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { keepCompiled } from './compileCache.ts';
import { exitCodes } from '../exit.ts';
import type * as commands from '../main.ts';
import { isNewEnough, ownNode, runNode } from '../node.ts';
import { startEarly } from '../../runner/parent/startEarly.ts';

if (isNewEnough()) {
  const args = process.argv.slice(2);
  // Before anything else is loaded: a process that runs user code takes longer to get ready than this one.
  const started = runsCases(args) ? startEarly(join(__dirname, 'runner.js')) : undefined;
  keepCompiled(process.env);
  const { start } = createRequire(import.meta.url)('./commands.js') as typeof commands;
  start(args, started);
} else {
  // An older Node could not even load the program: it lacks built-ins that the bundle takes at its start.
  const node = ownNode(__dirname);
  if (node === undefined) {
    process.stderr.write(`gradlens: this is Node ${process.versions.node}; Node 22.15 or newer is needed.\n`);
    process.exitCode = exitCodes.usage;
  } else {
    void runNode(node, [__filename, ...process.argv.slice(2)]).then((code) => (process.exitCode = code));
  }
}

/** Whether a command line runs cases in a process as any other: none of its options is about how that is started. */
function runsCases([command = '', ...options]: readonly string[]): boolean {
  const others = /^--(no-cache|env|help)\b/;
  return ['trace', 'explain'].includes(command) && !options.some((option) => others.test(option));
}
