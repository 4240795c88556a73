import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Whether this Node can run traced programs: 22.15 and newer have `module.registerHooks`. */
export const isNewEnough = (): boolean => 'registerHooks' in nodeModule;

/** The Node that a checkout of this project brings along, beside the folder of the bundles. */
export function ownNode(bundles: string): string | undefined {
  const path = join(bundles, '../node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : undefined;
}

/**
 * Runs a Node in a process of its own with this one's streams. Resolves to its exit code; dies of the signal that it died of.
 */
export function runNode(node: string, args: readonly string[], env = process.env): Promise<number> {
  const child = spawn(node, args, { stdio: 'inherit', env });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const forward = (signal: NodeJS.Signals) => {
    // The terminal sends Ctrl+C to the whole group.
    if (signal !== 'SIGINT') child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      if (signal !== null) process.kill(process.pid, signal);
      done(code ?? 128 + constants.signals[signal!]);
    });
  });
}
