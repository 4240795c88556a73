import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { constants } from 'node:os';
import { execVariable, stackFlags, type ExecSetting } from '../runner/exec-setting.ts';
import type { ExecCommand } from './options.ts';

/**
 * Runs a script as `node` would, with all of it instrumented: a process of its own with this one's streams. Resolves to its
 * exit code; dies of the signal that it died of.
 *
 * @param preload the bundle of `runner/exec.ts`
 */
export function exec({ nodeOptions, script, args, stats }: ExecCommand, preload: string): Promise<number> {
  const { NODE_OPTIONS: given } = process.env;
  const setting: ExecSetting = {
    ...(stats !== undefined && { stats: resolve(stats) }),
    ...(given !== undefined && { nodeOptions: given }),
  };
  // In NODE_OPTIONS it comes before all that is preloaded besides.
  const first = `--require ${JSON.stringify(preload)} ${given ?? ''}`;
  const child = spawn(process.execPath, [...stackFlags, ...nodeOptions, script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: first, [execVariable]: JSON.stringify(setting) },
  });
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
